import { call, get, post, remove } from "./http";
import type { components } from "./schema";

export type Batch = components["schemas"]["Batch"];

/** A large file over a slow line takes its time; the server answers as soon as it has it. */
const PATIENCE = 10 * 60_000;

export const fetchImports = (clinic: string) => get<Batch[]>(`/api/v1/clinics/${clinic}/imports`);
export const fetchImport = (id: string) => get<Batch>(`/api/v1/imports/${id}`);
export const bringAlong = (clinic: string, file: File, source: string) =>
  call<Batch>(
    "POST",
    `/api/v1/clinics/${clinic}/imports?${new URLSearchParams({ name: file.name, ...(source ? { source } : {}) })}`,
    file,
    { timeout: PATIENCE },
  );
export const applyImport = (id: string) => post<Batch>(`/api/v1/imports/${id}/apply`);
export const undoImport = (id: string) => post<Batch>(`/api/v1/imports/${id}/undo`);
export const discardImport = (id: string) => remove(`/api/v1/imports/${id}`);
