import * as m from "~/paraglide/messages";
import { NumberButtons } from "./number-buttons";

const NUMBERS = Array.from({ length: 11 }, (_, number) => number);

/** How strong a pain is, 0 to 10 and the halves between (numeric rating scale, LOINC 72514-3). */
export function PainButtons(props: {
  label: string;
  value: number | null;
  before?: { value: number; say: string } | null;
  onChange: (value: number) => void;
  id?: string;
}) {
  return (
    <NumberButtons {...props} values={NUMBERS} ends={[m.log_pain_none(), m.log_pain_most()]} halves pain />
  );
}
