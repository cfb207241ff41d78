/** What the patient has agreed to, and how to take it back. */
import { useEffect, useState } from "preact/hooks";
import { type ConsentState, fetchConsents, giveConsent, withdrawConsent } from "~/api/people";
import { dayOf, deviceZone } from "~/domain/days";
import * as m from "~/paraglide/messages";
import { currentSession } from "~/sync/client";
import { useProfile, useRead } from "~/sync/hooks";
import { whyNot } from "~/ui/answers";
import { locale } from "~/ui/language";
import { PageHead } from "~/ui/page";
import { Sheet } from "~/ui/sheet";
import { Unreached } from "~/ui/unreached";
import { Waiting } from "~/ui/waiting";
import { sayDate } from "~/ui/words";

export function Consents() {
  const read = useRead();
  const patient = useProfile()?.id;
  const [rows, setRows] = useState<ConsentState[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [leaving, setLeaving] = useState<ConsentState | null>(null);
  const take = async (asked: ReturnType<typeof fetchConsents>) => {
    const answer = await asked;
    setProblem(whyNot(answer));
    if (answer.kind === "ok") setRows(answer.data);
    void currentSession().engine.nudge();
  };
  const load = () => {
    if (patient) void take(fetchConsents(patient, locale()));
  };
  useEffect(load, [patient]);
  if (!read) return <Waiting title={m.consent_title()} back="/more" />;
  return (
    <>
      <PageHead title={m.consent_title()} back="/more" />
      {problem && <Unreached why={problem} onAgain={load} />}
      {!rows && !problem && <p class="quiet">{m.desk_loading()}</p>}
      {rows?.map((row) => (
        <section key={row.kind} class="section">
          <h2>{row.title}</h2>
          <p>{row.says}</p>
          <p class="small quiet">{stateOf(row)}</p>
          <div>
            {row.holds ? (
              <button type="button" class="button" onClick={() => setLeaving(row)}>
                {m.consent_withdraw()}
              </button>
            ) : (
              <button
                type="button"
                class="button"
                onClick={() => void take(giveConsent(patient!, row.kind, row.version, locale()))}
              >
                {m.consent_give()}
              </button>
            )}
          </div>
        </section>
      ))}
      {leaving && (
        <Sheet title={leaving.title} onClose={() => setLeaving(null)}>
          <p class="strong">{m.consent_follows()}</p>
          <p>{leaving.follows}</p>
          <div class="row">
            <button type="button" class="button button-primary" onClick={() => setLeaving(null)}>
              {m.leave_stay()}
            </button>
            <button
              type="button"
              class="button button-danger"
              onClick={() => {
                setLeaving(null);
                void take(withdrawConsent(patient!, leaving.kind, locale()));
              }}
            >
              {m.consent_withdraw()}
            </button>
          </div>
        </Sheet>
      )}
    </>
  );
}

function stateOf(row: ConsentState): string {
  const last = row.history.at(-1);
  if (!last) return m.consent_never();
  const day = sayDate(dayOf(last.withdrawn_at ?? last.given_at, deviceZone()));
  if (last.withdrawn_at === last.given_at) return m.consent_refused({ day });
  return last.withdrawn_at ? m.consent_withdrawn({ day }) : m.consent_given({ day, version: last.version });
}
