import { useState } from "preact/hooks";
import type { Day } from "~/domain/days";
import type { AnyRecord } from "~/domain/records";
import { EXERCISES, type ExerciseCategory } from "~/domain/vocabulary";
import { LIMITS } from "~/generated/limits";
import * as m from "~/paraglide/messages";
import { Chips } from "~/ui/chips";
import { ChevronIcon } from "~/ui/icons";
import { KeptLine } from "~/ui/kept-line";
import { readNumber } from "~/ui/read-number";
import { useKeep } from "~/ui/use-keep";
import { exerciseName, sayNumber } from "~/ui/words";

const [LEAST, MOST] = LIMITS.exercise.minutes;

/** Exercise of any kind that was done on a day, whether a programme asked for it or not. It is a note, and proposes nothing. */
export function DidExercise({ day }: { day: Day }) {
  const [category, setCategory] = useState<ExerciseCategory | null>(null);
  const [minutes, setMinutes] = useState("");
  const [wrong, setWrong] = useState<"category" | "minutes" | null>(null);
  const [kept, setKept] = useState<readonly AnyRecord[] | null>(null);
  const [keep, notKept] = useKeep();
  const save = async () => {
    const value = readNumber(minutes);
    const bad =
      category === null
        ? "category"
        : value === null || (value !== undefined && (value < LEAST || value > MOST))
          ? "minutes"
          : null;
    setWrong(bad);
    if (bad === "minutes") document.getElementById("exercise-minutes")?.focus();
    if (bad) return;
    const entry = { kind: "exercise", date: day, category, minutes: value ?? undefined };
    if (!(await keep([entry], undefined, setKept))) return;
    setCategory(null);
    setMinutes("");
  };
  return (
    <details class="fold section">
      <summary>
        <h2>{m.did_exercise_title()}</h2>
        <span class="turn">
          <ChevronIcon />
        </span>
      </summary>
      <div class="stack">
        <p class="small quiet">{m.did_exercise_say()}</p>
        <Chips
          label={m.did_exercise_kind()}
          options={EXERCISES}
          name={exerciseName}
          chosen={category ? [category] : []}
          onToggle={(one) => setCategory(one === category ? null : one)}
        />
        {wrong === "category" && (
          <p class="field-error" role="alert">
            {m.did_exercise_missing()}
          </p>
        )}
        <div class="field">
          <label for="exercise-minutes">{m.field_minutes()}</label>
          <input
            id="exercise-minutes"
            inputMode="decimal"
            value={minutes}
            aria-invalid={wrong === "minutes"}
            aria-describedby={wrong === "minutes" ? "exercise-minutes-wrong" : undefined}
            onInput={(event) => setMinutes((event.target as HTMLInputElement).value)}
            onKeyDown={(event) => {
              // the day around it is another form
              if (event.key !== "Enter") return;
              event.preventDefault();
              void save();
            }}
          />
          {wrong === "minutes" && (
            <p class="field-error" id="exercise-minutes-wrong" role="alert">
              {m.result_range({ low: sayNumber(LEAST), high: sayNumber(MOST) })}
            </p>
          )}
        </div>
        <div>
          <button type="button" class="button" onClick={() => void save()}>
            {m.did_exercise_keep()}
          </button>
        </div>
        {kept && <KeptLine rows={kept} />}
        {notKept}
      </div>
    </details>
  );
}
