import "./entry.css";
import { useId } from "preact/hooks";
import * as m from "~/paraglide/messages";
import { rangeKeys } from "./range-keys";
import { sayNumber } from "./words";

interface Props {
  label: string;
  value: number | null;
  /** an earlier answer, shown in grey */
  before?: { value: number; say: string } | null;
  onChange: (value: number) => void;
}

/** Eleven stops and a large numeral. A native range underneath: thumb, keyboard and screen reader come with it. */
export function PainSlider({ label, value, before, onChange }: Props) {
  const id = useId();
  const take = (event: Event) => onChange(Number((event.target as HTMLInputElement).value));
  const say = value === null ? m.log_pain_unset() : m.log_pain_value({ value });
  return (
    <div class="pain">
      <div class="pain-head">
        <label for={id}>{label}</label>
        <output for={id} class={`number pain-number ${value === null ? "quiet" : ""}`}>
          {value === null ? "–" : sayNumber(value)}
        </output>
      </div>
      <div class="pain-stage">
        <div class="pain-track" aria-hidden="true">
          {Array.from({ length: 11 }, (_, stop) => (
            <span
              key={stop}
              class={`pain-stop pain-${stop} ${before?.value === stop ? "pain-before" : ""}`}
            />
          ))}
        </div>
        <input
          id={id}
          type="range"
          min="0"
          max="10"
          step="1"
          class={value === null ? "pain-unset" : ""}
          value={value ?? before?.value ?? 5}
          aria-valuetext={say}
          onInput={take}
          onClick={take}
          {...rangeKeys(value === null, take)}
        />
      </div>
      <div class="pain-ends small quiet" aria-hidden="true">
        <span>0 {m.log_pain_none()}</span>
        <span>{m.log_pain_most()} 10</span>
      </div>
      {before && value === null && <p class="small quiet">{before.say}</p>}
    </div>
  );
}
