import type { AnyRecord, Finding, LoadDecision, Message, Profile } from "~/domain/records";
import type { LoadStep, Side, Urgency } from "~/domain/vocabulary";
import { type Answer, call, get, getAgain, post, remove, sawHeader } from "./http";
import { linkFor } from "./whose";

/** the headings of the list, the most pressing first */
export const HEADINGS = ["now", "soon", "routine", "on_course", "no_data"] as const;
export type Heading = (typeof HEADINGS)[number];
export type Outcome = "reached" | "no_answer" | "message_left" | "again";

export interface WorklistRow {
  patient: {
    id: string;
    name: string;
    birth_year: number | null;
    birth_date: string | null;
    phone: string;
    clinic_number: string;
    sex: string;
  };
  category: string;
  urgency: Heading;
  /** every reason that holds, the most pressing first */
  reasons: string[];
  reason: string;
  findings: { id: string; finding: string; urgency: Urgency; side?: Side | null; state: string }[];
  days_waiting: number | null;
  since: string | null;
  load: { left?: LoadDecision | null; right?: LoadDecision | null };
  pregnant: boolean;
  pregnancy: { status?: string; gestation_weeks?: number | null };
  state: string;
  last_entry_on: string | null;
  pain: { left?: (number | null)[]; right?: (number | null)[] };
  /** the day of the last of the 28 numbers */
  pain_until?: string | null;
  adherence: {
    days: number;
    entries: number;
    practice: number;
    exercises_done: number;
    exercises_planned: number;
  };
  next_review_on: string | null;
  last_contact: {
    outcome: Outcome | "told_by_patient";
    at: string;
    by: string;
    again_at: string | null;
  } | null;
  reviewed_at: string | null;
  reviewed_by: string;
}
export interface Worklist {
  /** by every reason that holds */
  counts: Record<string, number>;
  urgencies: Record<string, number>;
  total: number;
  categories: string[];
  /** which rules put a patient under which category */
  rules: Record<string, string[]>;
  rows: WorklistRow[];
  thresholds: Record<string, number>;
}
export interface Filters {
  search?: string;
  category?: string;
  urgency?: string;
  mine?: boolean;
  state?: string;
  pregnancy?: string;
  /** only these, as the overview names them */
  patients?: string;
}
export interface SavedView {
  id: string;
  name: string;
  filters: Filters;
  shared: boolean;
  mine: boolean;
  owner: string;
}
export interface CourseAnswer {
  profile: Profile;
  from: string;
  to: string;
  records: AnyRecord[];
  findings: Finding[];
  /** what once stood here and is said no more */
  withdrawn: Finding[];
  next_step: { left: LoadStep | null; right: LoadStep | null };
  /** site → g/cm²; empty where the clinic has not entered its own */
  precision_error: Record<string, number>;
  /** part of an examination → leg → why the load in force forbids it */
  examination_locks: Record<string, Partial<Record<"left" | "right", string>>>;
  revision: number;
}
/** What a clinician did about a patient at the desk. `undo_until` is null when it is not the caller's to take back. */
export interface DeskAct {
  act: string;
  patient: string;
  kind: "stamp" | "acknowledge" | "resolve" | "record" | "correct" | "error" | "contact";
  /** the title of what was acknowledged or resolved */
  finding?: string;
  /** of a contact */
  outcome: string;
  again_at: string | null;
  at: string;
  by: string;
  note: string;
  undone_at: string | null;
  undo_until: string | null;
}
export type ActedFinding = Finding & { act: string | null; undo_until: string | null };

export function filterQuery(filters: Filters): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) if (value) query.set(name, String(value));
  return query.toString();
}
export const fetchWorklist = (filters: Filters, etag: string | null, signal?: AbortSignal) =>
  getAgain<Worklist>(`/api/v1/dashboard/worklist?${filterQuery(filters)}`, etag, { signal });
export const fetchCourse = (patient: string, days: number, etag: string | null) =>
  getAgain<CourseAnswer>(`/api/v1/dashboard/patients/${patient}/course?days=${days}`, etag);
export function fetchReminders(patient: string, months?: number) {
  const query = months ? `?preview=${months}` : "";
  return get<Message[]>(`/api/v1/patients/${patient}/reminders${query}`);
}

export const fetchViews = () => get<SavedView[]>("/api/v1/dashboard/views");
export const saveView = (view: { name: string; filters: Filters; shared: boolean }) =>
  post<SavedView>("/api/v1/dashboard/views", view);
export const deleteView = (id: string) => remove<null>(`/api/v1/dashboard/views/${id}`);

export const acknowledgeFinding = (id: string, seen?: number | null, note?: string) =>
  call<ActedFinding>("POST", `/api/v1/findings/${id}/acknowledge`, note ? { note } : {}, sawHeader(seen));
export const resolveFinding = (id: string, reason: string, seen?: number | null) =>
  call<ActedFinding>("POST", `/api/v1/findings/${id}/resolve`, { reason }, sawHeader(seen));

export interface Acknowledged {
  act: string;
  undo_until: string | null;
  results: { finding: string; result: "acknowledged" | "unchanged" | "over" | "unknown" }[];
}
const AT_ONCE = 40;

/** In handfuls, under one act, so that a long list neither times out nor has to be taken back piece by piece. */
export async function acknowledgeMany(
  findings: readonly string[],
  act: string,
  note?: string,
): Promise<Answer<Acknowledged>> {
  let sum: Acknowledged = { act, undo_until: null, results: [] };
  for (let start = 0; start < findings.length; start += AT_ONCE) {
    const part = findings.slice(start, start + AT_ONCE);
    const body = { findings: part, act, ...(note ? { note } : {}) };
    const answer = await post<Acknowledged>("/api/v1/findings/acknowledge", body);
    if (answer.kind !== "ok") return sum.results.length > 0 ? { kind: "ok", data: sum, status: 200 } : answer;
    sum = { ...answer.data, results: [...sum.results, ...answer.data.results] };
  }
  return { kind: "ok", data: sum, status: 200 };
}
export const fetchActs = (patient: string) => get<DeskAct[]>(`/api/v1/patients/${patient}/reviews`);
/** With an `act` of the caller's own, several stamps are taken back as one. */
export const stampReview = (patient: string, how: { seen?: number; act?: string } = {}) =>
  post<DeskAct>(`/api/v1/patients/${patient}/reviews`, how);
export const undoAct = (act: string) => post<DeskAct[]>(`/api/v1/desk-acts/${act}/undo`);

export const setLimits = (patient: string, thresholds: Record<string, number>, seen?: number | null) =>
  call<{ thresholds: Record<string, number> }>(
    "PUT",
    `/api/v1/patients/${patient}/thresholds`,
    { thresholds },
    sawHeader(seen),
  );

export interface Limit {
  name: string;
  value: number;
  default: number;
  unit: string;
  ours: boolean;
  source: string | null;
  description: string;
}
export interface Guidance {
  version: string;
  findings: { id: string; opens_when: string }[];
  reminders: { id: string; due_when: string }[];
  thresholds: Limit[];
}
export const fetchGuidance = (language: string, patient?: string) =>
  get<Guidance>(`/api/v1/guidance?language=${language}${patient ? `&patient=${patient}` : ""}`);

export interface ReplayChange {
  finding: string;
  subject: string;
  title: string;
  side: Side | null;
  urgency: Urgency;
  reason: string | null;
  on_record: boolean;
}
export interface Replay {
  version: string;
  from: string;
  to: string;
  days_looked_at: number;
  days: { date: string; opened: ReplayChange[]; closed: ReplayChange[] }[];
  only_on_record: ReplayChange[];
}
export const fetchReplay = (patient: string, days: number) =>
  get<Replay>(`/api/v1/dashboard/patients/${patient}/replay?days=${days}`);

export interface TemplateItem {
  category: string;
  minutes?: number;
  weekdays?: string[];
  instructions?: string;
  weeks?: number;
}
export interface Template {
  id: string;
  origin: "clinic" | "example";
  name: string;
  description: string;
  phases: { phase: "restricted" | "released" | "weight_bearing"; items: TemplateItem[] }[];
  version: number;
  changed_by: string;
}
/** The clinic's own precision error, site → g/cm². */
interface PrecisionAnswer {
  precision_error: Record<string, number>;
}
export const fetchPrecision = (clinic: string) => get<PrecisionAnswer>(`/api/v1/clinics/${clinic}/precision`);
export const setPrecision = (clinic: string, wanted: Record<string, number>) =>
  call<PrecisionAnswer>("PUT", `/api/v1/clinics/${clinic}/precision`, { precision_error: wanted });

/** The clinic's telephone number for its patients; empty: none. */
interface TelephoneAnswer {
  phone: string;
}
export const fetchTelephone = (clinic: string) => get<TelephoneAnswer>(`/api/v1/clinics/${clinic}/telephone`);
export const setTelephone = (clinic: string, phone: string) =>
  call<TelephoneAnswer>("PUT", `/api/v1/clinics/${clinic}/telephone`, { phone });

const templates = (clinic: string) => `/api/v1/clinics/${clinic}/programme-templates`;
export const fetchTemplates = (clinic: string) => get<Template[]>(templates(clinic));
export const createTemplate = (clinic: string, template: Pick<Template, "name" | "description" | "phases">) =>
  post<Template>(templates(clinic), template);
/** `version` is the one that was read: who comes second is refused, and nothing is lost. */
export const changeTemplate = (clinic: string, template: Template) => {
  const { id, version, name, description, phases } = template;
  return call<Template>("PUT", `/api/v1/clinics/${clinic}/programme-templates/${id}`, {
    version,
    name,
    description,
    phases,
  });
};
export const removeTemplate = (clinic: string, id: string) =>
  remove<null>(`/api/v1/clinics/${clinic}/programme-templates/${id}`);
/** The worklist with the filters that are on, for a spreadsheet. */
export const worklistCsv = (filters: Filters) =>
  linkFor(`/api/v1/dashboard/worklist.csv?${filterQuery(filters)}`);
export const courseCsv = (patient: string) => linkFor(`/api/v1/patients/${patient}/course.csv`);
