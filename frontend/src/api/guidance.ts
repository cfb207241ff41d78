/** The guidance as the server says it: the app's "why" pages are made from this, so that they cannot drift from the rules. */
import type { Urgency } from "~/domain/vocabulary";
import { type Answer, get } from "./http";

export interface GuidanceNumber {
  name: string;
  value: number;
  default: number;
  unit: string;
  /** a default of this software; else it stands in `source` */
  ours: boolean;
  source: string | null;
  description: string;
  /** who put another number in the place of the default */
  set_by: { who: "clinic" | "clinician"; name: string; on: string | null } | null;
}
interface Rule {
  id: string;
  title: string;
  /** names of the numbers that it reads */
  thresholds: string[];
  sources: string[];
  version: string;
}
export interface FindingRule extends Rule {
  seen: string;
  do: string;
  why: string;
  audience: string[];
  urgency: Urgency;
  opens_when: string;
}
export interface ReminderRule extends Rule {
  to: string[];
  due_when: string;
}
export interface Guidance {
  version: string;
  language: string;
  /** in whose words it is */
  audience: "patient" | "clinician";
  findings: FindingRule[];
  reminders: ReminderRule[];
  thresholds: GuidanceNumber[];
  sources: { id: string; title: string; citation: string }[];
}

export function fetchGuidance(language: string, patient?: string): Promise<Answer<Guidance>> {
  const query = new URLSearchParams({ language });
  if (patient) query.set("patient", patient);
  return get<Guidance>(`/api/v1/guidance?${query}`);
}
