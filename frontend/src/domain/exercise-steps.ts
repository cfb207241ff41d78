/** How one exercise runs on a clock: get ready, work, rest, side by side and set by set. */
import type { ProgrammeExercise } from "./records";

/** To get into place, and to let go between two holds (ours). */
export const READY_SECONDS = 5;
const LET_GO_SECONDS = 3;
const REST_SECONDS = 30;

export interface Step {
  kind: "ready" | "work" | "let go" | "rest";
  /** null: as long as it takes; a touch ends it */
  seconds: number | null;
  set: number;
  side: "left" | "right" | null;
  repetition: number | null;
}

/** Both sides, where both are to be done, each in its turn; a hold is counted out, repetitions without one are not. */
export function stepsOf(item: ProgrammeExercise): Step[] {
  const sets = item.sets ?? 1;
  const sides = item.side === "both" ? (["left", "right"] as const) : [item.side ?? null];
  const steps: Step[] = [];
  for (let set = 1; set <= sets; set += 1) {
    for (const side of sides) {
      steps.push({ kind: "ready", seconds: READY_SECONDS, set, side, repetition: null });
      const holds = item.hold_seconds ? (item.repetitions ?? 1) : 0;
      if (holds === 0) steps.push({ kind: "work", seconds: null, set, side, repetition: null });
      for (let repetition = 1; repetition <= holds; repetition += 1) {
        if (repetition > 1) steps.push({ kind: "let go", seconds: LET_GO_SECONDS, set, side, repetition });
        steps.push({ kind: "work", seconds: item.hold_seconds!, set, side, repetition });
      }
    }
    if (set < sets)
      steps.push({
        kind: "rest",
        seconds: item.rest_seconds ?? REST_SECONDS,
        set,
        side: null,
        repetition: null,
      });
  }
  return steps;
}
