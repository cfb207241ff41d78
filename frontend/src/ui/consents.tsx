import type { ConsentState } from "~/api/people";
import { Check } from "./chips";

/** What one agrees to, each with its own words and its own box. Nothing is ticked beforehand. */
export function ConsentBoxes({
  texts,
  given,
  onChange,
}: {
  texts: readonly ConsentState[];
  given: readonly string[];
  onChange: (kinds: string[]) => void;
}) {
  return (
    <div class="stack">
      {texts.map((one) => (
        <div key={one.kind} class="stack-tight">
          <Check
            label={one.title}
            checked={given.includes(one.kind)}
            onChange={(yes) =>
              onChange(yes ? [...given, one.kind] : given.filter((kind) => kind !== one.kind))
            }
          />
          <p class="small quiet">{one.says}</p>
        </div>
      ))}
    </div>
  );
}
