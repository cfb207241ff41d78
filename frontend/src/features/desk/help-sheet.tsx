import "./help-sheet.css";
import { useEffect, useState } from "preact/hooks";
import { fetchGuidance, type Guidance, type Worklist } from "~/api/desk";
import * as m from "~/paraglide/messages";
import { locale } from "~/ui/language";
import { Sheet } from "~/ui/sheet";
import { sayNumber } from "~/ui/words";
import { keysAreOn, switchKeys } from "./keys";
import { categoryName } from "./words";

const KEYS: [string[], () => string][] = [
  [["j", "k"], m.desk_key_next],
  [["Enter"], m.desk_key_open],
  [["a"], m.desk_key_acknowledge],
  [["x"], m.desk_key_select],
  [["s"], m.desk_key_stamp],
  [["u"], m.desk_key_undo],
  [["p"], m.desk_key_prescribe],
  [["c"], m.desk_key_course],
  [["r"], m.desk_key_show],
  [["/"], m.desk_key_search],
  [["?"], m.desk_key_help],
  [["Esc"], m.desk_key_escape],
];

/** The keys, what puts a patient under which heading, and the numbers that decide it. */
export function HelpSheet({ list, onClose }: { list: Worklist | null; onClose: () => void }) {
  const [on, setOn] = useState(keysAreOn());
  const [guidance, setGuidance] = useState<Guidance | null>(null);
  useEffect(() => {
    void fetchGuidance(locale()).then((answer) => answer.kind === "ok" && setGuidance(answer.data));
  }, []);
  const says = new Map<string, string>([
    ...(guidance?.findings ?? []).map((one): [string, string] => [one.id, one.opens_when]),
    ...(guidance?.reminders ?? []).map((one): [string, string] => [one.id, one.due_when]),
  ]);
  return (
    <Sheet title={m.desk_keys()} onClose={onClose}>
      <dl class="keys">
        {KEYS.map(([keys, what]) => (
          <div key={keys[0]} class="keys-line">
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{what()}</dd>
          </div>
        ))}
      </dl>
      <label class="check">
        <input
          type="checkbox"
          checked={on}
          onChange={(event) => {
            const next = (event.target as HTMLInputElement).checked;
            setOn(next);
            switchKeys(next);
          }}
        />
        {m.desk_keys_on()}
      </label>
      <p class="small quiet">{m.desk_keys_say()}</p>
      {list && guidance && (
        <>
          <section class="stack-tight">
            <h3>{m.desk_why_here()}</h3>
            <p class="small quiet">{m.desk_why_here_say()}</p>
            {list.categories
              .filter((name) => (list.rules[name] ?? []).length > 0)
              .map((name) => (
                <details key={name} class="fold">
                  <summary class="small strong">
                    {categoryName(name)} <span class="quiet">{list.counts[name] ?? 0}</span>
                  </summary>
                  <ul class="small why-rules">
                    {(list.rules[name] ?? []).map((rule) => (
                      <li key={rule}>{says.get(rule) ?? rule}</li>
                    ))}
                  </ul>
                </details>
              ))}
          </section>
          <details class="fold">
            <summary class="small strong">{m.desk_numbers()}</summary>
            <dl class="small numbers">
              {guidance.thresholds
                .filter((one) => one.ours)
                .map((one) => {
                  const value = list.thresholds[one.name] ?? one.value;
                  return (
                    <div key={one.name} class="numbers-line">
                      <dt>{one.description}</dt>
                      <dd class="strong">
                        {value === one.default
                          ? sayNumber(value)
                          : m.desk_number_default({
                              value: sayNumber(value),
                              standard: sayNumber(one.default),
                            })}
                      </dd>
                    </div>
                  );
                })}
            </dl>
          </details>
        </>
      )}
    </Sheet>
  );
}
