/** How much weight, and with which aid. */
import { inPounds, poundsOf } from "~/domain/pounds";
import { readersUnit } from "~/domain/readers-unit";
import type { WeightUnit } from "~/domain/records";
import type { Aid, Leg, LoadReport } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { look } from "./look";
import { sayNumber } from "./times";

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

/** A limit in whole kilograms, or in the pounds that weigh no more. */
export const sayLimit = (kg: number, unit?: WeightUnit | null) =>
  unit === "lb" ? m.weight_lb({ value: poundsOf(kg) }) : m.weight_kg({ value: kg });

/** A weight that was read or told, in the unit of the person at this screen; a limit is said by `sayLimit`. */
export const sayWeight = (kg: number, digits = 1) =>
  readersUnit() === "lb"
    ? m.weight_lb({ value: sayNumber(inPounds(kg), digits) })
    : m.weight_kg({ value: sayNumber(kg, digits) });

/** A load that was decided or reported, as far as its words go. */
export interface SaidLoad {
  status?: string | null;
  percent?: number | null;
  limit_kg?: number | null;
  ceiling_kg?: number | null;
  kg?: number | null;
  share?: number | null;
}

/** The field's own term, for clinicians: "PWB 30 % (21 kg)", "PWB 20 kg (28 %)", "TTWB ≤ 12 kg". */
export function loadTerm(load: SaidLoad | null | undefined): string {
  if (!load?.status) return "–";
  const { status, percent, limit_kg, ceiling_kg, kg, share } = load;
  if (ceiling_kg != null) return `${status} ≤ ${m.weight_kg({ value: Math.floor(ceiling_kg) })}`;
  const fixed = limit_kg ?? (percent == null ? kg : null);
  const parts = [
    percent != null && m.percent({ value: percent }),
    fixed != null && m.weight_kg({ value: sayNumber(fixed) }),
    percent != null && kg != null && `(${m.weight_kg({ value: kg })})`,
    percent == null && share != null && `(${m.percent({ value: share })})`,
  ];
  return status === "PWB" || status === "TTWB" ? [status, ...parts.filter(Boolean)].join(" ") : status;
}

/** The same in two short lines for a narrow column: "PWB", "24 kg"; percent only where nobody knows the kilograms. */
export function loadLines(load: SaidLoad | null | undefined): string[] {
  if (load?.status !== "PWB" && load?.status !== "TTWB") return [load?.status ?? "–"];
  const kg = load.kg ?? load.limit_kg ?? load.ceiling_kg;
  const amount =
    kg != null
      ? `${load.ceiling_kg != null ? "≤ " : ""}${m.weight_kg({ value: Math.floor(kg) })}`
      : load.percent != null && m.percent({ value: load.percent });
  return amount ? [load.status, amount] : [load.status];
}

/** The large figure on Today: "21 kg", "30 %" while nobody knows the kilograms, "None", "Full". */
export function loadFigure(load: SaidLoad & { status?: LoadReport | null }, unit?: WeightUnit | null) {
  const kg = load.kg ?? load.limit_kg;
  if (load.status === "PWB" && kg != null) return sayLimit(Math.floor(kg), unit);
  return load.status === "PWB" && load.percent != null
    ? m.percent({ value: load.percent })
    : loadShort(load.status);
}

/** What was reported, short: "Part 22.5 kg", "Toes only". Kilograms as they were told, not rounded as a limit is. */
export const reportFigure = (load: SaidLoad & { status?: LoadReport | null }) =>
  [
    loadShort(load.status),
    load.kg != null ? sayWeight(load.kg) : load.percent != null && m.percent({ value: load.percent }),
  ]
    .filter(Boolean)
    .join(" ");

/** What stands beneath the figure: "on the left leg" beside kilograms, else the sentence of the step. */
export function loadBeneath(
  load: SaidLoad & { status?: LoadReport | null },
  leg: Leg,
  unit?: WeightUnit | null,
) {
  if (load.status === "PWB" && (load.kg ?? load.limit_kg) != null)
    return leg === "left" ? m.load_on_left() : m.load_on_right();
  const ceiling = load.status === "TTWB" ? load.ceiling_kg : null;
  return ceiling == null
    ? loadSentence(load.status)
    : m.load_say_ceiling({ weight: sayLimit(Math.floor(ceiling), unit) });
}

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
