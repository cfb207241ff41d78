/** What the page of a day holds before it is saved. Today fills it, too, where a day was nearly as the one before. */
import type { Aid, Circumstance, Leg, LoadReport, PainSite, Side } from "./vocabulary";

export interface Place {
  site: PainSite;
  side: Side;
}
export const placeKey = (place: Place) => `${place.site}:${place.side}`;

export interface PlaceAnswer extends Place {
  intensity: number | null;
}

export interface LoadAnswer {
  status: LoadReport | null;
  percent: number | null;
  /** kilograms in the place of percent; missing in a day that an earlier version of this page began */
  kg?: number | null;
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
