import { useEffect, useState } from "preact/hooks";
import { stampReview } from "~/api/desk";
import { courseOf } from "~/domain/course";
import { addDays } from "~/domain/days";
import type { Profile } from "~/domain/records";
import { LEGS } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { CourseChart } from "~/ui/course/chart";
import { CourseReadout } from "~/ui/course/readout";
import { CheckIcon, CloseIcon } from "~/ui/icons";
import { FootMark } from "~/ui/legs";
import { aidName, loadTerm, placeName, sayDay, sideName } from "~/ui/words";
import { type Act, Acts } from "./acts";
import { KnownPatient } from "./known";
import { Notes } from "./notes";
import { OpenFindings, openFindings } from "./open-findings";
import { Reviews } from "./reviews";
import { Trouble } from "./trouble";
import type { Undo } from "./undo";
import { useCourse } from "./use-course";
import { stateName } from "./words";

interface Props {
  patient: string;
  /** grows when something was done to this patient from the list */
  touched: number;
  /** grows when the key for prescribing was pressed */
  prescribing: number;
  undo: Undo;
  onChanged: () => void;
  onClose: () => void;
}

/** Beside the list: what is open, the last six weeks, what is prescribed. One more press shows the whole course. */
export function PatientPanel({ patient, touched, prescribing, undo, onChanged, onClose }: Props) {
  const { state, reload } = useCourse(patient, 120);
  const [chosen, setChosen] = useState<string | null>(null);
  const [act, setAct] = useState<Act | null>(null);
  const [acted, setActed] = useState(0);
  const [cursor, setCursor] = useState<string | null>(null);
  useEffect(() => reload(), [touched]);
  useEffect(() => {
    if (prescribing > 0) setAct("prescription");
  }, [prescribing]);
  if (state.kind !== "ready") {
    return (
      <aside class="panel" aria-label={m.desk_patient()}>
        <div class="panel-head">
          <h1 class="panel-name" id="panel-name" tabIndex={-1}>
            {m.desk_patient()}
          </h1>
          <button type="button" class="icon-button" aria-label={m.close()} onClick={onClose}>
            <CloseIcon />
          </button>
        </div>
        {state.kind === "trouble" ? <Trouble why={state.why} /> : <p class="quiet">{m.desk_loading()}</p>}
      </aside>
    );
  }
  const { course: data } = state;
  const { profile } = data;
  const open = openFindings(data.findings);
  const evidence = open.find((finding) => finding.id === chosen)?.evidence;
  const course = courseOf(data.records, data.to, profile.episodes.at(-1)?.onset ?? null);
  const changed = () => {
    setActed((count) => count + 1);
    reload();
    onChanged();
  };
  const stamp = async () => {
    const answer = await stampReview(patient, { seen: data.revision });
    undo.did(
      answer.kind === "ok"
        ? { words: m.desk_done_stamp({ name: profile.name }), act: answer.data.act }
        : { words: m.desk_not_saved() },
    );
    changed();
  };
  return (
    <KnownPatient.Provider value={data}>
      <aside class="panel" aria-label={profile.name}>
        <div class="panel-head">
          <div>
            <h1 class="panel-name" id="panel-name" tabIndex={-1}>
              {profile.name}
            </h1>
            <p class="small quiet">{headline(profile)}</p>
          </div>
          <button type="button" class="icon-button" aria-label={m.close()} onClick={onClose}>
            <CloseIcon />
          </button>
        </div>
        {state.stale && <p class="notice small">{m.desk_stale()}</p>}
        <div class="row panel-acts">
          <a class="button button-primary" href={`/patients/${patient}/course`}>
            {m.desk_course()}
          </a>
          <button type="button" class="button" onClick={() => setAct("prescription")}>
            {m.desk_prescribe()}
          </button>
          <button type="button" class="button" onClick={() => setAct("diagnosis")}>
            {m.desk_record()}
          </button>
          <button type="button" class="button" onClick={() => void stamp()}>
            <CheckIcon size={20} />
            {m.desk_stamp()}
          </button>
          <a class="button" href={`/patients/${patient}/people`}>
            {m.team_title()}
          </a>
          <a class="button" href={`/patients/${patient}/questionnaires`}>
            {m.questionnaires_title()}
          </a>
        </div>
        <div class="panel-load">
          {LEGS.map((leg) => {
            const load = profile.load[leg];
            return (
              <div key={leg} class="panel-leg">
                <FootMark load={load} side={leg} size={40} />
                <div>
                  <p class={`side-mark side-${leg} small`}>{sideName(leg)}</p>
                  <p class="strong">{loadTerm(load)}</p>
                  <p class="small quiet">
                    {[
                      load?.aid ? aidName(load.aid) : null,
                      load?.review_on ? m.today_review({ day: sayDay(load.review_on) }) : null,
                    ]
                      .filter(Boolean)
                      .join(" · ")}
                  </p>
                </div>
              </div>
            );
          })}
        </div>
        <section class="section">
          <h2 class="panel-title">{m.desk_open({ count: open.length })}</h2>
          {open.length === 0 && <p class="quiet small">{m.desk_open_none()}</p>}
          <div class="findings">
            <OpenFindings
              {...{ data, chosen, undo }}
              onChoose={(finding) => setChosen(finding.id === chosen ? null : finding.id)}
              onChanged={changed}
            />
          </div>
        </section>
        <section class="section">
          <h2 class="panel-title">{m.desk_six_weeks()}</h2>
          <CourseChart
            course={course}
            from={addDays(data.to, -41)}
            to={data.to}
            cursor={cursor}
            onCursor={setCursor}
            highlight={evidence ? new Set(evidence) : null}
            painHeight={130}
            clinical
          />
          <CourseReadout course={course} day={cursor} clinical />
        </section>
        <Notes patient={patient} records={data.records} revision={data.revision} onChanged={changed} />
        <Reviews patient={patient} version={`${data.revision}-${touched}-${acted}`} />
        {act && (
          <Acts
            act={act}
            data={data}
            onClose={() => setAct(null)}
            onConflict={reload}
            onSaved={(words) => {
              setAct(null);
              undo.did({ words });
              changed();
            }}
          />
        )}
      </aside>
    </KnownPatient.Provider>
  );
}

export function headline(profile: Profile): string {
  const episode = profile.episodes.at(-1);
  return [
    profile.birth_year,
    episode ? stateName(episode.state) : null,
    episode?.sites.map((site) => placeName(site.site, site.side)).join(", "),
    episode?.onset ? m.desk_onset({ day: sayDay(episode.onset) }) : null,
    profile.pregnancy.status === "pregnant"
      ? m.desk_pregnant_weeks({ weeks: Math.floor(profile.pregnancy.gestation_weeks ?? 0) })
      : null,
    profile.pregnancy.status === "postpartum" ? m.desk_postpartum() : null,
  ]
    .filter(Boolean)
    .join(" · ");
}
