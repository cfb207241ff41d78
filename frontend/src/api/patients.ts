import type { AnyRecord, Profile } from "~/domain/records";
import { call, get, patch, post, sawHeader } from "./http";

export const patchPatient = (id: string, changes: Partial<Profile>) =>
  patch<Profile>(`/api/v1/patients/${id}`, changes);
export const fetchPatient = (id: string) => get<Profile>(`/api/v1/patients/${id}`);
export const createPatient = (fields: {
  name: string;
  sex: string;
  birth_year: number | null;
  birth_date?: string;
  phone?: string;
  clinic_number?: string;
  timezone: string;
  email?: string;
  risk_factors?: string[];
}) => post<Profile>("/api/v1/patients", fields);
export const addRecord = (patient: string, record: Record<string, unknown>, seen?: number | null) =>
  call<AnyRecord>("POST", `/api/v1/patients/${patient}/records`, record, sawHeader(seen));
