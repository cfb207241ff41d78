import { useState } from "preact/hooks";
import { AT_ONCE, current, type Goal, nameOf } from "~/domain/goals";
import * as m from "~/paraglide/messages";
import type { NewEntry } from "~/store/entries";
import { NumberButtons } from "./number-buttons";
import { sayDay, sayNumber } from "./words";

const NUMBERS = Array.from({ length: 11 }, (_, number) => number);
const ends = (): [string, string] => [m.goal_least(), m.goal_most()];

export interface GoalsSaid {
  scores: Record<string, number>;
  ended: string[];
  fresh: { activity: string; score: number | null }[];
}
export const NOTHING_SAID: GoalsSaid = { scores: {}, ended: [], fresh: [] };

/** What was said as entries; null where an activity or its number is missing. */
export function goalEntries(said: GoalsSaid, more: Partial<NewEntry> = {}): NewEntry[] | null {
  const fresh = said.fresh.filter((one) => one.activity.trim() || one.score !== null);
  if (fresh.some((one) => !one.activity.trim() || one.score === null)) return null;
  const rated = Object.entries(said.scores).filter(([activity]) => !said.ended.includes(activity));
  const entries = [
    ...rated.map(([activity, score]) => ({ activity, score, ended: false })),
    ...fresh.map(({ activity, score }) => ({ activity: activity.trim(), score, ended: false })),
    ...said.ended.map((activity) => ({ activity, ended: true })),
  ];
  return entries.length > 0 ? entries.map((one) => ({ kind: "goal", ...one, ...more })) : null;
}

/** Up to three activities of the person's own, each with its eleven numbers. */
export function GoalFields({
  goals,
  said,
  change,
}: {
  goals: readonly Goal[];
  said: GoalsSaid;
  change: (part: Partial<GoalsSaid>) => void;
}) {
  const asked = current(goals);
  const going = asked.filter((goal) => !said.ended.includes(goal.activity));
  const [opened, setOpened] = useState(asked.length === 0);
  const shown = said.fresh.length > 0 ? said.fresh : opened ? [{ activity: "", score: null }] : [];
  const put = (at: number, part: Partial<GoalsSaid["fresh"][number]>) =>
    change({ fresh: shown.map((one, index) => (index === at ? { ...one, ...part } : one)) });
  const taken = new Set(going.map((goal) => nameOf(goal.activity)));
  return (
    <>
      {going.map((goal) => {
        const last = goal.points.at(-1)!;
        return (
          <div key={goal.activity} class="stack-tight">
            <NumberButtons
              label={goal.activity}
              values={NUMBERS}
              value={said.scores[goal.activity] ?? null}
              ends={ends()}
              before={{
                value: last.value,
                say: m.goal_before({ score: sayNumber(last.value), day: sayDay(last.day) }),
              }}
              onChange={(score) => change({ scores: { ...said.scores, [goal.activity]: score } })}
            />
            <div>
              <button
                type="button"
                class="button button-plain"
                onClick={() => change({ ended: [...said.ended, goal.activity] })}
              >
                {m.goal_end()}
              </button>
            </div>
          </div>
        );
      })}
      {said.ended.map((activity) => (
        <p key={activity} class="row">
          <span class="grow quiet">
            {activity}: {m.goal_ended()}
          </span>
          <button
            type="button"
            class="button button-plain"
            onClick={() => change({ ended: said.ended.filter((one) => one !== activity) })}
          >
            {m.undo()}
          </button>
        </p>
      ))}
      {shown.map((one, at) => (
        <div key={at} class="stack-tight">
          <div class="field">
            <label for={`goal-${at}`}>{m.goal_name()}</label>
            <input
              id={`goal-${at}`}
              maxLength={120}
              value={one.activity}
              aria-describedby={`goal-say-${at}`}
              onInput={(event) => put(at, { activity: (event.target as HTMLInputElement).value })}
            />
            <p id={`goal-say-${at}`} class="small quiet">
              {taken.has(nameOf(one.activity)) ? m.goal_there() : m.goal_name_say()}
            </p>
          </div>
          <NumberButtons
            label={one.activity.trim() || m.goal_how_well()}
            values={NUMBERS}
            value={one.score}
            ends={ends()}
            onChange={(score) => put(at, { score })}
          />
        </div>
      ))}
      {going.length + shown.length < AT_ONCE && (
        <div>
          <button
            type="button"
            class="button"
            onClick={() => {
              setOpened(true);
              change({
                fresh: [...said.fresh, ...(shown === said.fresh ? [] : shown), { activity: "", score: null }],
              });
            }}
          >
            {m.goal_add()}
          </button>
        </div>
      )}
    </>
  );
}
