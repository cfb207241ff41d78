import { useState } from "preact/hooks";
import { today as todayOf } from "~/domain/days";
import { EARLIEST } from "~/domain/earliest";
import { goalsOf } from "~/domain/goals";
import type { AnyRecord } from "~/domain/records";
import * as m from "~/paraglide/messages";
import type { NewEntry } from "~/store/entries";
import { GoalFields, type GoalsSaid, goalEntries, NOTHING_SAID } from "~/ui/goal-fields";
import { Told } from "./told";

/** The patient's own activities: named at the start, rated again at each review. The words and the numbers are the patient's. */
export function GoalForm({
  records,
  onSave,
}: {
  records: readonly AnyRecord[];
  onSave: (entries: NewEntry[]) => Promise<unknown>;
}) {
  const [said, setSaid] = useState<GoalsSaid>(NOTHING_SAID);
  const [date, setDate] = useState(todayOf());
  const [told, setTold] = useState("visit");
  const [tried, setTried] = useState(false);
  const submit = (event: Event) => {
    event.preventDefault();
    const entries = goalEntries(said, { date, told });
    setTried(entries === null);
    if (entries) void onSave(entries);
  };
  return (
    <form class="stack" onSubmit={submit}>
      <p class="small quiet">{m.goals_desk_say()}</p>
      <div class="field">
        <label for="goal-date">{m.field_date()}</label>
        <input
          id="goal-date"
          type="date"
          required
          min={EARLIEST}
          max={todayOf()}
          value={date}
          onInput={(event) => setDate((event.target as HTMLInputElement).value)}
        />
      </div>
      <GoalFields
        goals={goalsOf(records)}
        said={said}
        change={(part) => setSaid((before) => ({ ...before, ...part }))}
      />
      <Told value={told} onChange={setTold} />
      {tried && (
        <p class="field-error" role="alert">
          {m.goals_missing()}
        </p>
      )}
      <button type="submit" class="button button-primary button-wide">
        {m.save()}
      </button>
    </form>
  );
}
