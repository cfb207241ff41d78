import { useEffect, useState } from "preact/hooks";
import type { Day } from "~/domain/days";
import type { AnyRecord, ExerciseRecord, ProgrammeRecord } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { storeNow } from "~/store/account";
import { readDraft, writeDraft } from "~/store/draft";
import { CheckIcon } from "~/ui/icons";
import { KeptLine } from "~/ui/kept-line";
import { quietly } from "~/ui/lazily";
import { useKeep } from "~/ui/use-keep";
import { exerciseName } from "~/ui/words";
import { LaterDrawing } from "./drawing";

const ExerciseItems = quietly(() => import("./exercise-items").then((one) => one.ExerciseItems));

/**
 * Either the clock runs and is stopped, or it is said afterwards. Both end in one entry. While the clock runs, repetitions can be
 * counted by touch; the count helps to keep the place and is not recorded: the programme is in minutes.
 */
export function Exercise({
  row,
  day,
  entries,
}: {
  row: ProgrammeRecord;
  day: Day;
  entries: readonly ExerciseRecord[];
}) {
  const items = (row.items?.length ?? 0) > 0;
  const done = entries.find((one) => one.category === row.category && !one.item);
  // among what is half entered: whoever tidies up after other people on this device leaves it alone
  const keepStart = (at: number | null) => writeDraft(storeNow(), `timer.${row.id}`, at);
  const [started, setStarted] = useState(() => readDraft<number>(storeNow(), `timer.${row.id}`));
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    if (!started) return;
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [started]);
  const [keep, notKept] = useKeep();
  const [kept, setKept] = useState<readonly AnyRecord[] | null>(null);
  const [count, setCount] = useState(0);
  const begin = () => {
    setCount(0);
    const at = Date.now();
    keepStart(at);
    setNow(at);
    setStarted(at);
  };
  const log = (minutes: number | null | undefined) => {
    const entry = { kind: "exercise", category: row.category, minutes: minutes ?? undefined };
    void keep([entry], undefined, setKept).then((done) => {
      // the clock runs on until what it measured is on the phone
      if (!done) return;
      keepStart(null);
      setStarted(null);
    });
  };
  const seconds = started ? Math.max(0, Math.floor((now - started) / 1_000)) : 0;
  return (
    <li class="today-exercise">
      <LaterDrawing size={44} draw={(all) => <all.ExerciseDrawing category={row.category} size={44} />} />
      <div class="grow">
        <p class="strong">{exerciseName(row.category)}</p>
        {row.minutes != null && <p class="small quiet">{m.minutes({ count: row.minutes })}</p>}
      </div>
      {done ? (
        <p class="saved small row">
          <CheckIcon size={20} /> {done.minutes ? m.exercise_logged({ count: done.minutes }) : m.done()}
        </p>
      ) : started ? (
        <div class="row">
          <span class="today-clock" role="timer">
            {Math.floor(seconds / 60)}:{String(seconds % 60).padStart(2, "0")}
          </span>
          <button type="button" class="button" onClick={() => setCount(count + 1)}>
            {m.exercise_count({ count })}
          </button>
          <button
            type="button"
            class="button button-primary"
            onClick={() => log(Math.max(1, Math.round(seconds / 60)))}
          >
            {m.exercise_stop()}
          </button>
        </div>
      ) : items ? null : (
        <div class="row">
          <button type="button" class="button" onClick={begin}>
            {m.exercise_start()}
          </button>
          <button type="button" class="button" onClick={() => log(row.minutes)}>
            {m.exercise_log()}
          </button>
        </div>
      )}
      {items && (
        <div class="today-how">
          <ExerciseItems {...{ row, day }} done={entries.filter((one) => one.category === row.category)} />
        </div>
      )}
      {kept && (
        <div class="today-how">
          <KeptLine rows={kept} />
        </div>
      )}
      {notKept}
      {row.instructions && !done && (
        <details class="today-how" open={started !== null}>
          <summary>{m.exercise_how()}</summary>
          <p class="pre-line">{row.instructions}</p>
        </details>
      )}
    </li>
  );
}
