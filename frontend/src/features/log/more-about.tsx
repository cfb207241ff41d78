import type { LogForm } from "~/domain/day-form";
import { CHANGES, type PainSite } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { Check, Chips } from "~/ui/chips";
import { ChevronIcon } from "~/ui/icons";
import { changeName, siteName } from "~/ui/words";

const RADIATES: PainSite[] = ["groin", "buttock", "thigh", "knee", "low_back"];

/** What fewer people need every day, folded. */
export function MoreAbout({
  form,
  past,
  onChange,
}: {
  form: LogForm;
  past: boolean;
  onChange: (part: Partial<LogForm>) => void;
}) {
  return (
    <details class="fold section">
      <summary>
        <h2>{past ? m.log_more_that_day() : m.log_more()}</h2>
        <span class="turn">
          <ChevronIcon />
        </span>
      </summary>
      <div class="stack">
        <Chips
          label={past ? m.log_change_that_day() : m.log_change()}
          options={CHANGES}
          name={changeName}
          chosen={form.change ? [form.change as (typeof CHANGES)[number]] : []}
          onToggle={(value) => onChange({ change: form.change === value ? null : value })}
        />
        <Chips
          label={m.log_radiates()}
          options={RADIATES}
          name={siteName}
          chosen={form.radiates}
          onToggle={(site) =>
            onChange({
              radiates: form.radiates.includes(site)
                ? form.radiates.filter((one) => one !== site)
                : [...form.radiates, site],
            })
          }
        />
        <div>
          <Check label={m.log_sleep()} checked={form.sleep} onChange={(sleep) => onChange({ sleep })} />
          <Check label={m.log_daily()} checked={form.daily} onChange={(daily) => onChange({ daily })} />
          <Check label={m.log_limp()} checked={form.limp} onChange={(limp) => onChange({ limp })} />
        </div>
        <div class="field">
          <label for="stiffness">{m.log_stiffness()}</label>
          <input
            id="stiffness"
            type="number"
            inputMode="numeric"
            min="0"
            max="1440"
            value={form.stiffness ?? ""}
            onInput={(event) => {
              const text = (event.target as HTMLInputElement).value;
              onChange({
                stiffness: text === "" ? null : Math.min(1440, Math.max(0, Math.round(Number(text)))),
              });
            }}
          />
        </div>
        {(form.places.length > 0 || form.note) && (
          <div class="field">
            <label for="note">{m.log_note()}</label>
            <textarea
              id="note"
              value={form.note}
              maxLength={2000}
              onInput={(event) => onChange({ note: (event.target as HTMLTextAreaElement).value })}
            />
          </div>
        )}
      </div>
    </details>
  );
}
