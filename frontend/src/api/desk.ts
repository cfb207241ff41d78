import type { AnyRecord, Finding, LoadDecision, Message, Profile } from "~/domain/records";
import type { LoadStep, Side, Urgency } from "~/domain/vocabulary";
import { get } from "./http";

export interface WorklistRow {
  patient: { id: string; name: string; birth_year: number | null; sex: string };
  category: string;
  reason: string;
  findings: { id: string; finding: string; urgency: Urgency; side?: Side | null }[];
  days_waiting: number | null;
  since: string | null;
  load: { left?: LoadDecision | null; right?: LoadDecision | null };
  pregnant: boolean;
  state: string;
  last_entry_on: string | null;
  pain: { left?: (number | null)[]; right?: (number | null)[] };
  /** the day of the last of the 28 numbers */
  pain_until?: string | null;
}
export interface Worklist {
  counts: Record<string, number>;
  categories: string[];
  rows: WorklistRow[];
}
export interface CourseAnswer {
  profile: Profile;
  from: string;
  to: string;
  records: AnyRecord[];
  findings: Finding[];
  next_step: { left: LoadStep | null; right: LoadStep | null };
  revision: number;
}

export const fetchWorklist = (search: string, category: string | null, signal?: AbortSignal) => {
  const query = new URLSearchParams();
  if (search) query.set("search", search);
  if (category) query.set("category", category);
  return get<Worklist>(`/api/v1/dashboard/worklist?${query}`, { signal });
};
export const fetchCourse = (patient: string, days: number) =>
  get<CourseAnswer>(`/api/v1/dashboard/patients/${patient}/course?days=${days}`);
export function fetchReminders(patient: string, months?: number) {
  const query = months ? `?preview=${months}` : "";
  return get<Message[]>(`/api/v1/patients/${patient}/reminders${query}`);
}
