import { momentOf } from "../moment";
import type { AnyRecord } from "../records";

/** One dated statement; `seq` is its place in the whole order: day, then moment, then id. */
export interface Fact {
  day: number;
  seq: number;
  key: string;
  kind: string;
  data: AnyRecord;
}

const DAY_MS = 86_400_000;

export const dayNumber = (day: string) =>
  Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10))) / DAY_MS;
export const dayText = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** Rows dated on or before `today`, in the order in which they count. */
export function factsUntil(records: readonly AnyRecord[], today: number): Fact[] {
  const moment = (row: AnyRecord) =>
    row.at || !row.recorded_at ? Date.parse(String(row.at ?? `${row.date}T12:00:00Z`)) : momentOf(row);
  return records
    .map((row) => ({ row, day: dayNumber(row.date), at: moment(row) }))
    .filter(({ day }) => day <= today)
    .sort((a, b) => a.day - b.day || a.at - b.at || (a.row.id < b.row.id ? -1 : 1))
    .map(({ row, day }, seq) => ({ day, seq, key: row.id, kind: row.kind, data: row }));
}
