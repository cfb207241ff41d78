import type { AnyRecord, Finding, Message, Profile } from "~/domain/records";
import { type Answer, get, post } from "./http";

export interface PushResult {
  id: string;
  result: "created" | "identical" | "superseded" | "refused";
  field?: string | null;
  reason?: string | null;
}
export type Change =
  | { seq: number; type: "record"; record: AnyRecord }
  | { seq: number; type: "finding"; finding: Finding }
  | { seq: number; type: "message"; message: Message }
  | { seq: number; type: "profile"; profile: Profile };

export interface Pulled {
  changes: Change[];
  cursor: number;
  more: boolean;
  /** another one than before: the server was restored, or shows more or less now; its numbers begin anew */
  history?: string;
  /** in which the words of findings and messages are */
  language?: string;
}

export interface Transport {
  push(items: AnyRecord[]): Promise<Answer<{ results: PushResult[]; cursor: number }>>;
  pull(after: number, limit: number): Promise<Answer<Pulled>>;
}

/** `account`: whose entries these are. For this person's own record, or for that of somebody whom they help. */
export const transportFor = (account?: string, patient?: string): Transport => ({
  push: (items) =>
    post(`/api/v1/sync/push${patient ? `?patient=${patient}` : ""}`, {
      account,
      // tells the server how far this clock is off
      sent_at: new Date().toISOString(),
      items,
    }),
  pull: (after, limit) =>
    get(`/api/v1/sync/pull?after=${after}&limit=${limit}${patient ? `&patient=${patient}` : ""}`),
});

export const markMessage = (id: string, action: "read" | "done") =>
  post<Message>(`/api/v1/messages/${id}/${action}`);
export const dismissMessage = (id: string, why: string) =>
  post<Message>(`/api/v1/messages/${id}/dismiss`, why ? { why } : {});
export const snoozeMessage = (id: string, until: "hour" | "evening" | "tomorrow") =>
  post<Message>(`/api/v1/messages/${id}/snooze`, { until });
