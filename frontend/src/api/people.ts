/** Invitations, relations, consents, and a clinic's people. */
import { get, patch, post, remove } from "./http";

export type Role = "patient" | "caregiver" | "physiotherapist" | "doctor" | "administrator";
export type Language = "en" | "de";

export interface Look {
  state: "open" | "used" | "revoked" | "expired" | "blocked";
  role: Role;
  clinic: string | null;
  email: string;
  needs_code: boolean;
  has_record: boolean;
  fits: boolean | null;
  inviter: string | null;
  leaves: string | null;
  may_log: boolean;
  may_message: boolean;
}
export interface Invitation {
  id: string;
  role: Role;
  email: string;
  by_code: boolean;
  state: Look["state"];
  created_at: string;
  expires_at: string;
}
export interface Issued extends Invitation {
  link: string;
  qr: string;
  code: string;
  mailed: boolean | null;
}
export interface NewInvitation {
  role: Role;
  patient?: string;
  email?: string;
  send?: boolean;
  may_log?: boolean;
  may_message?: boolean;
  language?: string;
}
export const lookAt = (secret: string) => post<Look>("/api/v1/invitations/look", { secret });
export const takeUp = (fields: Record<string, unknown>) =>
  post<{ role: Role; patient: { id: string } | null }>("/api/v1/invitations/take", fields);
export const invite = (fields: NewInvitation) => post<Issued>("/api/v1/invitations", fields);
export const fetchInvitations = (patient?: string) =>
  get<Invitation[]>(`/api/v1/invitations${patient ? `?patient=${patient}` : ""}`);
export const revokeInvitation = (id: string) => remove<null>(`/api/v1/invitations/${id}`);
export const openOwnRecord = (fields: Record<string, unknown>) =>
  post<{ id: string }>("/api/v1/me/patient", fields);

export interface ConsentState {
  kind: "data_use" | "clinic_sharing" | "email_reminders" | "push_reminders" | "research";
  version: string;
  title: string;
  says: string;
  follows: string;
  holds: boolean;
  history: { version: string; given_at: string; withdrawn_at: string | null }[];
}
export const fetchConsentTexts = (language: string) =>
  get<ConsentState[]>(`/api/v1/consent-texts?language=${language}`);
export const fetchConsents = (patient: string, language: string) =>
  get<ConsentState[]>(`/api/v1/patients/${patient}/consents?language=${language}`);
export const giveConsent = (patient: string, kind: string, version: string, language: string) =>
  post<ConsentState[]>(`/api/v1/patients/${patient}/consents?language=${language}`, { kind, version });
export const withdrawConsent = (patient: string, kind: string, language: string) =>
  post<ConsentState[]>(`/api/v1/patients/${patient}/consents/${kind}/withdraw?language=${language}`);

export interface TeamMember {
  user: number;
  name: string;
  role: string;
  may_log: boolean;
  may_message: boolean;
  since: string;
  until: string | null;
  you: boolean;
}
export const fetchTeam = (patient: string) => get<TeamMember[]>(`/api/v1/patients/${patient}/team`);
export const addToTeam = (patient: string, user: number) =>
  post<TeamMember>(`/api/v1/patients/${patient}/team`, { user });
export const changeCaregiver = (
  patient: string,
  user: number,
  changes: Partial<Pick<TeamMember, "may_log" | "may_message">>,
) => patch<TeamMember>(`/api/v1/patients/${patient}/team/${user}`, changes);
export const removeFromTeam = (patient: string, user: number) =>
  remove<null>(`/api/v1/patients/${patient}/team/${user}`);
export const leaveClinic = (patient: string) => post<null>(`/api/v1/patients/${patient}/leave-clinic`);

export interface ClinicName {
  id: string;
  name: string;
}
export interface Transfer {
  id: string;
  from_clinic: ClinicName;
  to_clinic: ClinicName;
  proposed_at: string;
  decided_at: string | null;
  accepted: boolean | null;
}
export const fetchTransfers = (patient: string) => get<Transfer[]>(`/api/v1/patients/${patient}/transfers`);
export const proposeTransfer = (patient: string, clinic: string) =>
  post<Transfer>(`/api/v1/patients/${patient}/transfers`, { clinic });
export const decideTransfer = (patient: string, transfer: string, accept: boolean) =>
  post<Transfer>(`/api/v1/patients/${patient}/transfers/${transfer}`, { accept });
export const withdrawTransfer = (patient: string, transfer: string) =>
  remove<null>(`/api/v1/patients/${patient}/transfers/${transfer}`);

export interface Staff {
  id: number;
  user: number;
  name: string;
  email: string;
  role: Role;
  since: string;
  /** told to administrators only */
  second_factor?: boolean | null;
}
export const fetchClinics = () => get<ClinicName[]>("/api/v1/clinics");
export const fetchStaff = (clinic: string) => get<Staff[]>(`/api/v1/clinics/${clinic}/members`);
export const endStaff = (clinic: string, membership: number) =>
  remove<null>(`/api/v1/clinics/${clinic}/members/${membership}`);

export const fetchQr = (text: string) => post<{ svg: string }>("/api/v1/qr", { text });
