import { useState } from "preact/hooks";
import { type Day, weekday } from "~/domain/days";
import { offered } from "~/domain/programme";
import {
  type AnyRecord,
  type ExerciseRecord,
  holdsLeg,
  type ProgrammeExercise,
  type ProgrammeRecord,
} from "~/domain/records";
import { LEGS } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { useAllowedLoads } from "~/ui/allowed-loads";
import { ExerciseFigure } from "~/ui/exercise-figure";
import { CheckIcon, LockIcon } from "~/ui/icons";
import { KeptLine } from "~/ui/kept-line";
import { PainButtons } from "~/ui/pain-buttons";
import { useKeep } from "~/ui/use-keep";
import { sayNumber } from "~/ui/words";
import { doseOf, howOf, libraryOf, nameOf, watchOf } from "~/ui/words/exercises";
import { ExerciseTimer } from "./exercise-timer";

/** Behind the gate of weight-bearing exercise (clinical contract, §4). */
const GATED = new Set(["weight_bearing", "gait", "aerobic"]);

/** The exercises of one category, one by one: drawn, done on a clock, ticked, or said to be too hard. */
export function ExerciseItems({
  row,
  day,
  done,
}: {
  row: ProgrammeRecord;
  day: Day;
  done: readonly ExerciseRecord[];
}) {
  const known = useAllowedLoads();
  if (!known) return null;
  const legs = LEGS.filter((leg) => known.profile?.load?.[leg] || holdsLeg(known.profile, leg));
  const allowed = legs.map((leg) => known.allowed[leg].load?.status ?? null);
  const open = !GATED.has(row.category) || known.profile?.exercise_gate?.weight_bearing === true;
  const today = (row.items ?? []).filter(
    (item) => !item.weekdays?.length || item.weekdays.includes(weekday(day)),
  );
  return (
    <ul class="exercise-items">
      {today.map((item) => (
        <Item
          key={`${item.exercise}${item.side ?? ""}`}
          {...{ row, item }}
          done={done.find((one) => one.item === item.exercise)}
          locked={!open || !offered(libraryOf(item.exercise)?.weight ?? "FWB", allowed)}
        />
      ))}
    </ul>
  );
}

function Item({
  row,
  item,
  done,
  locked,
}: {
  row: ProgrammeRecord;
  item: ProgrammeExercise;
  done?: ExerciseRecord;
  locked: boolean;
}) {
  const [keep, notKept] = useKeep();
  const [kept, setKept] = useState<readonly AnyRecord[] | null>(null);
  const [timing, setTiming] = useState(false);
  const name = nameOf(item.exercise);
  const log = (more: object) => {
    const entry = { kind: "exercise", category: row.category, item: item.exercise, ...more };
    return keep([entry], undefined, setKept);
  };
  return (
    <li class="exercise-item stack-tight">
      <div class="exercise-item-head">
        <ExerciseFigure id={item.exercise} size={84} />
        <div>
          <p class="strong">{name}</p>
          <p class="small quiet">{doseOf(item)}</p>
        </div>
      </div>
      {item.note && <p class="small pre-line">{item.note}</p>}
      {locked ? (
        <p class="small row">
          <LockIcon size={20} /> {m.exercise_not_now()}
        </p>
      ) : (
        <>
          <details>
            <summary class="small">{m.exercise_how()}</summary>
            <p class="small">{howOf(item.exercise)}</p>
            {watchOf(item.exercise).map((line) => (
              <p key={line} class="small">
                {line}
              </p>
            ))}
          </details>
          {done ? (
            <>
              <p class="saved small row" role="status">
                <CheckIcon size={20} />{" "}
                {[
                  done.too_hard ? m.exercise_too_hard_said() : m.done(),
                  done.pain != null && m.exercise_pain_said({ value: sayNumber(done.pain) }),
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </p>
              {done.pain == null && (
                <details>
                  <summary class="small">{m.exercise_pain_during()}</summary>
                  <PainButtons
                    label={name}
                    value={null}
                    onChange={(pain) => void log({ pain, too_hard: done.too_hard ?? undefined })}
                  />
                </details>
              )}
            </>
          ) : (
            <div class="row">
              <button type="button" class="button" onClick={() => setTiming(true)}>
                {m.exercise_start()}
              </button>
              <button type="button" class="button" onClick={() => void log({ too_hard: false })}>
                {m.done()}
              </button>
              <button type="button" class="button button-quiet" onClick={() => void log({ too_hard: true })}>
                {m.exercise_too_hard()}
              </button>
            </div>
          )}
        </>
      )}
      {kept && <KeptLine rows={kept} />}
      {notKept}
      {timing && (
        <ExerciseTimer
          item={item}
          onClose={() => setTiming(false)}
          onDone={(minutes) =>
            void log({ too_hard: false, minutes }).then((safe) => safe && setTiming(false))
          }
        />
      )}
    </li>
  );
}
