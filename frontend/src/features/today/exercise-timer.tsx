import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { stepsOf } from "~/domain/exercise-steps";
import type { ProgrammeExercise } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { ExerciseFigure } from "~/ui/exercise-figure";
import { Sheet } from "~/ui/sheet";
import { sideName } from "~/ui/words";
import { doseOf, howOf, nameOf } from "~/ui/words/exercises";

/** Runs one exercise: get ready, hold, rest, side by side; a bell and a buzz where something changes. */
export function ExerciseTimer({
  item,
  onClose,
  onDone,
}: {
  item: ProgrammeExercise;
  onClose: () => void;
  onDone: (minutes: number) => void;
}) {
  const steps = useMemo(() => stepsOf(item), [item]);
  const [began] = useState(Date.now());
  const [at, setAt] = useState(0);
  const [since, setSince] = useState(began);
  const [now, setNow] = useState(began);
  const [paused, setPaused] = useState<number | null>(null);
  const bell = useBell();
  const step = steps[at];
  const gone = ((paused ?? now) - since) / 1_000;
  const left = step?.seconds == null ? null : Math.max(0, Math.ceil(step.seconds - gone));
  const next = (moment = Date.now()) => {
    bell(at + 1 >= steps.length);
    setAt(at + 1);
    setSince(moment);
    setNow(moment);
  };
  useEffect(() => {
    if (!step || paused !== null) return;
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [at, paused]);
  // a screen that slept for a while goes on where it was, one step at a time
  useEffect(() => {
    if (step?.seconds != null && paused === null && gone >= step.seconds) next();
  }, [now]);
  const pause = () => {
    if (paused === null) return setPaused(Date.now());
    const away = Date.now() - paused;
    setSince(since + away);
    setNow(Date.now());
    setPaused(null);
  };
  const minutes = Math.max(1, Math.round((now - began) / 60_000));
  const kinds = {
    ready: m.timer_ready(),
    work: item.hold_seconds ? m.timer_hold() : m.timer_move(),
    "let go": m.timer_let_go(),
    rest: m.timer_rest(),
  };
  return (
    <Sheet title={nameOf(item.exercise)} onClose={onClose}>
      <div class="stack exercise-timer">
        <ExerciseFigure id={item.exercise} size={140} />
        <p class="small quiet">{doseOf(item)}</p>
        {step ? (
          <>
            <p class="timer-step" role="status">
              {[
                kinds[step.kind],
                step.side && sideName(step.side),
                step.repetition && item.repetitions && `${step.repetition}/${item.repetitions}`,
              ]
                .filter(Boolean)
                .join(" · ")}
            </p>
            <p class="timer-figure" role="timer">
              {left ?? (item.repetitions ? `${item.repetitions} ×` : "")}
            </p>
            {(item.sets ?? 1) > 1 && (
              <p class="small quiet">{m.timer_set({ set: step.set, sets: item.sets ?? 1 })}</p>
            )}
            {step.kind === "ready" && <p class="small">{howOf(item.exercise)}</p>}
            <div class="row">
              <button type="button" class="button button-primary grow" onClick={() => next()}>
                {m.timer_next()}
              </button>
              {step.seconds !== null && (
                <button type="button" class="button" aria-pressed={paused !== null} onClick={pause}>
                  {m.timer_pause()}
                </button>
              )}
            </div>
          </>
        ) : (
          <>
            <p class="timer-step" role="status">
              {m.timer_over()}
            </p>
            <button type="button" class="button button-primary button-wide" onClick={() => onDone(minutes)}>
              {m.done()}
            </button>
          </>
        )}
      </div>
    </Sheet>
  );
}

/** Two notes where a step changes, a longer one at the end; a phone without sound buzzes. */
function useBell() {
  const audio = useRef<AudioContext | null>(null);
  useEffect(() => () => void audio.current?.close(), []);
  return (last: boolean) => {
    navigator.vibrate?.(last ? [200, 100, 200] : 150);
    try {
      audio.current ??= new AudioContext();
      const { currentTime, destination } = audio.current;
      const tone = audio.current.createOscillator();
      const volume = audio.current.createGain();
      tone.frequency.value = last ? 660 : 880;
      volume.gain.setValueAtTime(0.2, currentTime);
      volume.gain.exponentialRampToValueAtTime(0.001, currentTime + (last ? 0.9 : 0.35));
      tone.connect(volume).connect(destination);
      tone.start();
      tone.stop(currentTime + 1);
    } catch {
      // a browser without sound still shows and buzzes
    }
  };
}
