import { current, goalsOf } from "~/domain/goals";
import type { AnyRecord } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { GoalList } from "~/ui/goal-list";

/** What the patient wants to do again, beside the load that is in force. */
export function GoalsNow({ records }: { records: readonly AnyRecord[] }) {
  const goals = current(goalsOf(records));
  if (goals.length === 0) return null;
  return (
    <section class="goals-now" aria-label={m.goals_desk_title()}>
      <p class="small quiet">{m.goals_desk_title()}</p>
      <GoalList goals={goals} />
    </section>
  );
}
