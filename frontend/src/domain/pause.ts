/** Days on which nobody is asked to log: from the day on which a pause was said until its last, as backend/guidance/asked.py says it. */
import { addDays, type Day } from "./days";
import type { AnyRecord } from "./records";

/** No pause is longer than so many days at a time (ours): who is away for longer says so again. */
export const LONGEST = 90;

/** The pause in which a day lies; of several the one that lasts longest. */
export const pauseOn = (pauses: readonly AnyRecord[], day: Day): AnyRecord | null =>
  pauses
    .filter((row) => row.kind === "pause" && row.date <= day && day <= String(row.until_on))
    .sort((a, b) => (String(a.until_on) < String(b.until_on) ? -1 : 1))
    .at(-1) ?? null;

/** Every pause that holds the day ends with the day before; one that began on it goes. */
export const endedOn = (pauses: readonly AnyRecord[], day: Day) =>
  pauses
    .filter((row) => row.kind === "pause" && row.date <= day && day <= String(row.until_on))
    .map((row) =>
      row.date === day
        ? { kind: "deletion", date: row.date, supersedes: row.id }
        : {
            kind: "pause",
            date: row.date,
            until_on: addDays(day, -1),
            reason: row.reason ?? undefined,
            supersedes: row.id,
          },
    );
