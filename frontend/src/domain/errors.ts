/** What may be said of a change, as backend/guidance/errors.py says it; tests/vectors/errors/verdicts.json holds both to the same answers. */
import { HOW, MEASURES, NEEDS } from "~/generated/measures";

export type Measure = keyof typeof MEASURES | keyof typeof NEEDS;
export type How = (typeof HOW)[number];
export interface Reading {
  value: number;
  /** how it was taken: what differs or is not known cannot be compared */
  how: Partial<Record<How, string | null | undefined>>;
}
export type Said = "more" | "within" | "not_comparable" | "no_error";
export interface Verdict {
  said: Said;
  /** what differs or is not known, where figures are not comparable */
  because: How | "";
}
const measures: Partial<Record<string, (typeof MEASURES)[keyof typeof MEASURES]>> = MEASURES;
const needs: Partial<Record<string, readonly string[]>> = NEEDS;

/** The error of a measure in its own unit; null where none is known. */
export function leastChange(measure: Measure, first: number): number | null {
  const error = measures[measure];
  if (!error) return null;
  return error.unit === "%" ? (Math.abs(first) * error.amount) / 100 : error.amount;
}
/** False where the number is a change that matters to people. */
export const isAnError = (measure: Measure): boolean => !measures[measure]?.matters;
export const sourceOf = (measure: Measure): string | null => measures[measure]?.source || null;

const printed = (value: number, digits: number) => Math.floor(value * 10 ** digits + 0.5);

/** `least`: the error in the unit of the figures, where the table does not hold it. `digits`: compared as printed. */
export function verdict(
  measure: Measure,
  first: Reading,
  last: Reading,
  { least, digits = 6 }: { least?: number | null; digits?: number } = {},
): Verdict {
  for (const name of HOW) {
    const one = first.how[name] ?? null;
    const other = last.how[name] ?? null;
    if (one !== other || (one === null && needs[measure]?.includes(name)))
      return { said: "not_comparable", because: name };
  }
  const error = least ?? leastChange(measure, first.value);
  if (error === null) return { said: "no_error", because: "" };
  const change = Math.abs(last.value - first.value);
  return { said: printed(change, digits) > printed(error, digits) ? "more" : "within", because: "" };
}
