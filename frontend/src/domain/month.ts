/** One month, day by day: what was logged, and on which days nothing was. It counts days and no rows of them. */
import { PATIENT_ENTRIES } from "~/generated/entries";
import { aboveEachOn, type Course } from "./course";
import { addMonths, type Day, dayRange } from "./days";
import type { AnyRecord } from "./records";
import { LEGS } from "./vocabulary";

export interface MonthDay {
  day: Day;
  /** highest pain of any place; null where none of the day has a number */
  pain: number | null;
  load: "as_decided" | "above" | null;
  exercise: boolean;
  practice: boolean;
  pause: boolean;
  logged: boolean;
  /** it is over or has begun, and lies after the first entry */
  asked: boolean;
}
export interface Month {
  first: Day;
  days: MonthDay[];
  logged: number;
  asked: number;
  gaps: Day[];
}

/** A pause is said once for many days; it is no entry of its first. */
const ENTRIES = new Set<string>(PATIENT_ENTRIES.filter((kind) => kind !== "pause"));

export function monthOf(course: Course, records: readonly AnyRecord[], inMonth: Day, today: Day): Month {
  const first = `${inMonth.slice(0, 7)}-01`;
  const last = dayRange(first, addMonths(first, 1)).at(-2)!;
  const rows = new Map<Day, AnyRecord[]>();
  for (const row of records) rows.set(row.date, [...(rows.get(row.date) ?? []), row]);
  const began = records.reduce<Day>(
    (least, row) => (ENTRIES.has(row.kind) && row.date < least ? row.date : least),
    today,
  );
  const pauses = records
    .filter((row) => row.kind === "pause")
    .map((row) => [row.date, String(row.until_on ?? row.date)] as const);
  const days = dayRange(first, last).map((day): MonthDay => {
    const those = rows.get(day) ?? [];
    const of = (kind: string) => those.filter((row) => row.kind === kind);
    const pains = of("pain").flatMap((row) => (typeof row.intensity === "number" ? [row.intensity] : []));
    const reports = LEGS.flatMap((leg) =>
      course.reports[leg]
        .filter((report) => report.day === day)
        .map((report) => aboveEachOn(course.load[leg], report)),
    );
    const pause = pauses.some(([from, until]) => from <= day && day <= until);
    const logged = those.some((row) => ENTRIES.has(row.kind));
    return {
      day,
      pain: pains.length > 0 ? Math.max(...pains) : null,
      load: reports.length === 0 ? null : reports.some(Boolean) ? "above" : "as_decided",
      exercise: of("exercise").length > 0,
      practice: of("scale_practice").length > 0,
      pause,
      logged,
      // a day of a pause is not asked for; what was logged on it counts all the same
      asked: day >= began && day <= today && (!pause || logged),
    };
  });
  const asked = days.filter((one) => one.asked);
  return {
    first,
    days,
    logged: asked.filter((one) => one.logged).length,
    asked: asked.length,
    gaps: asked.filter((one) => !one.logged).map((one) => one.day),
  };
}
