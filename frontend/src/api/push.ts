import { call, get, post } from "./http";

export const fetchPushKey = () => get<{ key: string | null }>("/api/v1/push/key");
export const registerPush = (subscription: { endpoint: string; keys: { p256dh: string; auth: string } }) =>
  post<null>("/api/v1/push/subscriptions", subscription);
export const forgetPush = (endpoint: string) =>
  call<null>("DELETE", "/api/v1/push/subscriptions", { endpoint });
export const openCalendar = (patient: string) =>
  post<{ url: string }>(`/api/v1/patients/${patient}/calendar`);
