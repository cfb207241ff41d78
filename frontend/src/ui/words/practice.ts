/** Words for readings of a scale, in the unit that this person reads. */
import type { PracticeDay } from "~/domain/course";
import { inPounds, poundsOf } from "~/domain/pounds";
import type { WeightUnit } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { sayLimit } from "./load";
import { sayNumber } from "./times";

/** A reading as the scale showed it. */
export const inUnit = (kg: number, unit: WeightUnit) => (unit === "lb" ? inPounds(kg) : kg);

/** How much a reading lies above the limit, in the reader's unit; 0 where it does not. */
export function overLimit(kg: number, limit: number, unit: WeightUnit): number {
  const most = unit === "lb" ? poundsOf(limit) : limit;
  return Math.max(0, Math.round((inUnit(kg, unit) - most) * 100) / 100);
}

/** Small whole numbers as words, others as digits. */
function sayCount(value: number): string {
  return m.practice_numbers().split(" ")[value - 1] ?? sayNumber(value, 2);
}

/** "19: within", "26: five too many"; without a limit only that it was noted. */
export function sayReading(kg: number, limit: number | null, unit: WeightUnit): string {
  const value = sayNumber(inUnit(kg, unit), 2);
  if (limit === null) return m.practice_unjudged({ value });
  const over = overLimit(kg, limit, unit);
  return over === 0 ? m.practice_within({ value }) : m.practice_over({ value, over: sayCount(over) });
}

/** "19, 26, 21 kg of 21": readings and the limit of their day. */
export function practiceWords(day: PracticeDay, unit: WeightUnit): string {
  const readings = day.readings.map((kg) => sayNumber(inUnit(kg, unit))).join(" · ");
  return day.limit === null
    ? `${readings} ${unit}`
    : m.practice_of({ readings, limit: sayLimit(day.limit, unit) });
}
