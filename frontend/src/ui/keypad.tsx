import "./felt.css";
import * as m from "~/paraglide/messages";
import { BackIcon } from "./icons";
import { intl } from "./language";

/** The sign between whole and part in the reader's language. */
const comma = () => (1.5).toLocaleString(intl()).replace(/\d/g, "") || ".";

/** What was typed, as a number; null where it is none from 0 to `most`. */
export function typedNumber(typed: string, most = 400): number | null {
  const value = Number(typed.trim().replace(",", "."));
  return typed.trim() !== "" && Number.isFinite(value) && value >= 0 && value <= most ? value : null;
}

/** Keys that one thumb reaches. The field above them takes a keyboard too, and opens none of the phone's. */
export function Keypad({
  value,
  onChange,
  onEnter,
  enter,
  label,
  unit,
}: {
  value: string;
  onChange: (value: string) => void;
  onEnter: () => void;
  enter: string;
  label: string;
  unit: string;
}) {
  const sign = comma();
  const press = (key: string) => {
    const next = `${value}${key}`;
    if (/^\d{0,3}([.,]\d{0,2})?$/.test(next)) onChange(next);
  };
  return (
    <form
      class="keypad"
      onSubmit={(event) => {
        event.preventDefault();
        onEnter();
      }}
    >
      <div class="keypad-field">
        <input
          class="keypad-typed"
          inputMode="none"
          autocomplete="off"
          enterKeyHint="done"
          aria-label={label}
          value={value}
          onInput={(event) => {
            const { value: typed } = event.target as HTMLInputElement;
            if (/^\d{0,3}([.,]\d{0,2})?$/.test(typed)) onChange(typed);
            else (event.target as HTMLInputElement).value = value;
          }}
        />
        <span class="keypad-unit quiet">{unit}</span>
      </div>
      <div class="keypad-keys" dir="ltr">
        {["1", "2", "3", "4", "5", "6", "7", "8", "9", sign, "0"].map((key) => (
          <button key={key} type="button" class="key" onClick={() => press(key)}>
            {key}
          </button>
        ))}
        <button
          type="button"
          class="key"
          aria-label={m.keypad_delete()}
          onClick={() => onChange(value.slice(0, -1))}
        >
          <BackIcon />
        </button>
      </div>
      <button type="submit" class="button button-primary button-wide" disabled={value === ""}>
        {enter}
      </button>
    </form>
  );
}
