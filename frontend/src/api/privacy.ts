import { call, get, post } from "./http";
import type { components } from "./schema";

export type SeenRow = components["schemas"]["Seen"];
export type SeenPage = components["schemas"]["SeenPage"];
export type Copy = components["schemas"]["Export"];
export type Erasure = components["schemas"]["Erasure"];

/** `next` is the whole address of the next page, as the server gave it. */
export const fetchSeen = (patient: string, next?: string | null) =>
  get<SeenPage>(next ? next.replace(/^https?:\/\/[^/]+/, "") : `/api/v1/patients/${patient}/seen?limit=50`);
export const fetchCopies = () => get<Copy[]>("/api/v1/exports");
export const askCopy = () => post<Copy>("/api/v1/exports");
export const fetchCopy = (id: string) => get<Copy>(`/api/v1/exports/${id}`);
export const fetchErasure = () => get<Erasure>("/api/v1/erasure");
export const askErasure = (password: string) => post<Erasure>("/api/v1/erasure", { password });
export const withdrawErasure = () => call<Erasure>("DELETE", "/api/v1/erasure");
