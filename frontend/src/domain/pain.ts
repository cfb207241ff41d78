import { addDays, type Day, daysBetween } from "./days";
import type { PainFields, RecordBase } from "./records";
import type { Leg, PainSite, Side } from "./vocabulary";

/** "Hip area" = hip, groin, buttock, front of thigh (GUIDANCE §1). */
export const HIP_AREA: readonly PainSite[] = ["hip", "groin", "buttock", "thigh"];
const RADIATING: readonly PainSite[] = ["groin", "buttock", "thigh"];

export function isHipArea(entry: Pick<PainFields, "site" | "radiates_to">): boolean {
  return HIP_AREA.includes(entry.site) || (entry.radiates_to ?? []).some((site) => RADIATING.includes(site));
}

export function legsOf(side: Side | null | undefined, fallback: readonly Leg[] = []): readonly Leg[] {
  if (side === "left" || side === "right") return [side];
  if (side === "both") return ["left", "right"];
  return side === "unknown" ? fallback : [];
}

export interface DayValue {
  day: Day;
  /** the day's highest, or null when the day was logged without a number */
  value: number | null;
}

/** Highest hip-area pain a day for one leg, oldest first. */
export function painByDay(entries: readonly (RecordBase & PainFields)[], leg: Leg): DayValue[] {
  const days = new Map<Day, number | null>();
  for (const entry of entries) {
    if (!isHipArea(entry) || !legsOf(entry.side).includes(leg)) continue;
    const before = days.get(entry.date);
    const value = entry.intensity ?? null;
    if (before === undefined || (value !== null && (before === null || value > before)))
      days.set(entry.date, value);
  }
  return [...days].map(([day, value]) => ({ day, value })).sort((a, b) => (a.day < b.day ? -1 : 1));
}

export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export interface Worsening {
  since: Day | null;
}

const within = (values: readonly DayValue[], from: Day, to: Day): number[] =>
  values.flatMap(({ day, value }) => (value !== null && day >= from && day <= to ? [value] : []));

/**
 * Worsening by numbers on a day: (a) the median of the last 3 pain-logged days, all within 7 calendar days ending that
 * day, lies at least 2 above the median of the 14 calendar days before the first of them (3 such days at least); or (b) a
 * slow rise against days 28 to 41 before, and at least 0.5 above the median of (a). GUIDANCE §1, numbers are ours.
 */
export function worseByNumbers(values: readonly DayValue[], day: Day): boolean {
  const known = values.filter((entry) => entry.value !== null && entry.day <= day);
  const lastThree = known.slice(-3);
  if (lastThree.length < 3 || daysBetween(lastThree[0]!.day, day) > 6) return false;
  const now = median(lastThree.map((entry) => entry.value!))!;
  const first = lastThree[0]!.day;
  const before = within(known, addDays(first, -14), addDays(first, -1));
  const beforeMedian = before.length >= 3 ? median(before)! : null;
  if (beforeMedian !== null && now - beforeMedian >= 2) return true;
  const older = within(known, addDays(day, -41), addDays(day, -28));
  if (older.length < 3 || now - median(older)! < 2) return false;
  return beforeMedian !== null && now - beforeMedian >= 0.5;
}
