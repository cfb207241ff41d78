import type { RecordBase } from "./records";

type Said = Pick<RecordBase, "id" | "recorded_at"> & { received_at?: unknown };

/** When a statement counts as said, in ms: by the device's clock, but never later than the server received it (GUIDANCE §1). */
export const momentOf = (row: Said): number =>
  Math.min(Date.parse(row.recorded_at), row.received_at ? Date.parse(String(row.received_at)) : Infinity);

/** In the order in which statements count within a day: the moment, then the id. */
export const byMoment = (a: Said, b: Said): number => momentOf(a) - momentOf(b) || (a.id < b.id ? -1 : 1);
