/** An exercise of the library in words: its name, how it is done, how much, how much the hip bears in it. Loaded with the library. */
import type { ProgrammeExercise } from "~/domain/records";
import { EXERCISE_WORDS } from "~/generated/exercise-words";
import { EXERCISES } from "~/generated/exercises";
import * as m from "~/paraglide/messages";
import { locale } from "../language";
import { aidName } from "./load";
import { sideName } from "./sides";

export type ExerciseId = keyof typeof EXERCISES;
export const IDS = Object.keys(EXERCISES) as ExerciseId[];

const words = () => EXERCISE_WORDS[locale() as keyof typeof EXERCISE_WORDS] ?? EXERCISE_WORDS.en;
export const libraryOf = (id: string) => EXERCISES[id as ExerciseId] ?? null;
export const nameOf = (id: string): string => words().name[id as ExerciseId] ?? id;
export const howOf = (id: string): string => words().how[id as ExerciseId] ?? "";

/** What to watch, and when to stop. */
export function watchOf(id: string): string[] {
  const one = libraryOf(id);
  if (!one) return [];
  const { watch } = words();
  return [one.lightly ? watch.lightly : "", watch[one.category as keyof typeof watch]].filter(Boolean);
}

/** "Load in the hip: like walking (Bergmann 1993)" */
export function hipLoadOf(id: string): string {
  const one = libraryOf(id);
  if (!one) return "";
  const load = words().load[one.load];
  return one.by ? m.exercise_load_by({ load, source: one.by }) : m.exercise_load({ load });
}

/** "3 × 8, hold 5 s, rest 60 s, left" */
export function doseOf(item: ProgrammeExercise): string {
  const { sets, repetitions, hold_seconds, rest_seconds, side, tempo, resistance, aid } = item;
  return [
    sets && repetitions
      ? `${sets} × ${repetitions}`
      : repetitions
        ? `${repetitions} ×`
        : sets
          ? m.dose_sets({ count: sets })
          : "",
    hold_seconds && m.dose_hold({ count: hold_seconds }),
    rest_seconds && m.dose_rest({ count: rest_seconds }),
    side && (side === "both" ? m.dose_both() : sideName(side)),
    tempo && { slow: m.dose_slow(), even: m.dose_even(), brisk: m.dose_brisk() }[tempo],
    resistance,
    aid && aid !== "none" && aidName(aid),
  ]
    .filter(Boolean)
    .join(", ");
}
