import * as m from "~/paraglide/messages";

const SIGNED = /^\s*[-\u2010-\u2015\u2212\ufe58\ufe63\uff0d]\s*/;

/** The other sign. A keypad for decimals has no minus on an iPhone. */
export const otherSign = (text: string): string =>
  SIGNED.test(text) ? text.replace(SIGNED, "") : `\u2212${text.trim()}`;

export function SignKey({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <button
      type="button"
      class="button sign-key"
      aria-label={m.sign_key({ field: label })}
      onClick={() => onChange(otherSign(value))}
    >
      ±
    </button>
  );
}
