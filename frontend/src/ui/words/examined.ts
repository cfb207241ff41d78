/** The words of an examination. Those that the server has too stand in backend/languages. */
import type { Gait, Mode, Movement, Muscle, Slot, Test, Tool, Unit, Where } from "~/domain/examination";
import { UNIT_OF } from "~/domain/examination";
import * as m from "~/paraglide/messages";
import { intl } from "~/ui/language";
import { sideName } from "./sides";
import { sayNumber } from "./times";

const NAMES: Record<Movement | Muscle | Test, () => string> = {
  flexion: m.exam_flexion,
  extension: m.exam_extension,
  abduction: m.exam_abduction,
  adduction: m.exam_adduction,
  internal_rotation: m.exam_internal_rotation,
  external_rotation: m.exam_external_rotation,
  flexors: m.exam_flexors,
  extensors: m.exam_extensors,
  abductors: m.exam_abductors,
  adductors: m.exam_adductors,
  quadriceps: m.exam_quadriceps,
  hamstrings: m.exam_hamstrings,
  timed_up_and_go: m.exam_timed_up_and_go,
  sit_to_stand_5: m.exam_sit_to_stand_5,
  chair_stand_30s: m.exam_chair_stand_30s,
  single_leg_stance: m.exam_single_leg_stance,
  walk_10m: m.exam_walk_10m,
  walk_6min: m.exam_walk_6min,
  stairs_up: m.exam_stairs_up,
  stairs_down: m.exam_stairs_down,
};
const GAIT: Record<Gait, () => string> = {
  antalgic: m.exam_antalgic,
  trendelenburg: m.exam_trendelenburg,
  short_step: m.exam_short_step,
  circumduction: m.exam_circumduction,
};
const TOOL: Record<Tool, () => string> = {
  goniometer: m.exam_goniometer,
  inclinometer: m.exam_inclinometer,
  by_eye: m.exam_by_eye,
  handheld_dynamometer: m.exam_handheld_dynamometer,
  fixed_dynamometer: m.exam_fixed_dynamometer,
};
export const figureName = (name: Slot["name"]) => NAMES[name]();
export const gaitName = (gait: Gait) => GAIT[gait]();
export const toolName = (tool: Tool) => TOOL[tool]();
export const modeName = (mode: Mode) => (mode === "active" ? m.exam_active() : m.exam_passive());

/** "95°", "4", "120 N", "8.4 s", "11 ×", "320 m" */
export const withUnit = (value: number, unit: Unit): string => {
  const figure = sayNumber(value, unit === "s" ? 2 : 1);
  return {
    degrees: `${figure}°`,
    grade: figure,
    newtons: `${figure} N`,
    s: `${figure} s`,
    repetitions: `${figure} ×`,
    m: `${figure} m`,
  }[unit];
};
/** what stands behind the field while somebody types */
export const unitSign = (unit: Unit): string =>
  ({ degrees: "°", grade: "/ 5", newtons: "N", s: "s", repetitions: "×", m: "m" })[unit];

const comma = () => (1.5).toLocaleString(intl()).replace(/\d/g, "") || ".";
/** As it was typed, in the reader's signs. */
export const typedWords = (text: string) => text.replace("-", "−").replace(".", comma());

export const whereName = (side: Where) => (side === "both" ? null : sideName(side));
export const slotName = (slot: Slot) =>
  [figureName(slot.name), whereName(slot.side)].filter(Boolean).join(", ");
export const isTimed = (slot: Slot) => slot.thing === "test" && UNIT_OF[slot.name as Test] === "s";

/** One record as it is said in a line: "Flexion, left 95°, passive, pain during". */
export function examinedWords(entry: {
  movement?: Movement | null;
  degrees?: number | null;
  mode?: Mode | null;
  muscle?: Muscle | null;
  grade?: number | null;
  newtons?: number | null;
  test?: Test | null;
  value?: number | null;
  gait?: readonly (Gait | "none")[] | null;
  leg_length_difference_mm?: number | null;
  painful?: boolean | null;
}): string {
  const { movement, muscle, test } = entry;
  const figure = (value: number | null | undefined, unit: Unit) =>
    value == null ? "" : ` ${withUnit(value, unit)}`;
  return [
    movement && `${figureName(movement)}${figure(entry.degrees, "degrees")}`,
    entry.mode && modeName(entry.mode),
    muscle && `${figureName(muscle)}${figure(entry.grade, "grade")}${figure(entry.newtons, "newtons")}`,
    test && `${figureName(test)}${figure(entry.value, UNIT_OF[test])}`,
    ...(entry.gait ?? []).map((one) => (one === "none" ? m.exam_gait_none() : gaitName(one))),
    entry.leg_length_difference_mm != null &&
      `${m.exam_leg_length()} ${sayNumber(entry.leg_length_difference_mm)} mm`,
    entry.painful && m.exam_painful(),
  ]
    .filter(Boolean)
    .join(", ");
}
