/** How what the page of a day holds becomes entries, and what it begins with. */
import { type LoadAnswer, type LogForm, type Place, type PlaceAnswer, placeKey } from "~/domain/day-form";
import type { Day } from "~/domain/days";
import { uuid7 } from "~/domain/ids";
import type { LoadDecision, PainRecord, Profile } from "~/domain/records";
import { LEGS, type Leg, type PainSite } from "~/domain/vocabulary";
import type { NewEntry } from "~/store/entries";

/**
 * Where it hurt on the last day before this one that says so. A place that was logged more than once that day is one place,
 * with its strongest pain.
 */
export function lastPlaces(pains: readonly PainRecord[], day: Day): { last: PainRecord[]; lastDay?: Day } {
  const earlier = pains.filter((one) => one.date < day);
  const lastDay = earlier.reduce<Day | undefined>(
    (latest, one) => (!latest || one.date > latest ? one.date : latest),
    undefined,
  );
  const strongest = new Map<string, PainRecord>();
  for (const one of earlier) {
    if (one.date !== lastDay || one.intensity === 0) continue;
    const known = strongest.get(placeKey(one));
    if (!known || (one.intensity ?? -1) > (known.intensity ?? -1)) strongest.set(placeKey(one), one);
  }
  return { last: [...strongest.values()], lastDay };
}

/** The hip that was named among the first questions, as places of a day. */
export function namedPlaces(profile: Profile | null | undefined): Place[] {
  const side = profile?.settings.hip_side;
  const sides = side === "both" ? LEGS : side ? [side] : [];
  return sides.map((one) => ({ site: "hip", side: one }));
}

/** The places that "no pain" speaks of: where it hurt last, else the sites of the illness, else the hip that was named. */
export function painFreePlaces(
  last: readonly PainRecord[],
  profile: Profile | null | undefined,
): PlaceAnswer[] {
  if (last.length > 0) return last.map(({ site, side }) => ({ site, side, intensity: 0 }));
  const episode = profile?.episodes.find((one) => one.state !== "resolved");
  const sites = episode?.sites ?? [];
  if (sites.length > 0) {
    return sites.map(({ site, side }) => ({ site: site as PainSite, side, intensity: 0 }));
  }
  const named = namedPlaces(profile);
  if (named.length > 0) return named.map((place) => ({ ...place, intensity: 0 }));
  return [{ site: "hip", side: "unknown", intensity: 0 }];
}

/** What was decided, as a report: "as decided" of an order in kilograms says kilograms. */
export function asDecided(load: Record<Leg, LoadDecision | null>): Pick<LogForm, "load" | "aid"> {
  const answer = (leg: Leg): LoadAnswer => {
    const decision = load[leg];
    const partial = decision?.status === "PWB";
    const kg = partial ? (decision.kg ?? decision.limit_kg ?? null) : null;
    // one of the two: the kilograms, which the person reads, else the percent
    return {
      status: decision?.status ?? null,
      percent: partial && kg === null ? (decision.percent ?? null) : null,
      kg,
    };
  };
  return {
    load: { left: answer("left"), right: answer("right") },
    aid: load.left?.aid ?? load.right?.aid ?? null,
  };
}

/** What belongs to a pain was said, but not where the pain is: it would be lost. */
export const lacksPlace = (form: LogForm): boolean =>
  form.places.length === 0 &&
  (form.sleep ||
    form.daily ||
    form.limp ||
    form.radiates.length > 0 ||
    form.stiffness !== null ||
    form.note.trim() !== "");

/** One group of entries: what was said together stays together. */
export function toEntries(form: LogForm, date: Day): NewEntry[] {
  const group = uuid7();
  const entries: NewEntry[] = form.places.map((place, index) => ({
    kind: "pain",
    date,
    group,
    site: place.site,
    side: place.side,
    intensity: place.intensity ?? undefined,
    circumstance: form.circumstance ?? undefined,
    radiates_to: form.radiates.length > 0 ? form.radiates : undefined,
    // what concerns the whole person is said once
    sleep_affected: index === 0 && form.sleep ? true : undefined,
    daily_life_affected: index === 0 && form.daily ? true : undefined,
    limp: form.limp ? true : undefined,
    note: index === 0 && form.note.trim() ? form.note.trim() : undefined,
    stiffness_minutes: index === 0 && form.stiffness !== null ? form.stiffness : undefined,
  }));
  const legs = LEGS.filter((leg) => form.load[leg].status !== null);
  for (const leg of legs) {
    const { status, percent, kg } = form.load[leg];
    entries.push({
      kind: "weight_bearing",
      date,
      group,
      side: leg,
      status: status!,
      percent: status === "PWB" ? (percent ?? undefined) : undefined,
      kg: (status === "PWB" || status === "TTWB") && percent == null ? (kg ?? undefined) : undefined,
      aid: form.aid ?? undefined,
    });
  }
  if (legs.length === 0 && form.aid)
    entries.push({ kind: "weight_bearing", date, group, side: "unknown", aid: form.aid });
  if (form.change) entries.push({ kind: "change", date, group, direction: form.change });
  return entries;
}
