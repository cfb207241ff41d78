import { useState } from "preact/hooks";
import { courseOf } from "~/domain/course";
import { addDays } from "~/domain/days";
import { type Finding, stands } from "~/domain/records";
import { LEGS, URGENCIES } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { CourseChart, CourseReadout } from "~/ui/course-chart";
import { CloseIcon } from "~/ui/icons";
import { FootMark } from "~/ui/legs";
import { aidName, loadTerm, placeName, sayDay, sideName } from "~/ui/words";
import { AddRecord } from "./add-record";
import { FindingRow } from "./finding-row";
import { Prescribe } from "./prescribe";
import { Trouble } from "./trouble";
import { useCourse } from "./use-course";
import { stateName } from "./words";

export function openFindings(findings: readonly Finding[]): Finding[] {
  return findings
    .filter((finding) => stands(finding) && finding.audience.includes("clinician"))
    .sort(
      (a, b) =>
        URGENCIES.indexOf(a.urgency) - URGENCIES.indexOf(b.urgency) || (a.opened_on < b.opened_on ? 1 : -1),
    );
}

/** Beside the list: what is open, the last six weeks, what is prescribed. One more press shows the whole course. */
export function PatientPanel({ patient, onClose }: { patient: string; onClose: () => void }) {
  const { state, reload } = useCourse(patient, 120);
  const [chosen, setChosen] = useState<string | null>(null);
  const [dialog, setDialog] = useState<"prescribe" | "add" | null>(null);
  const [cursor, setCursor] = useState<string | null>(null);
  if (state.kind !== "ready") {
    return (
      <aside class="panel" aria-label={m.desk_patient()}>
        <div class="panel-head">
          <h1 class="panel-name">{m.desk_patient()}</h1>
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
  const done = () => {
    setDialog(null);
    reload();
  };
  return (
    <aside class="panel" aria-label={profile.name}>
      <div class="panel-head">
        <div>
          <h1 class="panel-name">{profile.name}</h1>
          <p class="small quiet">{headline(profile)}</p>
        </div>
        <button type="button" class="icon-button" aria-label={m.close()} onClick={onClose}>
          <CloseIcon />
        </button>
      </div>
      {state.stale && <p class="notice small">{m.desk_stale()}</p>}
      <div class="row">
        <a class="button button-primary" href={`/patients/${patient}/course`}>
          {m.desk_course()}
        </a>
        <button type="button" class="button" onClick={() => setDialog("prescribe")}>
          {m.desk_prescribe()}
        </button>
        <button type="button" class="button" onClick={() => setDialog("add")}>
          {m.desk_record()}
        </button>
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
        <h2>{m.desk_open({ count: open.length })}</h2>
        {open.length === 0 && <p class="quiet small">{m.desk_open_none()}</p>}
        <div class="findings">
          {open.map((finding) => (
            <FindingRow
              key={finding.id}
              finding={finding}
              chosen={finding.id === chosen}
              onChoose={() => setChosen(finding.id === chosen ? null : finding.id)}
              onChanged={reload}
            />
          ))}
        </div>
      </section>
      <section class="section">
        <h2>{m.desk_six_weeks()}</h2>
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
      {dialog === "prescribe" && (
        <Prescribe
          patient={patient}
          load={profile.load}
          proposed={data.next_step}
          onClose={() => setDialog(null)}
          onSaved={done}
        />
      )}
      {dialog === "add" && <AddRecord patient={patient} onClose={() => setDialog(null)} onSaved={done} />}
    </aside>
  );
}

export function headline(profile: import("~/domain/records").Profile): string {
  const episode = profile.episodes.at(-1);
  return [
    profile.birth_year,
    episode ? stateName(episode.state) : null,
    episode?.sites.map((site) => placeName(site.site, site.side)).join(", "),
    episode?.onset ? m.desk_onset({ day: sayDay(episode.onset) }) : null,
    profile.pregnancy.status === "pregnant"
      ? m.pregnancy_pregnant({ weeks: Math.floor(profile.pregnancy.gestation_weeks ?? 0) })
      : null,
    profile.pregnancy.status === "postpartum" ? m.desk_postpartum() : null,
  ]
    .filter(Boolean)
    .join(" · ");
}
