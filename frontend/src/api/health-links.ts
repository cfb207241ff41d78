/** A patient's links to their own summary. */
import { get, post, remove } from "./http";
import type { components } from "./schema";

export type HealthLink = components["schemas"]["HealthLink"];
export type IssuedLink = components["schemas"]["IssuedLink"];
export type NewLink = components["schemas"]["MakeLinkRequest"];
export type Lasts = NewLink["lasts"];

const place = (patient: string) => `/api/v1/patients/${patient}/health-links`;
export const fetchLinks = (patient: string) => get<HealthLink[]>(place(patient));
export const makeLink = (patient: string, wish: NewLink) => post<IssuedLink>(place(patient), wish);
export const showLink = (patient: string, id: string) => get<IssuedLink>(`${place(patient)}/${id}`);
export const endLink = (patient: string, id: string) => remove<null>(`${place(patient)}/${id}`);
