import { useState } from "preact/hooks";
import { today as todayOf } from "~/domain/days";
import { EARLIEST } from "~/domain/earliest";
import type { AnyRecord } from "~/domain/records";
import * as m from "~/paraglide/messages";
import type { NewEntry } from "~/store/entries";
import { FallFields, unableAfter } from "~/ui/fall-fields";
import { Told } from "./told";

/** A fall that the clinic was told of. */
export function FallForm({
  records,
  onSave,
}: {
  records: readonly AnyRecord[];
  onSave: (entries: NewEntry[]) => Promise<unknown>;
}) {
  const [fields, setFields] = useState<Record<string, unknown>>({
    date: todayOf(),
    outcome: "fall",
    told: "telephone",
  });
  const change = (part: Record<string, unknown>) => setFields((before) => ({ ...before, ...part }));
  const submit = (event: Event) => {
    event.preventDefault();
    const fall: NewEntry = { ...fields, kind: "fall", date: String(fields.date) };
    void onSave([fall, ...unableAfter(fall, records)]);
  };
  return (
    <form class="stack" onSubmit={submit}>
      <div class="field">
        <label for="fall-date">{m.field_date()}</label>
        <input
          id="fall-date"
          type="date"
          required
          min={EARLIEST}
          max={todayOf()}
          value={String(fields.date)}
          onInput={(event) => change({ date: (event.target as HTMLInputElement).value })}
        />
      </div>
      <FallFields fields={fields} change={change} />
      <Told value={String(fields.told)} onChange={(told) => change({ told })} />
      <button type="submit" class="button button-primary button-wide">
        {m.save()}
      </button>
    </form>
  );
}
