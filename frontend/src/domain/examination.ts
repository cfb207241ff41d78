/** An examination of both sides: what its form asks for, and the single records that it becomes. */
import type { Day } from "./days";
import { uuid7 } from "./ids";
import type { AnyRecord } from "./records";
import { AIDS, type Aid, LEGS, type Leg } from "./vocabulary";

export const MOVEMENTS = [
  "flexion",
  "extension",
  "abduction",
  "adduction",
  "internal_rotation",
  "external_rotation",
] as const;
export const MUSCLES = [
  "flexors",
  "extensors",
  "abductors",
  "adductors",
  "quadriceps",
  "hamstrings",
] as const;
export const TESTS = [
  "timed_up_and_go",
  "sit_to_stand_5",
  "chair_stand_30s",
  "single_leg_stance",
  "walk_10m",
  "walk_6min",
  "stairs_up",
  "stairs_down",
] as const;
export const GAITS = ["antalgic", "trendelenburg", "short_step", "circumduction"] as const;
export const MODES = ["passive", "active"] as const;
export const ANGLE_TOOLS = ["goniometer", "inclinometer", "by_eye"] as const;
export const FORCE_TOOLS = ["handheld_dynamometer", "fixed_dynamometer"] as const;
export type Movement = (typeof MOVEMENTS)[number];
export type Muscle = (typeof MUSCLES)[number];
export type Test = (typeof TESTS)[number];
export type Gait = (typeof GAITS)[number];
export type Mode = (typeof MODES)[number];
export type Tool = (typeof ANGLE_TOOLS)[number] | (typeof FORCE_TOOLS)[number];
export type Strength = "grade" | "newtons";
export type Unit = "degrees" | "grade" | "newtons" | "s" | "repetitions" | "m";

/** What each test counts, and whether it is done on each leg by itself. */
export const UNIT_OF: Record<Test, Unit> = {
  timed_up_and_go: "s",
  sit_to_stand_5: "s",
  chair_stand_30s: "repetitions",
  single_leg_stance: "s",
  walk_10m: "s",
  walk_6min: "m",
  stairs_up: "s",
  stairs_down: "s",
};
export const EACH_LEG: readonly Test[] = ["single_leg_stance"];
/** walked with an aid or without: another aid is another test */
export const WITH_AID: readonly Test[] = [
  "timed_up_and_go",
  "walk_10m",
  "walk_6min",
  "stairs_up",
  "stairs_down",
];
/** Grades above it are against resistance. */
export const AGAINST_GRAVITY = 3;

export type Where = Leg | "both";
/** One figure of the form: what, how, and on which side. */
export interface Slot {
  thing: "movement" | "muscle" | "test";
  name: Movement | Muscle | Test;
  side: Where;
  unit: Unit;
  mode?: Mode;
}
export const keyOf = ({ name, side, unit, mode }: Slot) => [name, side, unit, mode ?? ""].join(":");

export interface Figure {
  /** with a point, whatever the reader's sign is */
  text: string;
  painful?: boolean;
}
export interface Examined {
  mode: Mode;
  angles: Tool;
  forces: Tool;
  strength: Strength;
  aid: Aid;
  figures: Record<string, Figure>;
  gait: Record<Leg, Gait[]>;
  /** looked at, and nothing found */
  gaitNone: boolean;
  shorter: Leg | null;
  millimetres: string;
  kilograms: string;
}
export const nothingExamined = (aid?: Aid | null): Examined => ({
  mode: "passive",
  angles: "goniometer",
  forces: "handheld_dynamometer",
  strength: "grade",
  aid: aid && AIDS.includes(aid) ? aid : "none",
  figures: {},
  gait: { left: [], right: [] },
  gaitNone: false,
  shorter: null,
  millimetres: "",
  kilograms: "",
});

const rows = (names: readonly Slot["name"][], of: Omit<Slot, "name" | "side">): Slot[][] =>
  names.map((name) => LEGS.map((side) => ({ ...of, name, side })));
export const motionRows = (mode: Mode) => rows(MOVEMENTS, { thing: "movement", unit: "degrees", mode });
export const strengthRows = (unit: Strength) => rows(MUSCLES, { thing: "muscle", unit });
export const testRows = (): Slot[][] =>
  TESTS.map((name) => {
    const of = { thing: "test" as const, name, unit: UNIT_OF[name] };
    return EACH_LEG.includes(name)
      ? LEGS.map((side) => ({ ...of, side }))
      : [{ ...of, side: "both" as const }];
  });
/** Every figure that the form can hold, in the order of the form. */
export const allSlots = (): Slot[] =>
  [
    ...MODES.flatMap((mode) => motionRows(mode)),
    ...strengthRows("grade"),
    ...strengthRows("newtons"),
    ...testRows(),
  ].flat();

/** As the server's (backend/records/kinds/examination.py): a slip is seen before it is sent. */
export const RANGE: Record<Unit, readonly [number, number]> = {
  degrees: [-30, 180],
  grade: [0, 5],
  newtons: [0, 2000],
  s: [0, 5000],
  repetitions: [0, 5000],
  m: [0, 5000],
};

/** Typed to its end: nothing of its size could follow. 2 to 9 begin two digits, 1 may begin three where the joint goes so far. */
export function typedToTheEnd(slot: Slot, text: string): boolean {
  if (slot.unit !== "degrees") return false;
  const digits = text.replace("-", "");
  const long = slot.name === "flexion" && digits.startsWith("1");
  return digits.length >= (long ? 3 : 2);
}

export const numberIn = (text: string): number | null =>
  /^-?\d+(\.\d+)?$/.test(text) && Number.isFinite(Number(text)) ? Number(text) : null;

/** What is wrong with a figure: not a number, or out of what is possible. */
export function isWrong(slot: Pick<Slot, "unit">, text: string): boolean {
  if (text === "") return false;
  const value = numberIn(text);
  const [low, high] = RANGE[slot.unit];
  return value === null || value < low || value > high;
}

const LENGTH = [1, 100] as const;
const WEIGHT = [20, 400] as const;
const within = (text: string, [low, high]: readonly [number, number]) => {
  const value = numberIn(text);
  return value !== null && value >= low && value <= high;
};
export const wrongLength = (form: Examined) => form.millimetres !== "" && !within(form.millimetres, LENGTH);
export const wrongWeight = (form: Examined) => form.kilograms !== "" && !within(form.kilograms, WEIGHT);

/** The locks, as the server says them: part → leg that forbids it → why. */
export type Locks = Record<string, Partial<Record<Leg, string>>>;

/** Which legs forbid this figure, each with why; none: it may be taken. */
export function lockedBy(slot: Slot, locks: Locks): [Leg, string][] {
  if (slot.thing === "movement") return [];
  const forbidden = locks[slot.thing === "muscle" ? "resistance" : slot.name] ?? {};
  const legs = LEGS.filter((leg) => (slot.side === "both" || slot.side === leg) && forbidden[leg]);
  return legs.map((leg) => [leg, forbidden[leg]!]);
}
/** Of a muscle whose leg may bear no resistance, grades up to "against gravity" stay open. */
export const mostOf = (slot: Slot, locks: Locks): number | null => {
  if (lockedBy(slot, locks).length === 0) return RANGE[slot.unit][1];
  return slot.unit === "grade" ? AGAINST_GRAVITY : null;
};

/** The newest figure before this one that was taken in the same way on the same side. */
export function lastOf(slot: Slot, records: readonly AnyRecord[]): AnyRecord | null {
  const field = slot.thing === "movement" ? "degrees" : slot.thing === "muscle" ? slot.unit : "value";
  return (
    records.findLast(
      (row) =>
        row.kind === "examination" &&
        row[slot.thing] === slot.name &&
        typeof row[field] === "number" &&
        (row.side ?? "both") === slot.side &&
        (slot.mode === undefined || row.mode === slot.mode),
    ) ?? null
  );
}
export const figureOf = (row: AnyRecord): number | null => {
  const value = row.degrees ?? row.grade ?? row.newtons ?? row.value;
  return typeof value === "number" ? value : null;
};

/** The single records of one examination, in the order of the form; with what must not be there twice left to `stamped`. */
export function recordsOf(form: Examined, day: Day): Record<string, unknown>[] {
  const base = { kind: "examination", date: day };
  const out: Record<string, unknown>[] = [];
  for (const slot of allSlots()) {
    const figure = form.figures[keyOf(slot)];
    const value = figure ? numberIn(figure.text) : null;
    if (!figure || value === null) continue;
    const pain = figure.painful === undefined ? {} : { painful: figure.painful };
    const where = { ...base, side: slot.side, [slot.thing]: slot.name };
    if (slot.thing === "movement")
      out.push({ ...where, degrees: value, mode: slot.mode, tool: form.angles, ...pain });
    else if (slot.thing === "muscle")
      out.push({
        ...where,
        [slot.unit]: value,
        ...(slot.unit === "newtons" ? { tool: form.forces } : {}),
        ...pain,
      });
    else {
      const aid = WITH_AID.includes(slot.name as Test) ? { aid: form.aid } : {};
      out.push({ ...where, value, ...aid, ...pain });
    }
  }
  for (const side of LEGS) if (form.gait[side].length > 0) out.push({ ...base, side, gait: form.gait[side] });
  if (form.gaitNone) out.push({ ...base, gait: ["none"] });
  const shorter = numberIn(form.millimetres);
  if (form.shorter && shorter !== null)
    out.push({ ...base, side: form.shorter, leg_length_difference_mm: shorter });
  const weight = numberIn(form.kilograms);
  if (weight !== null) out.push({ kind: "body_weight", date: day, kg: weight });
  return out;
}

export interface Stamp {
  id: string;
  recorded_at: string;
}
/** Each with an id and a moment of its own. The same content gets the same again: what arrived at the first press is not there twice after the second. */
export function stamped(
  records: readonly Record<string, unknown>[],
  stamps: Map<string, Stamp>,
  now: Date,
): Record<string, unknown>[] {
  return records.map((record) => {
    const said = JSON.stringify(record);
    const stamp = stamps.get(said) ?? { id: uuid7(now.getTime()), recorded_at: now.toISOString() };
    stamps.set(said, stamp);
    return { ...record, ...stamp };
  });
}
