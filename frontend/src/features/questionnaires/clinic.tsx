import "./form.css";
import { useEffect, useState } from "preact/hooks";
import type { Answer } from "~/api/http";
import { fetchMe } from "~/api/me";
import {
  type ClinicQuestionnaire,
  fetchQuestionnaires,
  loadQuestionnaire,
  retireQuestionnaire,
} from "~/api/questionnaires";
import * as m from "~/paraglide/messages";
import { PageHead } from "~/ui/page";
import { sayDayOf } from "~/ui/words";
import { Builder } from "./builder";

interface Found {
  clinic: { id: string; name: string };
  rows: ClinicQuestionnaire[];
}

/** The instruments that a clinic has brought along: look first, then load; out of use is not deleted. */
export function ClinicQuestionnaires() {
  const [found, setFound] = useState<Found | null>(null);
  const [trouble, setTrouble] = useState(false);
  const read = async () => {
    const me = await fetchMe();
    const clinic = me.kind === "ok" ? me.data.memberships[0]?.clinic : undefined;
    const answer = clinic && (await fetchQuestionnaires(clinic.id));
    if (clinic && answer?.kind === "ok") setFound({ clinic, rows: answer.data });
    setTrouble(answer?.kind !== "ok");
  };
  useEffect(() => void read(), []);
  return (
    <div class="course-page stack">
      <PageHead title={m.questionnaires_title()} back="/" />
      <p class="quiet">{m.questionnaires_clinic_say()}</p>
      {trouble && (
        <p class="notice" role="status">
          {m.desk_offline()}
        </p>
      )}
      {!found && !trouble && <p class="quiet">{m.desk_loading()}</p>}
      {found && <Load clinic={found.clinic.id} onLoaded={() => void read()} />}
      {found?.rows.length === 0 && <p class="quiet">{m.questionnaires_clinic_none()}</p>}
      {found && found.rows.length > 0 && (
        <ul class="lines">
          {found.rows.map((row) => (
            <li key={row.id} class="row-apart clinic-row">
              <div>
                <p class="strong">{[row.title, row.version].filter(Boolean).join(" · ")}</p>
                <p class="small quiet">
                  {[
                    m.questionnaire_questions({ count: row.questions }),
                    row.form.scores.map((score) => score.text || score.id).join(", "),
                    row.created_at ? m.questionnaire_loaded({ day: sayDayOf(row.created_at) }) : null,
                    row.retired_at ? m.questionnaire_retired() : null,
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </p>
              </div>
              {!row.retired_at && (
                <button
                  type="button"
                  class="button"
                  onClick={async () => {
                    await retireQuestionnaire(row.id!);
                    await read();
                  }}
                >
                  {m.questionnaire_retire()}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

type Looked = { resource: unknown; row: ClinicQuestionnaire };

/** A file is looked at on the server before anything is stored: title, questions and scores as they were understood. */
function Load({ clinic, onLoaded }: { clinic: string; onLoaded: () => void }) {
  const [looked, setLooked] = useState<Looked | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const failed = (answer: Exclude<Answer<unknown>, { kind: "ok" }>) => {
    const first = answer.kind === "refused" ? answer.problem.errors[0] : undefined;
    setProblem(
      first
        ? m.questionnaire_refused({
            path: (first.field ?? "").replace(/^resource\./, ""),
            why: first.detail ?? "",
          })
        : m.desk_not_saved(),
    );
  };
  const look = async (event: Event) => {
    const file = (event.target as HTMLInputElement).files?.[0];
    setLooked(null);
    setProblem(null);
    if (!file) return;
    let resource: unknown;
    try {
      resource = JSON.parse(await file.text());
    } catch {
      return setProblem(m.questionnaire_no_json());
    }
    await show(resource);
  };
  const show = async (resource: unknown) => {
    setLooked(null);
    setProblem(null);
    const answer = await loadQuestionnaire(clinic, resource, true);
    if (answer.kind === "ok") setLooked({ resource, row: answer.data });
    else failed(answer);
  };
  const keep = async () => {
    const answer = await loadQuestionnaire(clinic, looked!.resource, false);
    if (answer.kind !== "ok") return failed(answer);
    setLooked(null);
    onLoaded();
  };
  return (
    <section class="stack clinic-load">
      <Builder onBuilt={(resource) => void show(resource)} />
      <div class="field">
        <label for="questionnaire-file">{m.questionnaire_file()}</label>
        <input
          id="questionnaire-file"
          type="file"
          accept=".json,application/json,application/fhir+json"
          onChange={(event) => void look(event)}
        />
        <p class="small quiet">{m.questionnaire_file_say()}</p>
      </div>
      {problem && (
        <p class="field-error" role="alert">
          {problem}
        </p>
      )}
      {looked && (
        <div class="stack" role="status">
          <h2>{looked.row.title}</h2>
          <ol class="stack-tight">
            {looked.row.form.items
              .filter((line) => line.text)
              .map((line) => (
                <li key={line.id}>
                  {line.text}
                  {line.options && (
                    <span class="quiet small">
                      {" "}
                      {line.options
                        .map((option) =>
                          option.score === undefined ? option.text : `${option.text} (${option.score})`,
                        )
                        .join(" · ")}
                    </span>
                  )}
                </li>
              ))}
          </ol>
          <p class="quiet">
            {looked.row.form.scores.length > 0
              ? m.questionnaire_scores({
                  scores: looked.row.form.scores.map((score) => score.text || score.id).join(", "),
                })
              : m.questionnaire_no_scores()}
          </p>
          <div>
            <button type="button" class="button button-primary" onClick={() => void keep()}>
              {m.questionnaire_load()}
            </button>
          </div>
        </div>
      )}
    </section>
  );
}
