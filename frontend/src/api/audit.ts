/** A clinic's audit trail, as its administrator reads it: nothing of what stands in a record, and no patient's name. */
import { call, get, post } from "./http";
import { linkFor } from "./whose";

export type AuditKind = "read" | "write" | "door" | "clinic" | "export" | "emergency";
export interface AuditAct {
  at: string;
  person: number | null;
  name: string;
  role: string;
  kind: AuditKind;
  action: string;
  what: string;
  record: string | null;
  count: number;
  address: string | null;
  script: boolean;
}
export interface Asked {
  person?: number;
  record?: string;
  kind?: AuditKind;
  since?: string;
  until?: string;
}
export interface AuditPage {
  next: string | null;
  results: AuditAct[];
}

const place = (clinic: string) => `/api/v1/clinics/${clinic}/audit`;
function query(asked: Asked): string {
  const given = Object.entries(asked).filter(([, value]) => value !== undefined && value !== "");
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
}
/** `next` is the whole address of the next page, as the server gave it. */
export const fetchAudit = (clinic: string, asked: Asked, next?: string | null) =>
  get<AuditPage>(next ? next.replace(/^https?:\/\/[^/]+/, "") : `${place(clinic)}?${query(asked)}`);
export const auditCsv = (clinic: string, asked: Asked) => linkFor(`${place(clinic)}.csv?${query(asked)}`);
export const findRecord = (clinic: string, name: string, year: number) =>
  post<{ record: string }>(`${place(clinic)}/record`, { name, birth_year: year });

/** For how many years the clinic keeps what it knows of patients who left. */
export interface Keeping {
  record_years: number | null;
  server_years: number;
}
export const fetchKeeping = (clinic: string) => get<Keeping>(`/api/v1/clinics/${clinic}/keeping`);
export const setKeeping = (clinic: string, years: number) =>
  call<Keeping>("PUT", `/api/v1/clinics/${clinic}/keeping`, { record_years: years });
