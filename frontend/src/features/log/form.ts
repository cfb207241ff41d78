/** What the page holds before it is saved, and how it becomes entries. */
import type { Day } from "~/domain/days";
import { uuid7 } from "~/domain/ids";
import type { LoadDecision, PainRecord, Profile } from "~/domain/records";
import type { Aid, Circumstance, Leg, PainSite, Side } from "~/domain/vocabulary";
import { LEGS } from "~/domain/vocabulary";
import type { NewEntry } from "~/store/entries";
import type { LoadAnswer } from "~/ui/load-picker";

export interface PlaceAnswer {
  site: PainSite;
  side: Side;
  intensity: number | null;
}

export interface LogForm {
  places: PlaceAnswer[];
  /** “No pain today”: the places are said to be free of pain */
  noPain: boolean;
  circumstance: Circumstance | null;
  radiates: PainSite[];
  sleep: boolean;
  daily: boolean;
  limp: boolean;
  stiffness: number | null;
  change: string | null;
  note: string;
  load: Record<Leg, LoadAnswer>;
  aid: Aid | null;
}

export const emptyForm = (): LogForm => ({
  places: [],
  noPain: false,
  circumstance: null,
  radiates: [],
  sleep: false,
  daily: false,
  limp: false,
  stiffness: null,
  change: null,
  note: "",
  load: { left: { status: null, percent: null }, right: { status: null, percent: null } },
  aid: null,
});

/** The places that "no pain" speaks of: where it hurt last, else the sites of the illness, else the hip. */
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
  return [{ site: "hip", side: "unknown", intensity: 0 }];
}

export function asDecided(load: Record<Leg, LoadDecision | null>): Pick<LogForm, "load" | "aid"> {
  const answer = (leg: Leg): LoadAnswer => ({
    status: load[leg]?.status ?? null,
    percent: load[leg]?.percent ?? null,
  });
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
    const { status, percent } = form.load[leg];
    entries.push({
      kind: "weight_bearing",
      date,
      group,
      side: leg,
      status: status!,
      percent: status === "PWB" ? (percent ?? undefined) : undefined,
      aid: form.aid ?? undefined,
    });
  }
  if (legs.length === 0 && form.aid)
    entries.push({ kind: "weight_bearing", date, group, side: "unknown", aid: form.aid });
  if (form.change) entries.push({ kind: "change", date, group, direction: form.change });
  return entries;
}
