import "./entry.css";
import { useState } from "preact/hooks";
import type { LoadAnswer } from "~/domain/day-form";
import { inPounds, kilogramsOf } from "~/domain/pounds";
import { readersUnit } from "~/domain/readers-unit";
import type { LoadDecision } from "~/domain/records";
import { AIDS, type Aid, type Leg, LOAD_STEPS, type LoadReport } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { AidDrawing } from "./drawings";
import { FootMark } from "./legs";
import { aidName, legName, loadShort } from "./words";

const REPORTS: LoadReport[] = [...LOAD_STEPS, "UNABLE"];
/** A report takes from 1 to 99 percent, and up to 400 kg. */
const MOST_PERCENT = 99;
const MOST_KG = 400;

export function LoadPicker({
  leg,
  value,
  decided,
  onChange,
}: {
  leg: Leg;
  value: LoadAnswer;
  /** what is in force: the amount is asked for in the way in which the person knows it */
  decided?: LoadDecision | null;
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
              onChange({
                ...value,
                // kilograms of a part load are none of a toe-touch, which shows no field for them
                kg: status === "TTWB" ? null : value.kg,
                status: value.status === status ? null : status,
              })
            }
          >
            <FootMark load={{ status, percent: 50 }} side={leg} size={30} />
            {loadShort(status)}
          </button>
        ))}
      </div>
      {value.status === "PWB" && <HowMuch leg={leg} value={value} decided={decided} onChange={onChange} />}
    </fieldset>
  );
}

/** How much of a part load it was: as weight, as on a scale, or in percent of the body. */
function HowMuch({
  leg,
  value,
  decided,
  onChange,
}: {
  leg: Leg;
  value: LoadAnswer;
  decided?: LoadDecision | null;
  onChange: (value: LoadAnswer) => void;
}) {
  const unit = readersUnit();
  const onlyPercent = decided?.percent != null && decided.kg == null;
  const [by, setBy] = useState<"weight" | "percent">(
    value.percent !== null || (value.kg == null && onlyPercent) ? "percent" : "weight",
  );
  const percent = by === "percent";
  const shown = percent
    ? value.percent
    : value.kg == null
      ? null
      : unit === "lb"
        ? inPounds(value.kg)
        : value.kg;
  // what is typed stays as it is typed: "22." is on its way to 22.5
  const [typed, setTyped] = useState<string | null>(null);
  const input = (text: string) => {
    setTyped(text);
    const number = Number(text.replace(",", "."));
    const good = text.trim() !== "" && Number.isFinite(number);
    const kg = unit === "lb" ? kilogramsOf(number) : number;
    onChange({
      status: "PWB",
      percent: percent && good && number >= 1 && number <= MOST_PERCENT ? Math.round(number) : null,
      kg: !percent && good && kg >= 0 && kg <= MOST_KG ? kg : null,
    });
  };
  return (
    <div class="amount">
      <div class="field field-with-unit">
        <label for={`amount-${leg}`}>{percent ? m.log_percent() : m.log_kilograms()}</label>
        <input
          id={`amount-${leg}`}
          type="text"
          inputMode="decimal"
          autocomplete="off"
          value={typed ?? (shown == null ? "" : String(shown))}
          onInput={(event) => input((event.target as HTMLInputElement).value)}
          onBlur={() => setTyped(null)}
        />
        <span>{percent ? "%" : unit}</span>
      </div>
      <button
        type="button"
        class="button button-plain"
        onClick={() => {
          setBy(percent ? "weight" : "percent");
          setTyped(null);
          onChange({ status: "PWB", percent: null, kg: null });
        }}
      >
        {percent ? m.log_amount_weight() : m.log_amount_percent()}
      </button>
    </div>
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
