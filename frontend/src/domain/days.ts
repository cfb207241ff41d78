/**
 * Calendar days as people mean them. A day is an ISO date ("2026-03-29") without a zone; arithmetic on days never passes
 * through local midnight, so a change to summer time cannot lose or double one.
 */

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

export function deviceZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
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

export function today(zone: string = deviceZone(), now: number = Date.now()): Day {
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
