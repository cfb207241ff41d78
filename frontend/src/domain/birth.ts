/** On which days a birth, or another end of a pregnancy, can have been: what the calendar offers and what is asked again. */
import { addDays, type Day, isDay } from "./days";
import { EARLIEST } from "./earliest";
import type { Profile } from "./records";

/** From this age on (**ours**, as in the guidance: child-bearing age is 12 to 55). */
const FROM_AGE = 12;

/** The first and the last day: never ahead, and not before the pregnancy that is known of began. */
export function birthDays(profile: Profile | null, today: Day): { from: Day; to: Day } {
  const { status, gestation_weeks: weeks } = profile?.pregnancy ?? {};
  const days: Day[] = [EARLIEST];
  const born = profile?.birth_date ?? (profile?.birth_year ? `${profile.birth_year}-01-01` : null);
  if (born) days.push(`${Number(born.slice(0, 4)) + FROM_AGE}${born.slice(4).replace("02-29", "02-28")}`);
  if (status === "pregnant" && weeks != null) days.push(addDays(today, -Math.floor(weeks * 7)));
  const from = days.reduce((latest, day) => (day > latest ? day : latest));
  return { from: from > today ? today : from, to: today };
}

export const isBirthDay = (day: string, { from, to }: { from: Day; to: Day }): boolean =>
  isDay(day) && day >= from && day <= to;
