import { useState } from "preact/hooks";
import { addDays, today as todayOf } from "~/domain/days";
import { EARLIEST } from "~/domain/earliest";
import * as m from "~/paraglide/messages";
import type { NewEntry } from "~/store/entries";
import { PauseFields, type PauseSaid } from "~/ui/pause-fields";
import { Told } from "./told";

/** A pause that the clinic was told of. */
export function PauseForm({ onSave }: { onSave: (entries: NewEntry[]) => Promise<unknown> }) {
  const [said, setSaid] = useState<PauseSaid & { date: string; told: string }>({
    date: todayOf(),
    until_on: addDays(todayOf(), 6),
    reason: null,
    told: "telephone",
  });
  const change = (part: Partial<typeof said>) => setSaid((before) => ({ ...before, ...part }));
  const submit = (event: Event) => {
    event.preventDefault();
    const { reason, ...rest } = said;
    void onSave([{ kind: "pause", ...rest, reason: reason ?? undefined }]);
  };
  return (
    <form class="stack" onSubmit={submit}>
      <p class="small quiet">{m.pause_desk_say()}</p>
      <div class="field">
        <label for="pause-date">{m.field_date()}</label>
        <input
          id="pause-date"
          type="date"
          required
          min={EARLIEST}
          max={todayOf()}
          value={said.date}
          onInput={(event) => change({ date: (event.target as HTMLInputElement).value })}
        />
      </div>
      <PauseFields from={said.date} said={said} change={change} />
      <Told value={said.told} onChange={(told) => change({ told })} />
      <button type="submit" class="button button-primary button-wide">
        {m.save()}
      </button>
    </form>
  );
}
