/** What is known of pregnancy and birth once this phone has entries that the server had not yet thought about. */
import type { Day } from "./days";
import type { AnyRecord, Profile } from "./records";
import { dayNumber, dayText, factsUntil } from "./rules/facts";
import { numbersOf } from "./rules/numbers";
import { followPregnancy } from "./rules/pregnancy";

/** Is any of these entries later than what the server worked the profile out of? Until then its word stands. */
export const isAhead = (profile: Profile, rows: readonly AnyRecord[]): boolean =>
  rows.some((row) => typeof row.seq !== "number" || row.seq > (profile.revision ?? 0));

/** The server's own rules, worked out here over `rows`: every pregnancy, delivery and breastfeeding that stands. */
export function ownPregnancy(profile: Profile, rows: readonly AnyRecord[], today: Day): Profile["pregnancy"] {
  const told = profile.pregnancy;
  const day = dayNumber(today);
  const facts = factsUntil(rows, day);
  const { stretches } = followPregnancy(facts, numbersOf(profile.numbers));
  const known = stretches.filter((one) => one.start <= day && day < one.end);
  // A pregnancy counts before the year after an earlier delivery.
  const here = known.findLast((one) => one.kind === "pregnant") ?? known.at(-1);
  const fed = facts.findLast((fact) => fact.kind === "breastfeeding")?.data.status;
  return {
    ...told,
    status: here?.kind ?? (stretches.length > 0 ? "none" : told.status),
    gestation_weeks: here?.kind === "pregnant" && here.lmp !== null ? (day - here.lmp) / 7 : null,
    delivered_on: here?.delivered != null ? dayText(here.delivered) : null,
    breastfeeding: typeof fed === "string" ? fed : told.breastfeeding,
  };
}
