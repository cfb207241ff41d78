/**
 * Calendar days as people mean them. A day is an ISO date ("2026-03-29") without a zone; arithmetic on days never passes
 * through local midnight, so a change to summer time cannot lose or double one.
 */

import { nowTrusted } from "./clock";

export type Day = string;

const DAY_MS = 86_400_000;
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  let found = formatters.get(zone);
  if (!found) {
    found = new Intl.DateTimeFormat("en-CA", {
      timeZone: zone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
    });
    formatters.set(zone, found);
  }
  return found;
}

/** The local date of an instant in an IANA zone. */
export function dayOf(instant: Date | string | number, zone: string): Day {
  const parts = formatter(zone).formatToParts(new Date(instant));
  const pick = (type: string) => parts.find((part) => part.type === type)!.value;
  return `${pick("year")}-${pick("month")}-${pick("day")}`;
}

let home: string | null = null;

/** The zone of the profile: where this device does not know its own, its days are read there. */
export function setHomeZone(zone: string | null): void {
  home = zone;
}

/** Can days be read in this zone here? Browsers report names that they do not take themselves, such as `Etc/Unknown`. */
function hasClock(zone: string | null | undefined): zone is string {
  try {
    return Boolean(zone) && Boolean(formatter(zone!));
  } catch {
    return false;
  }
}

function reported(): string | undefined {
  try {
    return Intl.DateTimeFormat().resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** Where this device is, as it calls it: an IANA name or an offset such as `+00:00`; else the profile's zone, else UTC. */
export function deviceZone(): string {
  return [reported(), home].find(hasClock) ?? "UTC";
}

/** A moment as the clocks of `zone` show it, with their offset: `2026-07-01T20:15:00.000+01:00`. */
export function isoIn(instant: number, zone: string): string {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).formatToParts(instant);
  const pick = (type: string) => Number(parts.find((part) => part.type === type)!.value);
  const [year, month, day, hour] = [pick("year"), pick("month"), pick("day"), pick("hour")];
  const shown = Date.UTC(year, month - 1, day, hour, pick("minute"), pick("second"));
  const minutes = Math.round((shown - Math.floor(instant / 1000) * 1000) / 60_000);
  const two = (number: number) => String(number).padStart(2, "0");
  const offset = `${minutes < 0 ? "-" : "+"}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
  return new Date(instant + minutes * 60_000).toISOString().replace("Z", offset);
}

/** Do the clocks of two zones show the same at this instant? Unknown names count as the same: nothing is asked then. */
export function sameClock(one: string, other: string, instant: number = Date.now()): boolean {
  const shown = (zone: string) =>
    new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short", timeStyle: "short" }).format(
      instant,
    );
  try {
    return one === other || shown(one) === shown(other);
  } catch {
    return true;
  }
}

export function today(zone: string = deviceZone(), now: number = nowTrusted()): Day {
  return dayOf(now, zone);
}

function utc(day: Day): number {
  return Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10)));
}

export function addDays(day: Day, count: number): Day {
  return new Date(utc(day) + count * DAY_MS).toISOString().slice(0, 10);
}

/** The same day of a later month; the month's last day where it has no such day. */
export function addMonths(day: Day, count: number): Day {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + count, Math.min(date, last))).toISOString().slice(0, 10);
}

/** Whole days from `from` to `to`; negative when `to` lies before. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((utc(to) - utc(from)) / DAY_MS);
}

export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export function weekday(day: Day): Weekday {
  return WEEKDAYS[(new Date(utc(day)).getUTCDay() + 6) % 7]!;
}

export function dayRange(from: Day, to: Day): Day[] {
  const count = daysBetween(from, to);
  return count < 0 ? [] : Array.from({ length: count + 1 }, (_, index) => addDays(from, index));
}

export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(utc(text)).toISOString().slice(0, 10) === text;
}

export function formatDay(
  day: Day,
  locale: string,
  style: "short" | "numeric" | "long" | "full" | "month" = "long",
): string {
  const options: Record<string, Intl.DateTimeFormatOptions> = {
    short: { day: "numeric", month: "short" },
    numeric: { day: "numeric", month: "short", year: "numeric" },
    long: { day: "numeric", month: "long" },
    full: { weekday: "long", day: "numeric", month: "long" },
    month: { month: "long", year: "numeric" },
  };
  return new Intl.DateTimeFormat(locale, { ...options[style], timeZone: "UTC" }).format(utc(day));
}

export function formatDayYear(day: Day, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  }).format(utc(day));
}
