/** Exercises, and how soon something is to be done. */
import type { ExerciseCategory, Urgency } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { look } from "./look";

export const exerciseName = (category: ExerciseCategory | string) =>
  look(
    {
      aquatic: m.exercise_aquatic,
      range_of_motion: m.exercise_range_of_motion,
      strengthening: m.exercise_strengthening,
      balance: m.exercise_balance,
      gait: m.exercise_gait,
      weight_bearing: m.exercise_weight_bearing,
      aerobic: m.exercise_aerobic,
      other: m.exercise_other,
    },
    category,
  );

export const urgencyName = (urgency: Urgency) =>
  look(
    { now: m.urgency_now, soon: m.urgency_soon, routine: m.urgency_routine, info: m.urgency_info },
    urgency,
  );
