/** An examination at a glance, as backend/guidance/examined.py makes it. */
import { EXAMINED } from "~/generated/measures";
import type { Day } from "./days";
import { leastChange, type Measure, type Reading, type Verdict, verdict } from "./errors";
import type { Mode, Slot, Test, Unit } from "./examination";
import { UNIT_OF } from "./examination";
import type { AnyRecord } from "./records";

const SIDES = ["left", "right", "both", "unknown"] as const;
const MODES = ["passive", "active", ""] as const;
const FIELDS = ["degrees", "grade", "newtons", "value"] as const;
type Field = (typeof FIELDS)[number];

export interface Point {
  day: Day;
  value: number;
  painful: boolean;
}
export interface Examined {
  thing: Slot["thing"];
  name: Slot["name"];
  side: (typeof SIDES)[number];
  mode: Mode | "";
  field: Field;
  points: Point[];
  first: Reading;
  last: Reading;
  /** null: there is one figure alone */
  verdict: Verdict | null;
}

export const measureOf = (row: Pick<Examined, "name" | "field">): Measure =>
  (row.field === "degrees"
    ? "hip_motion"
    : row.field === "value"
      ? row.name
      : `strength_${row.field}`) as Measure;
export const unitOf = (row: Pick<Examined, "name" | "field">): Unit =>
  row.field === "value" ? UNIT_OF[row.name as Test] : row.field;
export const errorOf = (row: Examined): number | null => leastChange(measureOf(row), row.first.value);

const readingOf = (record: AnyRecord, field: Field): Reading => ({
  value: record[field] as number,
  how: {
    tool: record.tool as string | undefined,
    aid: record.aid as string | undefined,
    mode: record.mode as string | undefined,
    rater: record.author?.name || null,
    unit: field,
  },
});

/** One row for each figure, in the order of the form: records of one patient, oldest first. */
export function reviewed(records: readonly AnyRecord[]): Examined[] {
  const series = new Map<string, { order: number[]; rows: AnyRecord[] }>();
  for (const record of records) {
    if (record.kind !== "examination") continue;
    FIELDS.forEach((field, at) => {
      const thing = field === "degrees" ? "movement" : field === "value" ? "test" : "muscle";
      const place = EXAMINED.findIndex(([one, name]) => one === thing && name === record[thing]);
      if (typeof record[field] !== "number" || place < 0) return;
      const order = [
        place,
        MODES.indexOf((record.mode ?? "") as Mode),
        at,
        SIDES.indexOf((record.side ?? "both") as "left"),
      ];
      const key = order.join();
      const known = series.get(key) ?? { order, rows: [] };
      known.rows.push(record);
      series.set(key, known);
    });
  }
  return [...series.values()]
    .sort((a, b) => a.order.map((one, index) => one - b.order[index]!).find((one) => one !== 0) ?? 0)
    .map(({ order, rows }) => rowOf(order, rows));
}

function rowOf([place, mode, at, side]: number[], rows: AnyRecord[]): Examined {
  const [thing, name] = EXAMINED[place!]!;
  const field = FIELDS[at!]!;
  const row = { thing, name, side: SIDES[side!]!, mode: MODES[mode!]!, field } as Omit<Examined, "verdict">;
  const first = readingOf(rows[0]!, field);
  const last = readingOf(rows.at(-1)!, field);
  const points = rows.map((one) => ({
    day: one.date,
    value: one[field] as number,
    painful: one.painful === true,
  }));
  return {
    ...row,
    points,
    first,
    last,
    verdict: rows.length > 1 ? verdict(measureOf(row), first, last) : null,
  };
}

/** Left less right of the last figures; null where they were not taken in the same way. */
export function acrossSides(rows: readonly Examined[]): number | null {
  const left = rows.find((row) => row.side === "left");
  const right = rows.find((row) => row.side === "right");
  if (!left || !right) return null;
  if (verdict(measureOf(left), left.last, right.last).said === "not_comparable") return null;
  return left.last.value - right.last.value;
}
