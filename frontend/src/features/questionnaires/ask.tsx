import "./form.css";
import { useEffect, useState } from "preact/hooks";
import { useRoute } from "preact-iso";
import { fetchMe } from "~/api/me";
import { fetchPatient } from "~/api/patients";
import {
  askQuestionnaire,
  type ClinicQuestionnaire,
  fetchAsked,
  fetchQuestionnaires,
  type PatientQuestionnaire,
} from "~/api/questionnaires";
import { type Day, today as todayOf } from "~/domain/days";
import * as m from "~/paraglide/messages";
import { PageHead } from "~/ui/page";
import { ScoreCharts } from "~/ui/score-chart";
import { sayDate, sayDay } from "~/ui/words";

const RHYTHMS = ["once", "week", "month", "day"] as const;
const rhythmName = (every: string) =>
  ({
    once: m.questionnaire_once,
    day: m.questionnaire_daily,
    week: m.questionnaire_weekly,
    month: m.questionnaire_monthly,
  })[every as (typeof RHYTHMS)[number]]?.() ?? every;

function due(day: Day | null): string {
  if (!day) return m.questionnaire_ended();
  return day <= todayOf()
    ? m.questionnaire_due({ day: sayDay(day) })
    : m.questionnaire_next({ day: sayDate(day) });
}

interface Found {
  name: string;
  asked: PatientQuestionnaire[];
  choice: ClinicQuestionnaire[];
}

/** One patient's questionnaires, for the clinic: what is asked, how often, and the scores over time. */
export function AskPatient() {
  const { id } = useRoute().params as { id: string };
  const [found, setFound] = useState<Found | null>(null);
  const [trouble, setTrouble] = useState(false);
  const read = async () => {
    const [asked, me, patient] = await Promise.all([fetchAsked(id), fetchMe(), fetchPatient(id)]);
    const clinic = me.kind === "ok" ? me.data.memberships[0]?.clinic : undefined;
    const choice = clinic ? await fetchQuestionnaires(clinic.id) : null;
    setTrouble(asked.kind !== "ok");
    if (asked.kind === "ok")
      setFound({
        name: patient.kind === "ok" ? patient.data.name : "",
        asked: asked.data,
        choice: choice?.kind === "ok" ? choice.data.filter((row) => !row.retired_at) : [],
      });
  };
  useEffect(() => void read(), [id]);
  return (
    <div class="course-page stack">
      <PageHead
        title={found?.name ? m.questionnaires_of({ name: found.name }) : m.questionnaires_title()}
        back={`/patients/${id}`}
      />
      {trouble && (
        <p class="notice" role="status">
          {m.desk_offline()}
        </p>
      )}
      {!found && !trouble && <p class="quiet">{m.desk_loading()}</p>}
      {found && found.choice.length > 0 && (
        <Ask patient={id} choice={found.choice} onAsked={() => void read()} />
      )}
      {found && found.choice.length === 0 && (
        <p class="quiet">
          {m.questionnaires_clinic_none()} <a href="/questionnaires">{m.questionnaire_load()}</a>
        </p>
      )}
      {found?.asked.map((one) => (
        <section key={one.questionnaire} class="section">
          <div class="row-apart asked-head">
            <h2>{one.title}</h2>
            {one.due_on && (
              <button
                type="button"
                class="button"
                onClick={async () => {
                  await askQuestionnaire(id, { questionnaire: one.questionnaire, ended: true });
                  await read();
                }}
              >
                {m.questionnaire_end()}
              </button>
            )}
          </div>
          <p class="quiet small">
            {[
              one.every ? rhythmName(one.every) : null,
              due(one.due_on),
              one.until_on ? m.plan_until({ day: sayDay(one.until_on) }) : null,
            ]
              .filter(Boolean)
              .join(" · ")}
          </p>
          {one.responses.length > 0 ? (
            <ScoreCharts rows={one.responses} />
          ) : (
            <p class="quiet small">{m.questionnaire_no_answers()}</p>
          )}
        </section>
      ))}
    </div>
  );
}

function Ask({
  patient,
  choice,
  onAsked,
}: {
  patient: string;
  choice: readonly ClinicQuestionnaire[];
  onAsked: () => void;
}) {
  const [problem, setProblem] = useState(false);
  const submit = async (event: Event) => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const answer = await askQuestionnaire(patient, {
      questionnaire: String(form.get("questionnaire")),
      every: String(form.get("every")),
      ...(form.get("until_on") ? { until_on: String(form.get("until_on")) } : {}),
    });
    setProblem(answer.kind !== "ok");
    if (answer.kind === "ok") onAsked();
  };
  return (
    <form class="ask-row" onSubmit={(event) => void submit(event)}>
      <div class="field">
        <label for="ask-which">{m.questionnaire_which()}</label>
        <select id="ask-which" name="questionnaire">
          {choice.map((row) => (
            <option key={row.id} value={row.id!}>
              {[row.title, row.version].filter(Boolean).join(" · ")}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="ask-every">{m.questionnaire_every()}</label>
        <select id="ask-every" name="every">
          {RHYTHMS.map((one) => (
            <option key={one} value={one}>
              {rhythmName(one)}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="ask-until">{m.questionnaire_until()}</label>
        <input id="ask-until" name="until_on" type="date" />
      </div>
      <button type="submit" class="button button-primary">
        {m.questionnaire_ask()}
      </button>
      {problem && (
        <p class="field-error" role="alert">
          {m.desk_not_saved()}
        </p>
      )}
    </form>
  );
}
