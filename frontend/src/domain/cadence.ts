/**
 * How often an entry is asked for, and why (ours), as backend/guidance/asked.py says it: daily while something is open about the leg,
 * while a load below full is in force and while nothing is decided; else rarer. The gates of exercise know the first and the last.
 */
import { CADENCE } from "~/generated/cadence";
import { addDays, type Day, daysBetween } from "./days";
import type { Profile } from "./records";
import { LEGS } from "./vocabulary";

export interface Cadence {
  days: number;
  why: "daily" | "stable" | "resolved";
}
const DAILY: Cadence = { days: 1, why: "daily" };

/** `trouble`: this phone itself sees something urgent that the server has not said yet. */
export function cadenceOf(profile: Profile | null, trouble: boolean): Cadence {
  const locked = profile?.exercise_gate?.locked_why;
  if (!profile || trouble || !Array.isArray(locked) || locked.includes("open-finding")) return DAILY;
  if (LEGS.some((leg) => profile.load[leg] && profile.load[leg].status !== "FWB")) return DAILY;
  const numbers = { ...CADENCE, ...profile.numbers };
  if (!locked.includes("not-resolved"))
    return { days: Math.max(1, numbers.log_resolved_days), why: "resolved" };
  return locked.includes("no-fwb") ? DAILY : { days: Math.max(1, numbers.log_stable_days), why: "stable" };
}

/** The first day from today on that is asked for; today where nothing was ever logged. `last`: the last day with an entry before today. */
export function nextAsked(last: Day | null, today: Day, { days }: Cadence): Day {
  if (last === null) return today;
  const over = daysBetween(last, today) % days;
  return over === 0 ? today : addDays(today, days - over);
}
