/** How much weight, and with which aid. */
import type { LoadDecision } from "~/domain/records";
import type { Aid, LoadReport } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { look } from "./look";

/** Short: for chips and tables. */
export const loadShort = (status: LoadReport | null | undefined) =>
  look(
    {
      NWB: m.load_short_NWB,
      TTWB: m.load_short_TTWB,
      PWB: m.load_short_PWB,
      WBAT: m.load_short_WBAT,
      FWB: m.load_short_FWB,
      UNABLE: m.load_short_UNABLE,
    },
    status,
  );

/** A whole sentence for the patient. */
export const loadSentence = (status: LoadReport | null | undefined) =>
  look(
    {
      NWB: m.load_say_NWB,
      TTWB: m.load_say_TTWB,
      PWB: m.load_say_PWB,
      WBAT: m.load_say_WBAT,
      FWB: m.load_say_FWB,
      UNABLE: m.load_say_UNABLE,
    },
    status,
  );

/** The field's own term, for clinicians: "PWB 20 %". */
export function loadTerm(
  load: { status?: string | null; percent?: number | null } | null | undefined,
): string {
  if (!load?.status) return "–";
  return load.status === "PWB" && load.percent != null ? `PWB ${load.percent} %` : load.status;
}

/** The large figure on Today: "20 %", "None", "Full". */
export const loadFigure = (load: Pick<LoadDecision, "status" | "percent">) =>
  load.status === "PWB" && load.percent != null ? m.percent({ value: load.percent }) : loadShort(load.status);

export const aidName = (aid: Aid | string | null | undefined) =>
  look(
    {
      none: m.aid_none,
      one_crutch: m.aid_one_crutch,
      two_crutches: m.aid_two_crutches,
      cane: m.aid_cane,
      walker: m.aid_walker,
      wheelchair: m.aid_wheelchair,
    },
    aid,
  );
