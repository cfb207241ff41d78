/** Break-glass: a record of one's clinic, opened without being on its team. */
import { get, post, remove } from "./http";

export interface Opened {
  id: string;
  patient: string;
  until: string;
}
export interface Emergency {
  id: string;
  name: string;
  reason: string;
  since: string;
  until: string;
  open: boolean;
}
const place = (clinic: string) => `/api/v1/clinics/${clinic}/emergencies`;
export const openInEmergency = (
  clinic: string,
  asked: { name: string; birth_year: number; reason: string },
) => post<Opened>(place(clinic), asked);
export const fetchEmergencies = (clinic: string) => get<Emergency[]>(place(clinic));
export const endEmergency = (clinic: string, id: string) => remove<null>(`${place(clinic)}/${id}`);
