import type { Message } from "~/domain/records";
import { call, get, patch, post, remove } from "./http";

export const fetchPushKey = () => get<{ key: string | null }>("/api/v1/push/key");
export const registerPush = (subscription: { endpoint: string; keys: { p256dh: string; auth: string } }) =>
  post<null>("/api/v1/push/subscriptions", subscription);
export const forgetPush = (endpoint: string) =>
  call<null>("DELETE", "/api/v1/push/subscriptions", { endpoint });
export const fetchCalendar = (patient: string) =>
  get<{ open: boolean }>(`/api/v1/patients/${patient}/calendar`);
export const openCalendar = (patient: string) =>
  post<{ url: string }>(`/api/v1/patients/${patient}/calendar`);
export const closeCalendar = (patient: string) => remove<null>(`/api/v1/patients/${patient}/calendar`);

/** How a clinician is told. Times are "HH:MM:SS"; `digest_on` counts from Monday. */
export interface StaffWishes {
  email: boolean;
  push: boolean;
  timezone: string;
  quiet_from: string | null;
  quiet_to: string | null;
  digest: "off" | "daily" | "weekly";
  digest_at: string;
  digest_on: number;
  next_digest_at: string | null;
}
export const fetchStaffWishes = () => get<StaffWishes>("/api/v1/me/notifications");
export const patchStaffWishes = (changes: Partial<StaffWishes>) =>
  patch<StaffWishes>("/api/v1/me/notifications", changes);
export const fetchInbox = (unread: boolean, signal?: AbortSignal) =>
  get<{ results: Message[] }>(`/api/v1/messages${unread ? "?unread=true" : ""}`, { signal });
