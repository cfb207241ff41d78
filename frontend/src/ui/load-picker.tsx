import "./entry.css";
import { AIDS, type Aid, type Leg, LOAD_STEPS, type LoadReport } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { AidDrawing } from "./drawings";
import { FootMark } from "./legs";
import { aidName, legName, loadShort } from "./words";

export interface LoadAnswer {
  status: LoadReport | null;
  percent: number | null;
}

const REPORTS: LoadReport[] = [...LOAD_STEPS, "UNABLE"];

export function LoadPicker({
  leg,
  value,
  onChange,
}: {
  leg: Leg;
  value: LoadAnswer;
  onChange: (value: LoadAnswer) => void;
}) {
  return (
    <fieldset class="stack-tight">
      <legend class={`side-mark side-${leg}`}>{legName(leg)}</legend>
      <div class="steps">
        {REPORTS.map((status) => (
          <button
            key={status}
            type="button"
            class="step"
            aria-pressed={value.status === status}
            onClick={() =>
              onChange({ status: value.status === status ? null : status, percent: value.percent })
            }
          >
            <FootMark load={{ status, percent: 50 }} side={leg} size={30} />
            {loadShort(status)}
          </button>
        ))}
      </div>
      {value.status === "PWB" && (
        <div class="field field-with-unit">
          <label for={`percent-${leg}`}>{m.log_percent()}</label>
          <input
            id={`percent-${leg}`}
            type="number"
            inputMode="numeric"
            min="1"
            max="99"
            value={value.percent ?? ""}
            onInput={(event) => {
              const number = Number((event.target as HTMLInputElement).value);
              onChange({ status: "PWB", percent: number >= 1 && number <= 99 ? Math.round(number) : null });
            }}
          />
          <span>%</span>
        </div>
      )}
    </fieldset>
  );
}

export function AidPicker({ value, onChange }: { value: Aid | null; onChange: (aid: Aid | null) => void }) {
  return (
    <fieldset class="stack-tight">
      <legend class="strong">{m.log_aid()}</legend>
      <div class="chips">
        {AIDS.map((aid) => (
          <button
            key={aid}
            type="button"
            class="chip chip-picture"
            aria-pressed={value === aid}
            onClick={() => onChange(value === aid ? null : aid)}
          >
            <AidDrawing aid={aid} size={36} />
            {aidName(aid)}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
