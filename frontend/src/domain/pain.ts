import { HIP_AREA } from "~/generated/places";
import type { Day } from "./days";
import type { PainFields, RecordBase } from "./records";
import type { Leg, PainSite, Side } from "./vocabulary";

const HIP: readonly PainSite[] = HIP_AREA;

/** Pain of the hip area, by its place or by where it radiates. */
export function isHipArea(entry: Pick<PainFields, "site" | "radiates_to">): boolean {
  return [entry.site, ...(entry.radiates_to ?? [])].some((site) => HIP.includes(site));
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
