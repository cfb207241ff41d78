import "./exercise-figure.css";
import { EXERCISES } from "~/generated/exercises";
import * as m from "~/paraglide/messages";

/** Where an exercise begins and where it ends, by the one hand that draws all of them. The words stand beside it. */
export function ExerciseFigure({ id, size = 96 }: { id: string; size?: number }) {
  const one = EXERCISES[id as keyof typeof EXERCISES];
  if (!one) return null;
  return (
    <span class="exercise-figure" role="img" aria-label={m.exercise_drawing()}>
      {[one.start, one.end].map(([around, far, near], index) => (
        <svg
          key={index}
          width={size}
          height={(size * (110 - one.top)) / 120}
          viewBox={`0 ${one.top} 120 ${110 - one.top}`}
          aria-hidden="true"
        >
          <path d={around} class="figure-around" />
          <path d={far} class="figure-far" />
          <path d={near} class="figure-near" />
        </svg>
      ))}
    </span>
  );
}
