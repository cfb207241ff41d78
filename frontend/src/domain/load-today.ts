/** The load in force with what this phone knows besides: body weights that the server has not heard of yet. */
import type { Day } from "./days";
import { type Limit, limitOf, WEIGHT_DAYS, type Weight } from "./kilograms";
import type { BodyWeightRecord, LoadDecision, PrescriptionRecord, Profile } from "./records";

/** Body weights, oldest first, in the order in which they were said. */
export const inOrder = (weights: readonly BodyWeightRecord[]) =>
  [...weights].sort((a, b) => (key(a) < key(b) ? -1 : 1));
const key = ({ date, recorded_at, id }: BodyWeightRecord) => `${date} ${Date.parse(recorded_at)} ${id}`;

/** The weight that was known at signing, and those since. `null` was signed too: then only later ones count. */
function weightsOf(
  load: Pick<LoadDecision, "body_weight_kg" | "body_weight_on">,
  on: Day,
  at: string | null | undefined,
  weights: readonly BodyWeightRecord[],
): { signed: Weight | null; since: Weight[] } {
  const moment = at ? Date.parse(at) : Number.NEGATIVE_INFINITY;
  const since = weights.filter(
    (row) => row.date > on || (row.date === on && Date.parse(row.recorded_at) > moment),
  );
  const kg = load.body_weight_kg;
  return { signed: kg == null ? null : { date: load.body_weight_on ?? on, kg }, since };
}

/** How old a body weight may be for this person. */
export const weightDays = (profile: Pick<Profile, "pregnancy" | "numbers"> | null | undefined): number =>
  profile?.pregnancy?.status === "pregnant"
    ? (profile.numbers?.weight_days_pregnant ?? WEIGHT_DAYS.pregnant)
    : (profile?.numbers?.weight_days ?? WEIGHT_DAYS.usual);

/** The limit of one signed record on a day, by the weights that were known until then. */
export function limitOfRecord(
  row: PrescriptionRecord,
  weights: readonly BodyWeightRecord[],
  day: Day,
  maxAge: number = WEIGHT_DAYS.usual,
): Limit {
  const known = inOrder(weights).filter((weight) => weight.date <= day);
  const { signed, since } = weightsOf(row, row.date, row.recorded_at, known);
  return limitOf(row, signed, since, day, maxAge);
}

export function loadToday(
  load: LoadDecision | null,
  weights: readonly BodyWeightRecord[],
  today: Day,
  maxAge: number,
): LoadDecision | null {
  if (!load?.decided_on) return load;
  const known = inOrder(weights).filter((row) => row.date <= today);
  const { signed, since } = weightsOf(load, load.decided_on, load.decided_at, known);
  const limit = limitOf(load, signed, since, today, maxAge);
  return {
    ...load,
    kg: limit.kg,
    share: limit.percent,
    weight_kg: limit.weight?.kg ?? null,
    weighed_on: limit.weight?.date ?? null,
    weigh: limit.asks,
  };
}
