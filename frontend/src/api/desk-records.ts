import type { AnyRecord } from "~/domain/records";
import type { DeskAct, Outcome } from "./desk";
import { call, get, post, sawHeader } from "./http";

/** What a press wrote, and until when it can be taken back. */
export interface Recorded {
  act: string;
  undo_until: string | null;
  records: AnyRecord[];
}
export type Version = AnyRecord & { why: string };

/** All of them as one act, or none. */
export const recordAtDesk = (
  patient: string,
  records: readonly Record<string, unknown>[],
  seen?: number | null,
) => call<Recorded>("POST", `/api/v1/patients/${patient}/desk-records`, { records }, sawHeader(seen));
export const correctRecord = (
  patient: string,
  record: string,
  body: { reason: string; record: Record<string, unknown>; date?: string },
  seen?: number | null,
) => call<Recorded>("POST", `/api/v1/patients/${patient}/records/${record}/correct`, body, sawHeader(seen));
export const enteredInError = (patient: string, record: string, reason: string, seen?: number | null) =>
  call<Recorded>(
    "POST",
    `/api/v1/patients/${patient}/records/${record}/entered-in-error`,
    { reason },
    sawHeader(seen),
  );
export const fetchVersions = (patient: string, record: string) =>
  get<Version[]>(`/api/v1/patients/${patient}/records/${record}/versions`);
export const noteContact = (patient: string, outcome: Outcome, again_at?: string) =>
  post<DeskAct>(`/api/v1/patients/${patient}/contacts`, again_at ? { outcome, again_at } : { outcome });
