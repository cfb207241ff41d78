/** Days, times and numbers as people say them. */
import { addDays, type Day, formatDay, formatDayYear, today } from "~/domain/days";
import * as m from "~/paraglide/messages";
import { intl } from "~/ui/language";

/** Days as people say them: "today", "yesterday", "12 March", and with the year when it is another. */
export function sayDay(day: Day, now: Day = today()): string {
  if (day === now) return m.day_today();
  if (day === addDays(now, -1)) return m.day_yesterday();
  return day.slice(0, 4) === now.slice(0, 4) ? formatDay(day, intl()) : formatDayYear(day, intl());
}

export const sayTime = (instant: string | number | Date) =>
  new Intl.DateTimeFormat(intl(), { hour: "2-digit", minute: "2-digit" }).format(new Date(instant));

export const sayNumber = (value: number, digits = 1) =>
  new Intl.NumberFormat(intl(), { maximumFractionDigits: digits }).format(value).replace("-", "\u2212");
