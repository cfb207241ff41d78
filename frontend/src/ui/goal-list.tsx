import { daysBetween } from "~/domain/days";
import { leastChange } from "~/domain/errors";
import type { Goal } from "~/domain/goals";
import * as m from "~/paraglide/messages";
import { ChangeVerdict } from "./change-verdict";
import { sayDay, sayNumber } from "./words";

const ERROR = leastChange("activity", 0);

/** Each activity with its first and last score, its course, and what may be said of the change. */
export function GoalList({ goals }: { goals: readonly Goal[] }) {
  return (
    <div class="goal-list">
      {goals.map((goal) => {
        const [first, last] = [goal.points[0]!, goal.points.at(-1)!];
        return (
          <div key={goal.activity} class="goal">
            <p class="strong">{goal.activity}</p>
            {goal.verdict ? <Track points={goal.points} /> : <span />}
            <div>
              <p class="goal-figure">
                {goal.verdict
                  ? m.goal_from_to({ first: sayNumber(first.value), last: sayNumber(last.value) })
                  : m.goal_of_ten({ score: sayNumber(last.value) })}
                <span class="small quiet">
                  {" "}
                  {goal.verdict
                    ? m.goal_days({ first: sayDay(first.day), last: sayDay(last.day) })
                    : sayDay(last.day)}
                </span>
              </p>
              <p class="small">
                {goal.ended && <span class="quiet">{m.goal_ended()}. </span>}
                {goal.verdict ? (
                  <ChangeVerdict
                    verdict={goal.verdict}
                    measure="activity"
                    error={ERROR === null ? null : sayNumber(ERROR)}
                  />
                ) : (
                  <span class="quiet">{m.goal_once()}</span>
                )}
              </p>
            </div>
          </div>
        );
      })}
    </div>
  );
}

const WIDTH = 88;
const HEIGHT = 40;
const EDGE = 5;

/** Always on the whole scale, 0 to 10: a small step looks small. */
function Track({ points }: { points: Goal["points"] }) {
  const first = points[0]!.day;
  const span = Math.max(1, daysBetween(first, points.at(-1)!.day));
  const x = (day: string) => EDGE + (daysBetween(first, day) / span) * (WIDTH - 2 * EDGE);
  const y = (value: number) => HEIGHT - EDGE - (value / 10) * (HEIGHT - 2 * EDGE);
  const d = points
    .map(({ day, value }, at) => `${at ? "L" : "M"}${x(day).toFixed(1)} ${y(value).toFixed(1)}`)
    .join("");
  return (
    <svg
      class="goal-track"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      aria-hidden="true"
    >
      <path class="goal-grid" d={`M0 ${y(0)}h${WIDTH}M0 ${y(10)}h${WIDTH}`} />
      <path class="goal-line" d={d} />
      {points.map(({ day, value }, at) => (
        <circle key={at} class="goal-dot" cx={x(day)} cy={y(value)} r="2.5" />
      ))}
    </svg>
  );
}
