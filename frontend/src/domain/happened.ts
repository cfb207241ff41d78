/** What happened beside scans and diagnoses: a new load, and a week without an entry. */
import { PATIENT_ENTRIES } from "~/generated/entries";
import type { Course, Mark } from "./course";
import { addDays, type Day, dayRange, daysBetween } from "./days";
import type { AnyRecord } from "./records";
import { LEGS } from "./vocabulary";

const WEEK = 7;
const ENTRIES = new Set<string>(PATIENT_ENTRIES);

export function happened(course: Course, records: readonly AnyRecord[]): Mark[] {
  const none = {} as AnyRecord;
  const loads = new Map<Day, Mark>();
  for (const span of LEGS.flatMap((leg) => course.load[leg]))
    loads.set(span.from, { day: span.from, kind: "load", id: span.id, record: none });
  const said = records.filter((row) => ENTRIES.has(row.kind)).map((row) => row.date);
  // a pause that was said is no silence
  const paused = records
    .filter((row) => row.kind === "pause")
    .flatMap((row) => dayRange(row.date, String(row.until_on ?? row.date)));
  const days = [...new Set([...said, ...paused])].filter((day) => day <= course.to).sort();
  const silences = days.flatMap((day, index): Mark[] => {
    const next = days[index + 1] ?? addDays(course.to, 1);
    const silent = daysBetween(day, next) - 1;
    if (silent < WEEK) return [];
    const middle = addDays(day, Math.ceil(silent / 2));
    return [{ day: middle, kind: "silence", id: `silence-${day}`, record: none }];
  });
  return [...loads.values(), ...silences];
}
