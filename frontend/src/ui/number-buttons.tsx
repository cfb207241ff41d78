import "./entry.css";
import { useId, useRef } from "preact/hooks";
import * as m from "~/paraglide/messages";
import { sayNumber } from "./words";

interface Props {
  label: string;
  values: readonly number[];
  value: number | null;
  onChange: (value: number) => void;
  /** what the lowest and the highest number mean */
  ends?: [string, string];
  /** an earlier answer, marked and said below */
  before?: { value: number; say: string } | null;
  /** a small button adds a half to the chosen number */
  halves?: boolean;
  /** the colours of pain, from sand to brick */
  pain?: boolean;
  id?: string;
}

/**
 * One number out of a few, each a button of its own. Underneath lies a group of radio buttons, so that the keyboard and a
 * screen reader find what they know. A finger that scrolls over it changes nothing: the browser then cancels the touch.
 */
export function NumberButtons({ label, values, value, onChange, ends, before, halves, pain, id }: Props) {
  const name = useId();
  const down = useRef<{ pointer: number; number: number } | null>(null);
  const whole = value === null || !halves ? value : Math.floor(value);
  const half = value !== null && value !== whole;
  const last = values.at(-1)!;
  const take = (number: number) => {
    if (number !== value) onChange(number);
  };
  const meaning = (number: number) => (number === values[0] ? ends?.[0] : number === last ? ends?.[1] : "");
  /** A finger that rests on a number for a while and is lifted there means it, too: the browser sends no click then. */
  const lifted = (event: PointerEvent, number: number) => {
    const began = down.current;
    down.current = null;
    if (began?.pointer !== event.pointerId || began.number !== number) return;
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const [x, y] = [event.clientX, event.clientY];
    if (x >= box.left && x <= box.right && y >= box.top && y <= box.bottom) take(number);
  };
  return (
    <div class={`numbers ${pain ? "numbers-pain" : ""}`} id={id}>
      <div class="numbers-head" aria-hidden="true">
        <span class="strong">{label}</span>
        <span class={`number numbers-chosen ${value === null ? "quiet" : ""}`}>
          {value === null ? "–" : sayNumber(value)}
        </span>
      </div>
      <div role="radiogroup" class="numbers-grid" aria-label={label}>
        {values.map((number) => (
          <label
            key={number}
            class={`number-button ${pain ? `pain-${number}` : ""} ${before?.value === number ? "number-before" : ""}`}
            onPointerDown={(event) => {
              down.current = event.pointerType === "mouse" ? null : { pointer: event.pointerId, number };
            }}
            onPointerUp={(event) => lifted(event, number)}
            onPointerCancel={() => {
              down.current = null;
            }}
          >
            <input
              type="radio"
              name={name}
              class="visually-hidden"
              value={number}
              checked={whole === number}
              aria-label={[sayNumber(number), meaning(number)].filter(Boolean).join(", ")}
              // a click on the number that a half was added to takes the half away, and is no change of the radio button
              onClick={() => take(number)}
              onChange={() => take(number)}
              onKeyDown={(event) => {
                // Enter would send the form that the number is part of
                if (event.key !== "Enter") return;
                event.preventDefault();
                take(number);
              }}
            />
            <span aria-hidden="true">{sayNumber(number)}</span>
          </label>
        ))}
        {halves && (
          <button
            type="button"
            class="number-button number-half"
            aria-pressed={half}
            aria-label={m.number_half()}
            disabled={whole === null || whole === last}
            onClick={() => whole !== null && onChange(half ? whole : whole + 0.5)}
          >
            ½
          </button>
        )}
      </div>
      {ends && (
        <div class="numbers-ends small quiet" aria-hidden="true">
          <span>
            {sayNumber(values[0]!)} {ends[0]}
          </span>
          <span>
            {ends[1]} {sayNumber(last)}
          </span>
        </div>
      )}
      {before && value === null && <p class="small quiet">{before.say}</p>}
    </div>
  );
}
