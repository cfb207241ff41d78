import { useEffect, useRef, useState } from "preact/hooks";
import { AGAINST_GRAVITY, type Slot } from "~/domain/examination";
import * as m from "~/paraglide/messages";
import { BackIcon } from "~/ui/icons";
import { sayNumber } from "~/ui/words";
import { isTimed, slotName, typedWords, unitSign } from "~/ui/words/examined";

interface Props {
  slot: Slot;
  text: string;
  /** the most that may be entered here */
  most: number;
  onText: (text: string) => void;
  /** typed in one touch, to its end */
  onDone: (text: string) => void;
  onNext: () => void;
}

/** What one thumb needs for the chosen figure: keys, grades, a stopwatch, a counter. */
export function ExaminationPad(props: Props) {
  const { slot, text } = props;
  return (
    <section class="exam-pad" aria-label={slotName(slot)}>
      <div class="exam-pad-head">
        <p class="strong">{slotName(slot)}</p>
        <p class="exam-pad-figure" role="status">
          {text ? typedWords(text) : <span class="quiet">–</span>}{" "}
          <span class="quiet">{unitSign(slot.unit)}</span>
        </p>
      </div>
      {isTimed(slot) && <Stopwatch key={`${slot.name}${slot.side}`} onTime={props.onText} />}
      {slot.unit === "repetitions" && <Counter key={slot.name} text={text} onCount={props.onText} />}
      {slot.unit === "grade" ? <Grades {...props} /> : <Keys {...props} />}
    </section>
  );
}

const FITS = /^-?\d{0,4}(\.\d{0,2})?$/;

function Keys({ slot, text, onText, onNext }: Props) {
  const press = (key: string) => FITS.test(text + key) && onText(text + key);
  const whole = slot.unit === "repetitions";
  const comma = typedWords(".");
  return (
    <>
      <div class="exam-keys" dir="ltr">
        {["1", "2", "3", "4", "5", "6", "7", "8", "9"].map((key) => (
          <button key={key} type="button" class="key" onClick={() => press(key)}>
            {key}
          </button>
        ))}
        {slot.unit === "degrees" ? (
          <button
            type="button"
            class="key"
            aria-label={m.exam_minus()}
            onClick={() => onText(text.startsWith("-") ? text.slice(1) : `-${text}`)}
          >
            ±
          </button>
        ) : (
          <button type="button" class="key" disabled={whole || text.includes(".")} onClick={() => press(".")}>
            {comma}
          </button>
        )}
        <button type="button" class="key" onClick={() => press("0")}>
          0
        </button>
        <button
          type="button"
          class="key"
          aria-label={m.keypad_delete()}
          onClick={() => onText(text.slice(0, -1))}
        >
          <BackIcon />
        </button>
      </div>
      <button type="button" class="button button-wide" onClick={onNext}>
        {m.exam_next()}
      </button>
    </>
  );
}

const GRADES = ["0", "0.5", "1", "1.5", "2", "2.5", "3", "3.5", "4", "4.5", "5"];

/** One touch is the whole grade. Above "against gravity" it is against resistance. */
function Grades({ text, most, onText, onDone, onNext }: Props) {
  return (
    <>
      <div class="exam-keys exam-grades" dir="ltr">
        {GRADES.map((grade) => (
          <button
            key={grade}
            type="button"
            class="key"
            aria-pressed={text === grade}
            disabled={Number(grade) > most}
            onClick={() => onDone(grade)}
          >
            {typedWords(grade)}
          </button>
        ))}
        <button type="button" class="key" aria-label={m.keypad_delete()} onClick={() => onText("")}>
          <BackIcon />
        </button>
      </div>
      {most <= AGAINST_GRAVITY && <p class="small quiet">{m.exam_resistance_locked()}</p>}
      <button type="button" class="button button-wide" onClick={onNext}>
        {m.exam_next()}
      </button>
    </>
  );
}

const TICK_MS = 100;

/** Time that runs on the glass: tenths, from the first touch to the second. */
function useClock() {
  const [since, setSince] = useState<number | null>(null);
  const [, redraw] = useState(0);
  useEffect(() => {
    if (since === null) return;
    const timer = setInterval(() => redraw((count) => count + 1), TICK_MS);
    return () => clearInterval(timer);
  }, [since]);
  return { since, seconds: since === null ? 0 : (performance.now() - since) / 1000, setSince };
}

function Stopwatch({ onTime }: { onTime: (text: string) => void }) {
  const clock = useClock();
  const running = clock.since !== null;
  const press = () => {
    if (!running) return clock.setSince(performance.now());
    onTime(clock.seconds.toFixed(1));
    clock.setSince(null);
  };
  return (
    <div class="exam-watch">
      <button
        type="button"
        class={`button exam-big ${running ? "button-primary" : ""}`}
        aria-pressed={running}
        onClick={press}
      >
        {running ? m.exam_stop({ seconds: sayNumber(clock.seconds) }) : m.exam_start()}
      </button>
    </div>
  );
}

const HALF_MINUTE_S = 30;

/** One touch for each repetition; thirty seconds run beside it, and the count that stands at their end is kept. */
function Counter({ text, onCount }: { text: string; onCount: (text: string) => void }) {
  const clock = useClock();
  const left = Math.max(0, HALF_MINUTE_S - clock.seconds);
  const over = clock.since !== null && left === 0;
  const count = useRef(0);
  count.current = Number(text) || 0;
  useEffect(() => {
    if (over) navigator.vibrate?.(400);
  }, [over]);
  const begin = () => {
    onCount("0");
    clock.setSince(performance.now());
  };
  return (
    <div class="exam-watch">
      <p class="row-apart">
        <button type="button" class="button" onClick={begin}>
          {clock.since === null ? m.exam_half_minute() : m.exam_again()}
        </button>
        <span class="strong" role="timer">
          {clock.since !== null && (over ? m.exam_time_up() : m.exam_left({ seconds: Math.ceil(left) }))}
        </span>
      </p>
      <button
        type="button"
        class="button exam-big"
        disabled={over}
        onClick={() => onCount(String(count.current + 1))}
      >
        {m.exam_one_more()}
      </button>
    </div>
  );
}
