import type { Day } from "./days";
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
