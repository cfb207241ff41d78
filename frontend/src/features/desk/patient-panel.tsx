import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { type CourseAnswer, stampReview } from "~/api/desk";
import { courseOf } from "~/domain/course";
import { addDays, type Day } from "~/domain/days";
import type { Profile } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { CourseChart } from "~/ui/course/chart";
import { CourseReadout } from "~/ui/course/readout";
import { CheckIcon, CloseIcon } from "~/ui/icons";
import { placeName, sayDay } from "~/ui/words";
import { type Act, Acts } from "./acts";
import { Contact } from "./contact";
import { GoalsNow } from "./goals-now";
import { KnownPatient } from "./known";
import { LifeNow } from "./life-now";
import { LoadsNow } from "./loads-now";
import { Notes } from "./notes";
import { onceMore } from "./once-more";
import { OpenFindings, openFindings } from "./open-findings";
import { RecordedHere } from "./recorded";
import { Reviews } from "./reviews";
import { Trouble } from "./trouble";
import type { Undo } from "./undo";
import { useCourse } from "./use-course";
import { stateName } from "./words";
import { bornAndNumber } from "./worklist-row";

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

const NOT_YET = { findings: [], records: [] };

/** Beside the list: what is open, the last six weeks, what is prescribed. One more press shows the whole course. */
export function PatientPanel({ patient, touched, prescribing, undo, onChanged, onClose }: Props) {
  const { state, reload } = useCourse(patient, 120);
  const [chosen, setChosen] = useState<string | null>(null);
  const { route } = useLocation();
  const [act, setAct] = useState<Act | null>(null);
  const [acted, setActed] = useState(0);
  const [cursor, setCursor] = useState<string | null>(null);
  useEffect(() => reload(), [touched]);
  useEffect(() => {
    if (prescribing > 0) setAct("prescription");
  }, [prescribing]);
  if (state.kind !== "ready") {
    return (
      <KnownPatient.Provider value={NOT_YET}>
        <aside class="panel" aria-label={m.desk_patient()}>
          <PanelHead name={m.desk_patient()} onClose={onClose} />
          {state.kind === "trouble" ? <Trouble why={state.why} /> : <p class="quiet">{m.desk_loading()}</p>}
        </aside>
      </KnownPatient.Provider>
    );
  }
  const { course: data } = state;
  const { profile } = data;
  const open = openFindings(data.findings);
  const evidence = open.find((finding) => finding.id === chosen)?.evidence;
  const course = courseOfAnswer(data);
  const changed = () => {
    setActed((count) => count + 1);
    reload();
    onChanged();
  };
  // what lies before the six weeks is shown on the page of the whole course
  const showDay = (day: Day) => {
    if (day < addDays(data.to, -41)) return route(`/patients/${patient}/course?day=${day}`);
    setCursor(day);
    document.getElementById("six-weeks")?.scrollIntoView({ block: "nearest" });
  };
  const stamp = async () => {
    const answer = await onceMore(() => stampReview(patient, { seen: data.revision }));
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
        <PanelHead name={profile.name} below={headline(profile)} onClose={onClose} />
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
          <a class="button" href={`/patients/${patient}/examination`}>
            {m.kind_examination()}
          </a>
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
        <Contact {...{ profile, undo }} onChanged={changed} />
        <LoadsNow profile={profile} />
        <GoalsNow records={data.records} />
        <LifeNow records={data.records} findings={data.findings} profile={profile} />
        <section class="section">
          <h2 class="panel-title">{m.desk_open({ count: open.length })}</h2>
          {open.length === 0 && <p class="quiet small">{m.desk_open_none()}</p>}
          <div class="findings">
            <OpenFindings
              {...{ data, chosen, undo }}
              onChoose={(finding) => setChosen(finding.id === chosen ? null : finding.id)}
              onChanged={changed}
              onDay={showDay}
            />
          </div>
        </section>
        <section class="section" id="six-weeks">
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
        <RecordedHere
          {...{ patient, undo }}
          name={profile.name}
          records={data.records}
          revision={data.revision}
          onChanged={changed}
        />
        <Reviews patient={patient} version={`${data.revision}-${touched}-${acted}`} />
        {act && (
          <Acts
            act={act}
            data={data}
            onClose={() => setAct(null)}
            onConflict={reload}
            onSaved={(words, act) => {
              setAct(null);
              undo.did({ words, act });
              changed();
            }}
          />
        )}
      </aside>
    </KnownPatient.Provider>
  );
}

/** One heading from loading to loaded: the keyboard was put on it when the panel opened, and a new one would lose it. */
function PanelHead({ name, below, onClose }: { name: string; below?: string; onClose: () => void }) {
  return (
    <div class="panel-head">
      <div>
        <h1 class="panel-name" id="panel-name" tabIndex={-1}>
          {name}
        </h1>
        {below && <p class="small quiet">{below}</p>}
      </div>
      <button type="button" class="icon-button" aria-label={m.close()} onClick={onClose}>
        <CloseIcon />
      </button>
    </div>
  );
}

/** The course as the rules tell it: which load was in force when is theirs to say. */
export const courseOfAnswer = (data: CourseAnswer) =>
  courseOf(data.records, data.to, data.profile.episodes.at(-1)?.onset ?? null, data.profile.load_terms);

export function headline(profile: Profile): string {
  const episode = profile.episodes.at(-1);
  return [
    bornAndNumber(profile),
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
