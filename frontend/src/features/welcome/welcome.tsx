import { useLocation } from "preact-iso";
import { today as todayOf } from "~/domain/days";
import { RISK_FACTORS } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import type { NewEntry } from "~/store/entries";
import { useProfile } from "~/sync/hooks";
import { Chips } from "~/ui/chips";
import { PageHead } from "~/ui/page";
import { useDraft } from "~/ui/use-draft";
import { useKeep } from "~/ui/use-keep";
import { riskName, sideName } from "~/ui/words";
import { Install } from "./install";

const PREGNANCY = ["no", "pregnant", "delivered"] as const;

/** The first questions. Every one may be left out, and nothing is asked twice. */
export function Welcome() {
  const profile = useProfile();
  const { route } = useLocation();
  const [fields, change, forget] = useDraft("welcome", () => ({
    side: null as string | null,
    onset: "",
    pregnancy: null as (typeof PREGNANCY)[number] | null,
    week: "",
    born: "",
    risks: [] as string[],
  }));
  const [keep, notKept] = useKeep();
  const { side, onset, pregnancy, week, born, risks } = fields;
  if (profile === undefined) return null;
  const submit = async (event: Event) => {
    event.preventDefault();
    const entries: NewEntry[] = [];
    if (side) entries.push({ kind: "pain", site: "hip", side, date: onset || todayOf() });
    const weeks = Number(week.replace(",", "."));
    if (pregnancy === "pregnant" && weeks > 0 && weeks <= 45)
      entries.push({ kind: "pregnancy", gestation_week: weeks });
    if (pregnancy === "delivered" && born) entries.push({ kind: "delivery", date: born });
    for (const name of risks) entries.push({ kind: "risk_factor", name });
    if (entries.length > 0 && !(await keep(entries))) return;
    forget();
    void navigator.storage?.persist?.();
    route("/", true);
  };
  return (
    <>
      <PageHead title={m.welcome_title()} back="/" />
      <form onSubmit={(event) => void submit(event)}>
        <section class="section">
          <h2>{m.welcome_data()}</h2>
          <p>{m.welcome_data_1()}</p>
          <p>{m.welcome_data_2()}</p>
          <p>{m.welcome_data_3()}</p>
        </section>
        <section class="section">
          <h2>{m.welcome_begin()}</h2>
          <p class="quiet small">{m.welcome_skip()}</p>
          <Chips
            label={m.welcome_side()}
            options={["left", "right", "both"] as const}
            name={sideName}
            chosen={side ? [side as "left"] : []}
            onToggle={(one) => change({ side: side === one ? null : one })}
          />
          {side && (
            <div class="field">
              <label for="onset">{m.welcome_onset()}</label>
              <input
                id="onset"
                type="date"
                max={todayOf()}
                value={onset}
                onInput={(event) => change({ onset: (event.target as HTMLInputElement).value })}
              />
            </div>
          )}
          {profile?.sex !== "male" && (
            <>
              <Chips
                label={m.welcome_pregnancy()}
                options={PREGNANCY}
                name={(one) =>
                  ({ no: m.welcome_no, pregnant: m.welcome_pregnant, delivered: m.welcome_delivered })[one]()
                }
                chosen={pregnancy ? [pregnancy] : []}
                onToggle={(one) => change({ pregnancy: pregnancy === one ? null : one })}
              />
              {pregnancy === "pregnant" && (
                <div class="field">
                  <label for="week">{m.welcome_week()}</label>
                  <input
                    id="week"
                    inputMode="decimal"
                    value={week}
                    onInput={(event) => change({ week: (event.target as HTMLInputElement).value })}
                  />
                </div>
              )}
              {pregnancy === "delivered" && (
                <div class="field">
                  <label for="born">{m.welcome_born()}</label>
                  <input
                    id="born"
                    type="date"
                    max={todayOf()}
                    value={born}
                    onInput={(event) => change({ born: (event.target as HTMLInputElement).value })}
                  />
                </div>
              )}
            </>
          )}
          <Chips
            label={m.settings_risks()}
            options={RISK_FACTORS.filter((risk) => !profile?.risk_factors.includes(risk))}
            name={riskName}
            chosen={RISK_FACTORS.filter((risk) => risks.includes(risk))}
            onToggle={(risk) =>
              change({ risks: risks.includes(risk) ? risks.filter((one) => one !== risk) : [...risks, risk] })
            }
          />
        </section>
        <Install />
        <div class="section">
          {notKept}
          <button type="submit" class="button button-primary button-wide">
            {m.welcome_go()}
          </button>
        </div>
      </form>
    </>
  );
}
