import type { Day } from "~/domain/days";
import { dueOn, goalsOf } from "~/domain/goals";
import * as m from "~/paraglide/messages";
import { currentOfKind } from "~/store/current-rows";
import { useLive } from "~/sync/hooks";
import { ChevronIcon } from "~/ui/icons";

/** Once a week: how well the person's own activities go. Nothing at all where none are named. */
export function DueGoals({ day }: { day: Day }) {
  const due = useLive(
    async (db) =>
      dueOn(goalsOf((await currentOfKind(db, "goal")).sort((a, b) => (a.date < b.date ? -1 : 1)))),
    [day],
  );
  if (!due || due > day) return null;
  return (
    <ul class="lines">
      <li>
        <a class="line-link" href="/more/goals">
          <span class="grow">{m.today_goals()}</span>
          <ChevronIcon />
        </a>
      </li>
    </ul>
  );
}
