/** A person's own activities at a glance, as backend/guidance/goals.py makes it. */
import { GOALS } from "~/generated/goals";
import { addDays, type Day } from "./days";
import { type Verdict, verdict } from "./errors";
import type { AnyRecord } from "./records";

export interface Goal {
  activity: string;
  /** it is not asked for any more */
  ended: boolean;
  /** oldest first */
  points: { day: Day; value: number }[];
  /** null: it was rated once */
  verdict: Verdict | null;
}
export const AT_ONCE = GOALS.at_once;

/** The same words are the same activity, whatever their case. */
export const nameOf = (activity: string): string => activity.trim().replace(/\s+/g, " ").toLowerCase();

/** Each activity that was rated, by when it was first named; records of one patient, oldest first. */
export function goalsOf(records: readonly AnyRecord[]): Goal[] {
  const series = new Map<string, AnyRecord[]>();
  for (const row of records) {
    if (row.kind !== "goal" || typeof row.activity !== "string") continue;
    const name = nameOf(row.activity);
    series.set(name, [...(series.get(name) ?? []), row]);
  }
  return [...series.values()].flatMap((rows) => {
    const points = rows.flatMap((row) =>
      typeof row.score === "number" ? [{ day: row.date, value: row.score }] : [],
    );
    if (points.length === 0) return [];
    const [first, last] = [points[0]!, points.at(-1)!];
    const named = rows.at(-1)!;
    return {
      activity: String(named.activity),
      ended: named.ended === true,
      points,
      verdict:
        points.length > 1
          ? verdict("activity", { value: first.value, how: {} }, { value: last.value, how: {} })
          : null,
    };
  });
}

/** Those that are asked for. */
export const current = (goals: readonly Goal[]): Goal[] => goals.filter((goal) => !goal.ended);

/** The day on which the activities are asked for next; null where there are none. */
export function dueOn(goals: readonly Goal[]): Day | null {
  const days = current(goals).map((goal) => addDays(goal.points.at(-1)!.day, GOALS.every_days));
  return days.sort()[0] ?? null;
}
