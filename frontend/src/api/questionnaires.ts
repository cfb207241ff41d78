import type { Day } from "~/domain/days";
import type { Form, Score } from "~/domain/questionnaires";
import { get, post } from "./http";

export interface ClinicQuestionnaire {
  id: string | null;
  title: string;
  url: string;
  version: string;
  questions: number;
  created_at: string | null;
  retired_at: string | null;
  form: Form;
}
export interface PatientQuestionnaire {
  questionnaire: string;
  title: string;
  every: "once" | "day" | "week" | "month" | null;
  asked_on: Day | null;
  until_on: Day | null;
  due_on: Day | null;
  responses: { id: string; date: Day; scores: Score[] }[];
}

export const fetchQuestionnaires = (clinic: string) =>
  get<ClinicQuestionnaire[]>(`/api/v1/clinics/${clinic}/questionnaires`);
export const loadQuestionnaire = (clinic: string, resource: unknown, dryRun: boolean) =>
  post<ClinicQuestionnaire>(`/api/v1/clinics/${clinic}/questionnaires`, { resource, dry_run: dryRun });
export const retireQuestionnaire = (id: string) =>
  post<ClinicQuestionnaire>(`/api/v1/questionnaires/${id}/retire`);
export const fetchAsked = (patient: string) =>
  get<PatientQuestionnaire[]>(`/api/v1/patients/${patient}/questionnaires`);
export const askQuestionnaire = (patient: string, fields: object) =>
  post(`/api/v1/patients/${patient}/records`, { kind: "questionnaire", ...fields });
