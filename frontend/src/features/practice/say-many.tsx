import { useState } from "preact/hooks";
import { kilogramsOf } from "~/domain/pounds";
import type { WeightUnit } from "~/domain/records";
import * as m from "~/paraglide/messages";

/** The numbers of a dictated text, in the order in which they were said. */
export const numbersIn = (text: string): number[] =>
  [...text.matchAll(/\d+(?:[.,]\d+)?(?![.,]?\d)/g)].map(([number]) => Number(number.replace(",", ".")));

/** A field for the microphone of the phone's own keyboard: what is said goes to nobody else. */
export function SayMany({
  unit,
  onReadings,
}: {
  unit: WeightUnit;
  onReadings: (kilograms: number[]) => void;
}) {
  const [text, setText] = useState("");
  const found = numbersIn(text);
  return (
    <details class="fold">
      <summary class="strong">{m.practice_say_many()}</summary>
      <form
        class="stack-tight"
        onSubmit={(event) => {
          event.preventDefault();
          if (found.length === 0) return;
          onReadings(unit === "lb" ? found.map(kilogramsOf) : found);
          setText("");
        }}
      >
        <p class="small quiet">{m.practice_say_how()}</p>
        <div class="field">
          <label for="practice-said">{m.practice_numbers_field()}</label>
          <input
            id="practice-said"
            autocomplete="off"
            value={text}
            onInput={(event) => setText((event.target as HTMLInputElement).value)}
          />
        </div>
        <button type="submit" class="button" disabled={found.length === 0}>
          {m.practice_add()}
        </button>
      </form>
    </details>
  );
}
