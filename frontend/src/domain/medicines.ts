/** A person's own list of medicines, worked out of what was started and stopped, and what was noted of a day. */
import { INGREDIENTS, LEADING_CALCIUM, WATCHED } from "~/generated/ingredients";
import { carefulOf } from "./careful";
import { type Day, daysBetween } from "./days";
import { byMoment } from "./moment";
import type { AnyRecord, Profile } from "./records";

export const RHYTHMS = ["day", "week", "month"] as const;
export type Rhythm = (typeof RHYTHMS)[number];

export interface Course {
  id: string;
  name: string;
  medicineClass: string | null;
  every: Rhythm | null;
  /** of the clock; none: once, at no time that was said */
  times: readonly string[];
  from: Day;
  /** the day of its stop, which is not one of its days any more */
  until: Day | null;
  /** by the patient or somebody who helps them */
  own: boolean;
}

const folded = (name: unknown) =>
  String(name ?? "")
    .trim()
    .toLowerCase();
const sameOf = (one: AnyRecord, other: AnyRecord): boolean => {
  if (one.class && other.class && one.class !== other.class) return false;
  const [name, second] = [folded(one.name), folded(other.name)];
  return !name || !second || name === second;
};

/** As in guidance/medicines.py: each start until its stop or its next start. */
export function coursesOf(rows: readonly AnyRecord[]): Course[] {
  const ordered = [...rows].sort((a, b) => (a.date === b.date ? byMoment(a, b) : a.date < b.date ? -1 : 1));
  return ordered.flatMap((row, index) => {
    if (row.action === "stop") return [];
    const end = ordered.slice(index + 1).find((one) => sameOf(one, row));
    return [
      {
        id: row.id,
        name: String(row.name ?? row.class ?? ""),
        medicineClass: (row.class as string | null) ?? null,
        every: (row.every as Rhythm | null) ?? null,
        times: (row.times as string[] | null) ?? [],
        from: row.date,
        until: end?.date ?? null,
        own: !row.author || ["patient", "caregiver"].includes(row.author.role),
      },
    ];
  });
}

export const takenOn = (course: Course, day: Day): boolean =>
  course.from <= day && (course.until === null || day < course.until);

/** Is one of its doses of that day? One without a rhythm is taken when it is needed. */
export function dueOn(course: Course, day: Day): boolean {
  if (!takenOn(course, day)) return false;
  if (course.every === "day") return true;
  if (course.every === "week") return daysBetween(course.from, day) % 7 === 0;
  if (course.every !== "month") return false;
  const last = new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0)).getUTCDate();
  return Number(day.slice(8)) === Math.min(Number(course.from.slice(8)), last);
}

/** What was noted of a dose: the note of its time, else the first without one that no earlier dose has taken up. */
export function noteOf(
  course: Course,
  notes: readonly AnyRecord[],
  time: string | null,
): AnyRecord | undefined {
  const mine = notes.filter((one) => folded(one.name) === folded(course.name));
  if (time === null) return mine.find((one) => one.time == null) ?? mine[0];
  const timed = mine.find((one) => one.time === time);
  if (timed) return timed;
  const open = course.times.filter((one) => !mine.some((note) => note.time === one));
  return mine.filter((one) => one.time == null)[open.indexOf(time)];
}

const KNOWN = INGREDIENTS.map(([name, pattern]) => [name, new RegExp(pattern, "i")] as const);
const CALCIUM = new RegExp(`^(?:${LEADING_CALCIUM})`, "i");

/** The class of a medicine by its name (guidance/ingredients.py); null for one that no rule here knows. */
export function classOf(name: string): string | null {
  const text = name.trim();
  if (CALCIUM.test(text)) return "calcium";
  return KNOWN.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}

/**
 * What has to be asked about a medicine before its next dose. `stop-and-ask`: its class does not go with pregnancy or
 * breastfeeding. `ask`: nobody here knows whether it does. Calcium and vitamin D go on.
 */
export function gateOf(medicineClass: string | null, profile: Profile | null): "stop-and-ask" | "ask" | null {
  if (!carefulOf(profile)) return null;
  if ((WATCHED as readonly string[]).includes(medicineClass ?? "")) return "stop-and-ask";
  return medicineClass === "calcium" || medicineClass === "vitamin_d" ? null : "ask";
}
