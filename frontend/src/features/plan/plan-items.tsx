import type { ProgrammeExercise } from "~/domain/records";
import { ExerciseFigure } from "~/ui/exercise-figure";
import { doseOf, howOf, nameOf, watchOf } from "~/ui/words/exercises";

/** The exercises of one category, as they are to be done. */
export const PlanItems = ({ items }: { items: readonly ProgrammeExercise[] }) => (
  <ul class="exercise-items">
    {items.map((item) => (
      <li key={`${item.exercise}${item.side ?? ""}`} class="stack-tight">
        <ExerciseFigure id={item.exercise} size={84} />
        <p class="strong">{nameOf(item.exercise)}</p>
        <p class="small quiet">{doseOf(item)}</p>
        <p class="small">{howOf(item.exercise)}</p>
        {watchOf(item.exercise).map((line) => (
          <p key={line} class="small quiet">
            {line}
          </p>
        ))}
        {item.note && <p class="small pre-line">{item.note}</p>}
      </li>
    ))}
  </ul>
);
