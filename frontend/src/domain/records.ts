import type { Day, Weekday } from "./days";
import type {
  Aid,
  Circumstance,
  ExerciseCategory,
  Leg,
  LoadReport,
  LoadStep,
  PainSite,
  Side,
  Urgency,
} from "./vocabulary";

/** One appended row of a patient's history, as sent to and from the server. Entry fields lie beside the envelope. */
export interface RecordBase {
  id: string;
  kind: string;
  /** RFC 3339, the device's time */
  recorded_at: string;
  /** IANA zone in which the person was */
  timezone: string;
  /** the local day that the person meant */
  date: Day;
  supersedes?: string | null;
  group?: string | null;
  is_current?: boolean;
  author?: { name: string; role: string } | null;
}

export interface PainFields {
  site: PainSite;
  side: Side;
  intensity?: number | null;
  circumstance?: Circumstance | null;
  radiates_to?: PainSite[] | null;
  stiffness_minutes?: number | null;
  sleep_affected?: boolean | null;
  daily_life_affected?: boolean | null;
  limp?: boolean | null;
}

export interface PainRecord extends RecordBase, PainFields {
  kind: "pain";
}
export interface LoadRecord extends RecordBase {
  kind: "weight_bearing";
  side: Side;
  status?: LoadReport | null;
  percent?: number | null;
  kg?: number | null;
  aid?: Aid | null;
}
/** What a device measured while somebody walked. */
export interface MeasurementRecord extends RecordBase {
  kind: "load_measurement";
  side?: Side | null;
  device?: string | null;
  peak_kg?: number | null;
  mean_kg?: number | null;
  steps?: number | null;
  share_above_limit?: number | null;
}
export interface BodyWeightRecord extends RecordBase {
  kind: "body_weight";
  kg: number;
}
export interface PracticeRecord extends RecordBase {
  kind: "scale_practice";
  side: Leg;
  readings_kg: number[];
}
export interface ExerciseRecord extends RecordBase {
  kind: "exercise";
  category: ExerciseCategory;
  minutes?: number | null;
  /** of the library */
  item?: string | null;
  too_hard?: boolean | null;
  /** 0 to 10, while doing it */
  pain?: number | null;
}
/** One exercise of a programme, as it is to be done. */
export interface ProgrammeExercise {
  exercise: string;
  side?: "left" | "right" | "both" | null;
  sets?: number | null;
  repetitions?: number | null;
  hold_seconds?: number | null;
  rest_seconds?: number | null;
  tempo?: "slow" | "even" | "brisk" | null;
  resistance?: string | null;
  aid?: Aid | null;
  weekdays?: Weekday[] | null;
  note?: string | null;
  reason?: string | null;
}
/** A step that is meant to come later. Its day reminds; it moves nothing. */
export interface PlanStep {
  status: LoadStep;
  percent?: number | null;
  limit_kg?: number | null;
  aid?: Aid | null;
  target_on?: Day | null;
}
/** What a clinician signs. The weight and the ceiling are those known at signing; the server adds them. */
export interface SignedLoad {
  status: LoadStep;
  percent?: number | null;
  limit_kg?: number | null;
  ceiling_kg?: number | null;
  body_weight_kg?: number | null;
  body_weight_on?: Day | null;
  aid?: Aid | null;
  review_on?: Day | null;
  for_patient?: string | null;
  plan?: PlanStep[] | null;
}
export interface PrescriptionRecord extends RecordBase, SignedLoad {
  kind: "prescription";
  side: Side;
  reason?: string | null;
}
export interface ProgrammeRecord extends RecordBase {
  kind: "programme";
  category: ExerciseCategory;
  minutes?: number | null;
  weekdays?: Weekday[] | null;
  until_on?: Day | null;
  instructions?: string | null;
  items?: ProgrammeExercise[] | null;
}
export interface DexaRecord extends RecordBase {
  kind: "dexa";
  site: string;
  side?: Side | null;
  bmd?: number | null;
  t_score?: number | null;
  z_score?: number | null;
  device?: string | null;
}
export interface AnyRecord extends RecordBase {
  [field: string]: unknown;
}

export interface FindingText {
  seen: string;
  do: string;
  why: string;
  number?: string | null;
}
/** Open or acknowledged: it still counts. */
export const stands = (finding: Pick<Finding, "state">) =>
  finding.state === "open" || finding.state === "acknowledged";

export interface Finding {
  id: string;
  finding: string;
  /** what of the patient it is about, where one rule can open several */
  subject?: string | null;
  urgency: Urgency;
  audience: string[];
  side?: Side | null;
  site?: string | null;
  /** `withdrawn`: what opened it was corrected or deleted; it is shown to nobody */
  state: "open" | "acknowledged" | "resolved" | "withdrawn";
  opened_on: Day;
  opened_at?: string | null;
  /** a load was signed since it opened, by somebody who knew: it does not hold that load back */
  load_decided_since?: boolean;
  acknowledged_on?: Day | null;
  resolved_on?: Day | null;
  resolved_reason?: string | null;
  resolved_note?: string | null;
  evidence: string[];
  sources: string[];
  rule_version?: string;
  text: FindingText;
  /** raised by this phone while offline; the server's own finding replaces it */
  local?: boolean;
}
export interface Message {
  id: string;
  reminder: string;
  to: "patient" | "clinician";
  due_at?: string | null;
  sent_at?: string | null;
  text: string;
  read_at?: string | null;
  /** the patient sees sent, read, done, snoozed and dismissed ones; the desk also what is planned */
  state: string;
  due_on?: Day | null;
  snoozed_until?: string | null;
  finding?: string | null;
  patient?: string;
  /** of what is told to clinicians */
  patient_name?: string | null;
}
/** The load in force on a side, and what it is in kilograms today. */
export interface LoadDecision extends SignedLoad {
  decided_by?: string | null;
  decided_on?: Day | null;
  decided_at?: string | null;
  record?: string;
  /** whole kilograms; null where nobody knows them, or where there is no such limit */
  kg?: number | null;
  /** percent of body weight: as ordered, or what the kilograms are */
  share?: number | null;
  weight_kg?: number | null;
  weighed_on?: Day | null;
  /** the body weight is not known, or too old */
  weigh?: boolean;
}
/** One that ended by itself: it is of an earlier episode, and nothing is compared with it. */
export interface EndedLoad extends LoadDecision {
  ended_on: Day;
  why: "pain-returned" | "opposite-hip-pain" | "diagnosis";
}
/** The days of one prescription on one side: in force from `from` until, without it, `until` (null: still). */
export interface LoadTerm {
  record: string;
  from: Day;
  until: Day | null;
  /** why it is over: `replaced`, or by itself (`pain-returned`, `opposite-hip-pain`, `diagnosis`); empty while it stands */
  end: string;
}
export type LoadTerms = Record<Leg, LoadTerm[]>;
export interface Episode {
  id: string;
  state: string;
  onset?: Day | null;
  diagnosed_on?: Day | null;
  resolved_on?: Day | null;
  sites: { site: string; side: Side; onset?: Day | null; resolved_on?: Day | null }[];
}
export interface Profile {
  id: string;
  name: string;
  sex: string;
  birth_year?: number | null;
  birth_date?: Day | null;
  phone?: string;
  email?: string;
  /** the clinic's own */
  clinic_number?: string;
  timezone: string;
  /** the consent to keep entries was withdrawn then: nothing is kept, assessed or sent */
  rests_since?: string | null;
  /** the patient's own wish: then everything is deleted */
  erasure_due_at?: string | null;
  language?: string;
  episodes: Episode[];
  /** empty until the rules have run for the first time */
  pregnancy: {
    status?: string;
    gestation_weeks?: number | null;
    delivered_on?: Day | null;
    breastfeeding?: string | null;
  };
  risk_factors: string[];
  /** those of the profile itself, without those that stand in entries */
  risk_factors_held?: string[];
  /** what is in force; null where nothing is decided */
  load: {
    left: LoadDecision | null;
    right: LoadDecision | null;
    ended?: { left: EndedLoad[]; right: EndedLoad[] };
  };
  load_terms?: LoadTerms;
  /** the newest that the server knows */
  body_weight?: { date: Day; kg: number } | null;
  exercise_gate: {
    weight_bearing?: boolean;
    strengthening?: boolean;
    balance?: boolean;
    locked_why?: string | string[] | null;
  };
  settings: {
    log_reminder_at?: string | null;
    quiet_from?: string | null;
    quiet_to?: string | null;
    email?: boolean | null;
    push?: boolean | null;
    now_may_pass_quiet?: boolean | null;
    /** the month in a sentence, on the first of the next */
    monthly_summary?: boolean | null;
    /** tried in this order; those left out come after them */
    ways?: Way[] | null;
    /** for text messages */
    mobile?: string | null;
    /** the person's own doctor, called where the clinic has no number */
    doctor_phone?: string | null;
    physio_phone?: string | null;
    /** in the place of what this device would dial by its zone */
    emergency_phone?: string | null;
    /** which hip was named among the first questions: no pain of a day */
    hip_side?: "left" | "right" | "both" | null;
    /** in which unit this person reads and writes weights */
    weight_unit?: WeightUnit | null;
  };
  /** kinds of consent to being reminded outside the app that were not given or were taken back */
  refused?: string[];
  /** numbers of this patient's own, over the clinic's */
  thresholds?: Record<string, number>;
  /** numbers in force in the place of a default: the clinic's, and this patient's over them */
  numbers?: Record<string, number>;
  /** the clinic's own precision error of bone density: site and g/cm² */
  dexa_precision?: Record<string, number>;
  clinic: { id?: string; name: string; phone?: string | null } | null;
  care_team: { name: string; role: string }[];
  /** the change number that this was made at */
  revision?: number;
}

/**
 * Is this leg part of what the patient has now? Where nothing is decided for it, load stays off. A leg whose load has ended by
 * itself is: its episode may stand as resolved until a clinician opens the next one.
 */
export const holdsLeg = (profile: Profile | null, leg: Leg): boolean =>
  profile !== null &&
  (profile.episodes.some(
    (one) => one.state !== "resolved" && one.sites.some((site) => site.side === leg || site.side === "both"),
  ) ||
    (profile.load?.[leg] === null && (profile.load.ended?.[leg]?.length ?? 0) > 0));
/** Ways outside the app, in the order in which they are tried unless somebody chose another. */
export const WAYS = ["push", "email", "sms"] as const;
export const WEIGHT_UNITS = ["kg", "lb"] as const;
export type WeightUnit = (typeof WEIGHT_UNITS)[number];
export type Way = (typeof WAYS)[number];
export interface Me {
  id: string;
  email: string;
  name: string;
  language?: string;
  is_staff: boolean;
  patient: { id: string; name: string } | null;
  memberships: { clinic: { id: string; name: string }; role: string }[];
  /** people whose record this person helps with */
  caring_for?: { id: string; name: string; may_log: boolean; may_message: boolean }[];
  second_factor?: { needed: boolean; has: boolean };
  demo?: boolean;
  texts?: boolean;
  lock_minutes?: number;
  /** when the account is deleted with everything; null: that was not asked for */
  erasure_due_at?: string | null;
}
