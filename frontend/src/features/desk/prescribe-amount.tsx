import { partOf } from "~/domain/kilograms";
import * as m from "~/paraglide/messages";
import { sayNumber } from "~/ui/words";

/** How a partial load is ordered: `by` says whether the amount is percent of body weight or kilograms. */
export interface Amount {
  by: "percent" | "limit_kg";
  value: string;
  /** body weight as it stands in the form */
  weight: string;
}

const numberOf = (text: string) => {
  const value = Number(text.replace(",", "."));
  return text.trim() !== "" && Number.isFinite(value) ? value : null;
};

export function amountOf({ by, value, weight }: Amount) {
  const amount = numberOf(value);
  const body = numberOf(weight);
  return {
    percent: by === "percent" ? amount : null,
    limit_kg: by === "limit_kg" ? amount : null,
    weight: body !== null && body >= 20 && body <= 400 ? body : null,
  };
}

/** The other way of saying the amount: kilograms of a percent, percent of kilograms; both rounded down. */
export function otherWay(amount: Amount): string | null {
  const { percent, limit_kg, weight } = amountOf(amount);
  if (weight === null) return null;
  if (percent !== null && percent > 0) return m.weight_kg({ value: partOf(percent, weight) });
  return limit_kg !== null && limit_kg > 0
    ? m.percent({ value: Math.floor((limit_kg / weight) * 100) })
    : null;
}

/** Percent or kilograms, with the body weight beside it, so that the patient reads kilograms either way. */
export function PrescribeAmount({
  amount,
  weighed,
  onChange,
}: {
  amount: Amount;
  /** when the known weight was told */
  weighed: string | null;
  onChange: (amount: Amount) => void;
}) {
  const percent = amount.by === "percent";
  const other = otherWay(amount);
  return (
    <div class="stack-tight">
      <div class="segmented" role="group" aria-label={m.prescribe_by()}>
        {(["percent", "limit_kg"] as const).map((by) => (
          <button
            key={by}
            type="button"
            aria-pressed={amount.by === by}
            onClick={() => onChange({ ...amount, by, value: "" })}
          >
            {by === "percent" ? m.log_percent() : m.prescribe_kilograms()}
          </button>
        ))}
      </div>
      <div class="settings-pair">
        <div class="field">
          <label for="prescribe-amount">{percent ? m.log_percent() : m.prescribe_kilograms()}</label>
          <div class="field-with-unit">
            <input
              id="prescribe-amount"
              type="number"
              min="1"
              max={percent ? "99" : "400"}
              step={percent ? "1" : "any"}
              required
              value={amount.value}
              onInput={(event) => onChange({ ...amount, value: (event.target as HTMLInputElement).value })}
            />
            <span>{percent ? "%" : "kg"}</span>
          </div>
        </div>
        <div class="field">
          <label for="prescribe-weight">{m.weigh_field()}</label>
          <div class="field-with-unit">
            <input
              id="prescribe-weight"
              type="number"
              min="20"
              max="400"
              step="any"
              value={amount.weight}
              onInput={(event) => onChange({ ...amount, weight: (event.target as HTMLInputElement).value })}
            />
            <span>kg</span>
          </div>
        </div>
      </div>
      <p class="small quiet" aria-live="polite">
        {[
          other ? m.prescribe_is({ other }) : m.prescribe_no_weight(),
          weighed && sentence(m.desk_weight_old({ day: weighed })),
        ]
          .filter(Boolean)
          .join(" ")}
      </p>
    </div>
  );
}

const sentence = (words: string) => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;

/** A number of the form as text, for a field. */
export const asField = (value: number | null | undefined) =>
  value == null ? "" : sayNumber(value, 2).replace(",", ".");
