/** Where it hurts, when, and how it goes. */
import type { Circumstance, PainSite, Side } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { locale } from "~/ui/language";
import { look } from "./look";
import { sideName, sideWord } from "./sides";

export const siteName = (site: PainSite | string) =>
  look(
    {
      hip: m.site_hip,
      groin: m.site_groin,
      buttock: m.site_buttock,
      thigh: m.site_thigh,
      low_back: m.site_low_back,
      knee: m.site_knee,
      ankle: m.site_ankle,
      foot: m.site_foot,
    },
    site,
  );

/** "Left groin", "Low back", "Right hip". */
export function placeName(site: PainSite | string, side?: Side | string | null): string {
  if (!side || side === "midline" || side === "unknown") return siteName(site);
  return locale() === "en"
    ? m.place({ side: sideName(side), site: siteName(site).toLowerCase() })
    : m.place({ side: sideWord(side), site: siteName(site) });
}

export const circumstanceName = (value: Circumstance) =>
  look(
    {
      rest: m.circumstance_rest,
      walking: m.circumstance_walking,
      weight_bearing: m.circumstance_weight_bearing,
      night: m.circumstance_night,
      carrying: m.circumstance_carrying,
      extreme_movement: m.circumstance_extreme_movement,
    },
    value,
  );

export const changeName = (direction: string) =>
  look(
    {
      better: m.change_better,
      same: m.change_same,
      worse: m.change_worse,
      returned: m.change_returned,
      gone: m.change_gone,
    },
    direction,
  );
