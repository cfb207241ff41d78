/** A clinic's own sign-in: where it begins, with whom one is connected, and what an administrator sets. */
import { call, get, post } from "./http";

export type ClinicRole = "physiotherapist" | "doctor" | "administrator";
export interface SignOnSettings {
  issuer: string;
  client_id: string;
  client_secret?: string;
  has_secret: boolean;
  groups_claim: string;
  roles: Record<string, ClinicRole>;
  second_factor: string[];
  only_way: boolean;
  callback_url: string;
  domains: string[];
}
export type SignOnChange = Omit<SignOnSettings, "has_secret" | "callback_url" | "domains">;
export interface Connection {
  clinic: string;
  name: string;
  connected: boolean;
}

export const fetchOffered = () => get<{ offered: boolean }>("/api/v1/sign-on", { anyone: true });
export const beginSignOn = (email: string) =>
  call<{ location: string }>("POST", "/api/v1/sign-on", { email }, { anyone: true });

/** Where one shows once more who one is, at the clinic's own sign-in. */
export const showAgain = () => post<{ location: string }>("/api/v1/sign-on/again");

export const fetchConnections = () => get<Connection[]>("/api/v1/sign-on/connect");
export const connectSignOn = (clinic: string) =>
  post<{ location: string }>("/api/v1/sign-on/connect", { clinic });
export const disconnectSignOn = (clinic: string) =>
  call<null>("DELETE", "/api/v1/sign-on/connect", { clinic });

const settings = (clinic: string) => `/api/v1/clinics/${clinic}/sign-on`;
export const fetchSignOn = (clinic: string) => get<SignOnSettings>(settings(clinic));
export const setSignOn = (clinic: string, change: SignOnChange) =>
  call<SignOnSettings>("PUT", settings(clinic), change);
export const removeSignOn = (clinic: string) => call<null>("DELETE", settings(clinic));
