/** How this session stands: the only question that a locked one is answered. */
import { call, get } from "./http";

export type Way = "passkey" | "code" | "password" | "clinic";
export interface LockState {
  locked: boolean;
  minutes: number;
  ways: Way[];
}
export const lockState = () => get<LockState>("/api/v1/me/lock");
export const lockNow = () => call<null>("POST", "/api/v1/me/lock");

export interface ClinicLock {
  lock_minutes: number | null;
  server_minutes: number;
}
export const fetchClinicLock = (clinic: string) => get<ClinicLock>(`/api/v1/clinics/${clinic}/lock`);
export const setClinicLock = (clinic: string, minutes: number | null) =>
  call<ClinicLock>("PUT", `/api/v1/clinics/${clinic}/lock`, { lock_minutes: minutes });
