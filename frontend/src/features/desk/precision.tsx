import { useEffect, useState } from "preact/hooks";
import { fetchPrecision, setPrecision } from "~/api/desk";
import { DEXA_SITES } from "~/domain/vocabulary";
import { LSC_FACTOR } from "~/generated/bone";
import * as m from "~/paraglide/messages";
import { readNumber } from "~/ui/read-number";
import { dexaSiteName, sayNumber } from "~/ui/words";
import { whyNot } from "./answers";

const SITES = DEXA_SITES.filter((site) => site !== "unknown");
type Site = (typeof SITES)[number];
/** As the server's: a slip of the comma is seen before it is sent. */
const [LEAST, MOST] = [0.001, 0.2];

/** Empty: no figure. null: no plausible one. */
function figureOf(text: string | undefined): number | undefined | null {
  const value = readNumber(text ?? "");
  return typeof value === "number" && (value < LEAST || value > MOST) ? null : value;
}

/** The clinic's own precision error of each site; beside it the change that counts from then on. */
export function Precision({ clinic }: { clinic: string }) {
  const [typed, setTyped] = useState<Partial<Record<Site, string>> | null>(null);
  const [said, setSaid] = useState<{ text: string; wrong: boolean } | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    let gone = false;
    void fetchPrecision(clinic).then((answer) => {
      if (gone) return;
      if (answer.kind !== "ok") return setSaid({ text: whyNot(answer), wrong: true });
      const known = Object.entries(answer.data.precision_error);
      setTyped(Object.fromEntries(known.map(([site, value]) => [site, sayNumber(value, 6)])));
    });
    return () => {
      gone = true;
    };
  }, [clinic]);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (!typed || busy) return;
    const wrong = SITES.find((site) => figureOf(typed[site]) === null);
    if (wrong) {
      document.getElementById(`precision-${wrong}`)?.focus();
      return setSaid({ text: m.precision_range({ site: dexaSiteName(wrong) }), wrong: true });
    }
    const wanted = SITES.flatMap((site) => {
      const value = figureOf(typed[site]);
      return typeof value === "number" ? [[site, value] as const] : [];
    });
    setBusy(true);
    const answer = await setPrecision(clinic, Object.fromEntries(wanted));
    setBusy(false);
    setSaid(
      answer.kind === "ok"
        ? { text: m.precision_saved(), wrong: false }
        : { text: whyNot(answer), wrong: true },
    );
  };
  return (
    <form class="stack" onSubmit={(event) => void submit(event)}>
      <h3>{m.precision_title()}</h3>
      <p class="small quiet">{m.precision_say()}</p>
      {!typed && !said && <p class="quiet">{m.desk_loading()}</p>}
      {typed && (
        <div>
          {SITES.map((site) => {
            const value = figureOf(typed[site]);
            return (
              <div key={site} class="numbers-edit">
                <label for={`precision-${site}`}>
                  {dexaSiteName(site)}
                  <span class="small quiet precision-lsc">
                    {typeof value === "number"
                      ? m.precision_lsc({ value: sayNumber(value * LSC_FACTOR, 3) })
                      : m.precision_none()}
                  </span>
                </label>
                <input
                  id={`precision-${site}`}
                  inputMode="decimal"
                  autocomplete="off"
                  aria-invalid={value === null}
                  value={typed[site] ?? ""}
                  onInput={(event) => {
                    setTyped({ ...typed, [site]: (event.target as HTMLInputElement).value });
                    setSaid(null);
                  }}
                />
              </div>
            );
          })}
        </div>
      )}
      {said && (
        <p class={said.wrong ? "field-error" : "small"} role={said.wrong ? "alert" : "status"}>
          {said.text}
        </p>
      )}
      {typed && (
        <div>
          <button type="submit" class="button button-primary" disabled={busy}>
            {m.save()}
          </button>
        </div>
      )}
    </form>
  );
}
