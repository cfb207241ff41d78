/** Which exercises a patient has now, and what a phase of recovery may hold. */
import { addDays, type Day, type Weekday, weekday } from "./days";
import { byMoment } from "./moment";
import type { AnyRecord, Profile, ProgrammeExercise } from "./records";
import type { ExerciseCategory } from "./vocabulary";

export interface ProgrammeItem {
  category: ExerciseCategory;
  minutes?: number | null;
  weekdays?: Weekday[] | null;
  until_on?: Day | null;
  instructions?: string | null;
  items?: ProgrammeExercise[] | null;
}
export const PHASES = ["restricted", "released", "weight_bearing"] as const;
export type Phase = (typeof PHASES)[number];

/** The programme in force on `day`: of each category the latest, as long as it runs. */
export function programmeOn(records: readonly AnyRecord[], day: Day): (AnyRecord & ProgrammeItem)[] {
  const latest = new Map<string, AnyRecord>();
  for (const row of records) {
    if (row.kind !== "programme" || row.date > day) continue;
    const before = latest.get(String(row.category));
    if (!before || row.date > before.date || (row.date === before.date && byMoment(row, before) > 0))
      latest.set(String(row.category), row);
  }
  return [...latest.values()].filter((row) => !row.until_on || String(row.until_on) >= day) as (AnyRecord &
    ProgrammeItem)[];
}

/** Minutes planned for `day`; null when nothing is planned then. */
export function plannedMinutes(records: readonly AnyRecord[], day: Day): number | null {
  const due = programmeOn(records, day).filter(
    (row) => !row.weekdays || row.weekdays.length === 0 || row.weekdays.includes(weekday(day)),
  );
  return due.length === 0 ? null : due.reduce((sum, row) => sum + (row.minutes ?? 0), 0);
}

/** How far this patient's exercises are released (clinical contract §4), as the server's gates say. */
export function phaseOf(gate: Profile["exercise_gate"]): Phase {
  if (gate.weight_bearing) return "weight_bearing";
  return gate.strengthening ? "released" : "restricted";
}

/** A record that ends an exercise with the day before `today`. */
export const ended = (item: ProgrammeItem, today: Day): Record<string, unknown> => ({
  ...fieldsOf(item),
  until_on: addDays(today, -1),
});

export function fieldsOf(item: ProgrammeItem): Record<string, unknown> {
  const { category, minutes, weekdays, until_on, instructions, items } = item;
  const given = { category, minutes, weekdays, until_on, instructions, items: items?.map(said) };
  return said(given);
}

/** What an item says, without what was left empty. */
const said = (given: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(given).filter(
      ([, value]) => value != null && value !== "" && !(Array.isArray(value) && value.length === 0),
    ),
  );

/** How much a leg must be allowed to bear before an exercise is offered, by what the library asks for. */
const LEAST: Record<string, readonly string[]> = {
  none: ["NWB", "TTWB", "PWB", "WBAT", "FWB"],
  PWB: ["PWB", "WBAT", "FWB"],
  FWB: ["FWB"],
};

/**
 * Whether an exercise that needs `weight` may be done with the loads that are allowed on the legs of the illness; what nobody
 * has decided allows nothing.
 */
export const offered = (weight: string, allowed: readonly (string | null)[]): boolean =>
  allowed.every((status) => LEAST[weight]?.includes(status ?? "NWB") ?? false);
