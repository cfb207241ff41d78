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
  aid?: Aid | null;
}
export interface ExerciseRecord extends RecordBase {
  kind: "exercise";
  category: ExerciseCategory;
  minutes?: number | null;
}
export interface PrescriptionRecord extends RecordBase {
  kind: "prescription";
  side: Side;
  status: LoadStep;
  percent?: number | null;
  aid?: Aid | null;
  review_on?: Day | null;
  reason?: string | null;
}
export interface ProgrammeRecord extends RecordBase {
  kind: "programme";
  category: ExerciseCategory;
  minutes?: number | null;
  weekdays?: Weekday[] | null;
  until_on?: Day | null;
  instructions?: string | null;
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
export interface LoadDecision {
  status: LoadStep;
  percent?: number | null;
  aid?: Aid | null;
  decided_by?: string | null;
  decided_on?: Day | null;
  review_on?: Day | null;
}
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
  timezone: string;
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
  load: { left: LoadDecision | null; right: LoadDecision | null };
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
    /** tried in this order; those left out come after them */
    ways?: Way[] | null;
    /** for text messages */
    mobile?: string | null;
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

/** Is this leg part of what the patient has now? Where nothing is decided for it, load stays off. */
export const holdsLeg = (profile: Profile | null, leg: Leg): boolean =>
  profile?.episodes.some((one) => one.state !== "resolved" && one.sites.some((site) => site.side === leg)) ??
  false;
/** Ways outside the app, in the order in which they are tried unless somebody chose another. */
export const WAYS = ["push", "email", "sms"] as const;
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
}
