import type { SeenRow } from "~/api/privacy";
import { type Day, dayOf } from "~/domain/days";

export interface SeenLine extends SeenRow {
  /** How often the same person did the same thing that day. */
  times: number;
}

const sameThing = (a: SeenRow, b: SeenRow) =>
  a.name === b.name &&
  a.role === b.role &&
  a.clinic === b.clinic &&
  a.act === b.act &&
  a.action === b.action &&
  a.kind === b.kind &&
  a.network === b.network &&
  a.script === b.script;

/** Rows newest first, by the reader's day; what one person did over and over on a day is one line with a count. */
export function byDay(rows: readonly SeenRow[], zone: string): { day: Day; lines: SeenLine[] }[] {
  const days: { day: Day; lines: SeenLine[] }[] = [];
  for (const row of rows) {
    const day = dayOf(row.at, zone);
    let last = days.at(-1);
    if (last?.day !== day) {
      last = { day, lines: [] };
      days.push(last);
    }
    const line = last.lines.find((one) => sameThing(one, row));
    if (line) line.times += 1;
    else last.lines.push({ ...row, times: 1 });
  }
  return days;
}
