import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { today as todayOf } from "~/domain/days";
import { EARLIEST } from "~/domain/earliest";
import { RISK_FACTORS } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { askLasting } from "~/store/lasting";
import { useProfile, useRead } from "~/sync/hooks";
import { Chips } from "~/ui/chips";
import { PageHead } from "~/ui/page";
import { useDraft } from "~/ui/use-draft";
import { useKeep } from "~/ui/use-keep";
import { Waiting } from "~/ui/waiting";
import { riskName, sideName } from "~/ui/words";
import { type FirstAnswers, firstEntries, PREGNANCY } from "./first-entries";
import { Install } from "./install";

/** The first questions. Every one may be left out, and nothing is asked twice. */
export function Welcome() {
  const read = useRead();
  const profile = useProfile();
  const { route } = useLocation();
  const [fields, change, forget] = useDraft<FirstAnswers>("welcome", () => ({
    side: null,
    onset: "",
    pregnancy: null,
    week: "",
    born: "",
    risks: [],
  }));
  const [wrong, setWrong] = useState<"week" | "born" | null>(null);
  const [keep, notKept] = useKeep();
  const { onset, pregnancy, week, born, risks } = fields;
  if (!read || profile === undefined) return <Waiting title={m.welcome_title()} back="/" />;
  // what was said before is shown as said
  const side = fields.side ?? profile?.settings.hip_side ?? null;
  const submit = async (event: Event) => {
    event.preventDefault();
    const made = firstEntries({ ...fields, side: fields.side ?? (onset ? side : null) });
    setWrong("wrong" in made ? made.wrong : null);
    if ("wrong" in made) {
      document.getElementById(made.wrong)?.focus();
      return;
    }
    const { entries } = made;
    if (entries.length > 0 && !(await keep(entries))) return;
    forget();
    void askLasting();
    route("/", true);
  };
  return (
    <>
      <PageHead title={m.welcome_title()} back="/" />
      <form onSubmit={(event) => void submit(event)}>
        <section class="section">
          <h2>{m.welcome_data()}</h2>
          <p>{profile?.clinic ? m.welcome_data_1() : m.welcome_data_1_own()}</p>
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
            onToggle={(one) => change({ side: fields.side === one ? null : one })}
          />
          {side && (
            <div class="field">
              <label for="onset">{m.welcome_onset()}</label>
              <input
                id="onset"
                type="date"
                min={EARLIEST}
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
                    aria-invalid={wrong === "week"}
                    aria-describedby={wrong === "week" ? "week-wrong" : undefined}
                    onInput={(event) => change({ week: (event.target as HTMLInputElement).value })}
                  />
                  {wrong === "week" && (
                    <p class="field-error" id="week-wrong" role="alert">
                      {m.result_range({ low: "1", high: "45" })}
                    </p>
                  )}
                </div>
              )}
              {pregnancy === "delivered" && (
                <div class="field">
                  <label for="born">{m.welcome_born()}</label>
                  <input
                    id="born"
                    type="date"
                    min={EARLIEST}
                    max={todayOf()}
                    value={born}
                    aria-invalid={wrong === "born"}
                    aria-describedby={wrong === "born" ? "born-wrong" : undefined}
                    onInput={(event) => change({ born: (event.target as HTMLInputElement).value })}
                  />
                  {wrong === "born" && (
                    <p class="field-error" id="born-wrong" role="alert">
                      {m.welcome_born_missing()}
                    </p>
                  )}
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
