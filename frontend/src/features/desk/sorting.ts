import type { WorklistRow } from "~/api/desk";

/** The columns by which the list can be put in order; none: the order of need, under its headings. */
export type Column = "name" | "days" | "pain" | "kept" | "review" | "contact" | "last";
export interface Sorting {
  by: Column;
  down: boolean;
}

const lastOf = (values: readonly (number | null)[] | undefined) =>
  [...(values ?? [])].reverse().find((value) => value != null) ?? null;
const worst = (row: WorklistRow): number | null => {
  const both = [lastOf(row.pain.left), lastOf(row.pain.right)].filter((value) => value !== null);
  return both.length > 0 ? Math.max(...both) : null;
};
const VALUES: Record<Column, (row: WorklistRow) => string | number | null> = {
  name: (row) => row.patient.name,
  days: (row) => row.days_waiting,
  pain: worst,
  kept: (row) => row.adherence.entries,
  review: (row) => row.next_review_on,
  contact: (row) => row.last_contact?.at ?? null,
  last: (row) => row.last_entry_on,
};
/** What one looks for first when a column is pressed: the most days and the strongest pain, but the earliest review. */
const FIRST_DOWN: Record<Column, boolean> = {
  name: false,
  days: true,
  pain: true,
  kept: false,
  review: false,
  contact: false,
  last: false,
};

/** The rows by that column; where it says nothing they come last, whichever way. Equals keep the order of need. */
export function sorted(rows: readonly WorklistRow[], { by, down }: Sorting): WorklistRow[] {
  const value = VALUES[by];
  return [...rows].sort((one, other) => {
    const [a, b] = [value(one), value(other)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    const order = typeof a === "string" ? a.localeCompare(String(b)) : a - Number(b);
    return down ? -order : order;
  });
}

/** Pressing a column: its own first way, then the other, then the order of need again. */
export function pressed(now: Sorting | null, by: Column): Sorting | null {
  if (now?.by !== by) return { by, down: FIRST_DOWN[by] };
  return now.down === FIRST_DOWN[by] ? { by, down: !now.down } : null;
}
