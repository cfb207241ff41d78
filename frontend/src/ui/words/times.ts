/** Days, times and numbers as people say them. */
import { addDays, type Day, dayOf, deviceZone, formatDay, formatDayYear, today } from "~/domain/days";
import * as m from "~/paraglide/messages";
import { intl } from "~/ui/language";

/** Days as people say them: "today", "yesterday", "12 March", and with the year when it is another. */
export function sayDay(day: Day, now: Day = today()): string {
  if (day === now) return m.day_today();
  if (day === addDays(now, -1)) return m.day_yesterday();
  return sayDate(day, now);
}

/** The same without "today": inside a sentence, after "on". */
export const sayDate = (day: Day, now: Day = today()): string =>
  day.slice(0, 4) === now.slice(0, 4) ? formatDay(day, intl()) : formatDayYear(day, intl());

/** The day of an instant where this device is: what the server names in UTC may be tomorrow there. */
export const sayDayOf = (instant: string) => sayDay(dayOf(instant, deviceZone()));

export const sayTime = (instant: string | number | Date) =>
  new Intl.DateTimeFormat(intl(), { hour: "2-digit", minute: "2-digit" }).format(new Date(instant));

/** Bone density as it stands on every sheet: always three places, so that 0.7 and 0.731 can be read one below the other. */
export const sayDensity = (value: number) =>
  new Intl.NumberFormat(intl(), { minimumFractionDigits: 3, maximumFractionDigits: 3 })
    .format(value)
    .replace("-", "\u2212");
export const sayNumber = (value: number, digits = 1) =>
  new Intl.NumberFormat(intl(), { maximumFractionDigits: digits }).format(value).replace("-", "\u2212");
