/** The vocabulary in the reader's language. One table for each list, so that a new word cannot be forgotten. */
import { addDays, type Day, formatDay, formatDayYear, today } from "~/domain/days";
import type { LoadDecision } from "~/domain/records";
import type {
  Aid,
  Circumstance,
  ExerciseCategory,
  Leg,
  LoadReport,
  PainSite,
  Side,
  Urgency,
} from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { intl, locale } from "./language";

const look = <K extends string>(table: Record<K, () => string>, key: K | string | null | undefined): string =>
  (table as Record<string, (() => string) | undefined>)[key ?? ""]?.() ?? String(key ?? "");

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

export const sideName = (side: Side | string) =>
  look(
    {
      left: m.side_left,
      right: m.side_right,
      both: m.side_both,
      midline: m.side_midline,
      unknown: m.side_unknown,
    },
    side,
  );

/** The side inside a sentence: "left", "beidseits". */
export const sideWord = (side: Side | string) => sideName(side).toLocaleLowerCase(locale());

export const legName = (leg: Leg) => (leg === "left" ? m.leg_left() : m.leg_right());

/** "Left groin", "Low back", "Right hip". */
export function placeName(site: PainSite | string, side?: Side | string | null): string {
  if (!side || side === "midline" || side === "unknown") return siteName(site);
  return m.place({
    side: sideName(side),
    site: locale() === "en" ? siteName(site).toLowerCase() : siteName(site),
  });
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

export const exerciseName = (category: ExerciseCategory | string) =>
  look(
    {
      aquatic: m.exercise_aquatic,
      range_of_motion: m.exercise_range_of_motion,
      strengthening: m.exercise_strengthening,
      balance: m.exercise_balance,
      gait: m.exercise_gait,
      weight_bearing: m.exercise_weight_bearing,
      aerobic: m.exercise_aerobic,
      other: m.exercise_other,
    },
    category,
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

export const urgencyName = (urgency: Urgency) =>
  look(
    { now: m.urgency_now, soon: m.urgency_soon, routine: m.urgency_routine, info: m.urgency_info },
    urgency,
  );

export const riskName = (name: string) =>
  look(
    {
      tobacco: m.risk_tobacco,
      corticosteroids: m.risk_corticosteroids,
      alcohol: m.risk_alcohol,
      hypothyroidism: m.risk_hypothyroidism,
      previous_fragility_fracture: m.risk_previous_fragility_fracture,
      osteogenesis_imperfecta: m.risk_osteogenesis_imperfecta,
      hypophosphataemia: m.risk_hypophosphataemia,
      other: m.risk_other,
    },
    name,
  );

export const weekdayName = (name: string) =>
  look(
    {
      mon: m.weekday_mon,
      tue: m.weekday_tue,
      wed: m.weekday_wed,
      thu: m.weekday_thu,
      fri: m.weekday_fri,
      sat: m.weekday_sat,
      sun: m.weekday_sun,
    },
    name,
  );

/** Days as people say them: "today", "yesterday", "12 March", and with the year when it is another. */
export function sayDay(day: Day, now: Day = today()): string {
  if (day === now) return m.day_today();
  if (day === addDays(now, -1)) return m.day_yesterday();
  return day.slice(0, 4) === now.slice(0, 4) ? formatDay(day, intl()) : formatDayYear(day, intl());
}

export const sayTime = (instant: string | number | Date) =>
  new Intl.DateTimeFormat(intl(), { hour: "2-digit", minute: "2-digit" }).format(new Date(instant));

export const sayNumber = (value: number, digits = 1) =>
  new Intl.NumberFormat(intl(), { maximumFractionDigits: digits }).format(value).replace("-", "\u2212");

export const dexaSiteName = (site: string) =>
  look(
    {
      total_hip: m.dexa_total_hip,
      femoral_neck: m.dexa_femoral_neck,
      lumbar_spine: m.dexa_lumbar_spine,
      forearm: m.dexa_forearm,
      heel: m.dexa_heel,
      unknown: m.dexa_unknown,
    },
    site,
  );

export const modalityName = (modality: string) =>
  look(
    { mri: m.modality_mri, xray: m.modality_xray, ct: m.modality_ct, bone_scan: m.modality_bone_scan },
    modality,
  );

export const imagingResultName = (result: string) =>
  look(
    {
      normal: m.imaging_normal,
      marrow_oedema: m.imaging_marrow_oedema,
      demineralisation: m.imaging_demineralisation,
      fracture: m.imaging_fracture,
      osteonecrosis_pattern: m.imaging_osteonecrosis_pattern,
      resolved: m.imaging_resolved,
      other: m.imaging_other,
      unknown: m.imaging_unknown,
    },
    result,
  );

export const roleName = (role: string) =>
  look(
    {
      physiotherapist: m.role_physiotherapist,
      doctor: m.role_doctor,
      administrator: m.role_administrator,
      patient: m.role_patient,
      caregiver: m.role_caregiver,
    },
    role,
  );
