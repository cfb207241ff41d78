import type { AnyRecord, Finding, Profile } from "~/domain/records";
import { call, get, patch, post } from "./http";

export const patchPatient = (id: string, changes: Partial<Profile>) =>
  patch<Profile>(`/api/v1/patients/${id}`, changes);
export const fetchPatient = (id: string) => get<Profile>(`/api/v1/patients/${id}`);
export const createPatient = (fields: {
  name: string;
  sex: string;
  birth_year: number | null;
  timezone: string;
  email?: string;
  risk_factors?: string[];
}) => post<Profile>("/api/v1/patients", fields);
export const addRecord = (patient: string, record: Record<string, unknown>) =>
  post<AnyRecord>(`/api/v1/patients/${patient}/records`, record);
export const acknowledgeFinding = (id: string, note?: string) =>
  call<Finding>("POST", `/api/v1/findings/${id}/acknowledge`, note ? { note } : {});
export const resolveFinding = (id: string, reason: string) =>
  call<Finding>("POST", `/api/v1/findings/${id}/resolve`, { reason });
