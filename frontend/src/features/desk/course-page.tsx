import "./desk.css";
import "./course-page.css";
import { useEffect, useMemo, useState } from "preact/hooks";
import { useLocation, useRoute } from "preact-iso";
import type { CourseAnswer } from "~/api/desk";
import { courseCsv } from "~/api/desk";
import { homeProgramme } from "~/api/prints";
import { linkFor } from "~/api/whose";
import { addDays, type Day, daysBetween } from "~/domain/days";
import { loadReview, reviewNumbers } from "~/domain/load-review";
import { plannedMinutes } from "~/domain/programme";
import { progressOfAll, weeksByPlace } from "~/domain/progress";
import type { Finding, Message } from "~/domain/records";
import { numbersOf } from "~/domain/rules/numbers";
import { stripsOf } from "~/domain/strips";
import { LEGS, type Leg } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { CourseChart } from "~/ui/course/chart";
import { CursorValues } from "~/ui/course/cursor";
import { CourseTable } from "~/ui/course/table";
import { DexaList } from "~/ui/dexa-list";
import { ChevronIcon } from "~/ui/icons";
import { locale } from "~/ui/language";
import { quietly } from "~/ui/lazily";
import { LoadReview } from "~/ui/load-review";
import { PageHead } from "~/ui/page";
import { ProgressSentence } from "~/ui/progress-sentence";
import { useZoom, type Window, windowAround } from "~/ui/use-zoom";
import { type Act, Acts } from "./acts";
import { CallPatient } from "./contact";
import { CourseTools } from "./course-tools";
import { GoalsNow } from "./goals-now";
import { useKeys } from "./keys";
import { KnownPatient } from "./known";
import { LifeNow } from "./life-now";
import { LoadsNow } from "./loads-now";
import { Notes } from "./notes";
import { OpenFindings, openFindings } from "./open-findings";
import { PastFindings } from "./past-findings";
import { courseOfAnswer, headline } from "./patient-panel";
import { EditPerson } from "./person-sheet";
import { RecordedHere } from "./recorded";
import { Reminders } from "./reminders";
import { Replay } from "./replay";
import { Reviews } from "./reviews";
import { Trouble } from "./trouble";
import { UndoBar, useUndo } from "./undo";
import { useCourse } from "./use-course";

const ExaminedReview = quietly(() => import("./examined").then((module) => module.ExaminedReview));
const WHOLE = 36_500;
const FIRST_DAYS = 120;

/** Everything on one time axis, the evidence of the chosen finding lit up. */
export function CoursePage() {
  const { params } = useRoute();
  const { route, query } = useLocation();
  const patient = params.id ?? "";
  const { state, reload } = useCourse(patient, WHOLE);
  const [chosen, setChosen] = useState<string | null>(null);
  const [cursor, setCursor] = useState<Day | null>(null);
  const [dialog, setDialog] = useState<Act | null>(null);
  const [told, setTold] = useState<Message[]>([]);
  const [printing, setPrinting] = useState(false);
  const undo = useUndo(reload);
  const data = state.kind === "ready" ? state.course : null;

  const course = useMemo(() => (data ? courseOfAnswer(data) : null), [data]);
  const strips = useMemo(
    () => (data ? stripsOf(data.records, told, data.to, data.profile.timezone, data.profile.load_terms) : []),
    [data, told],
  );
  const numbers = numbersOf(data?.profile.numbers);
  const answers = useMemo(() => (data ? progressOfAll(data.records, data.to, numbers) : []), [data]);
  const weeks = useMemo(() => weeksByPlace(answers), [answers]);
  const review = useMemo(() => reviewOf(data), [data]);
  const whole: Window = course ? wholeOf(course.from, course.to) : { from: "2000-01-01", to: "2000-02-01" };
  // a history that ended long ago is shown whole: an empty season would say nothing of it
  const ended =
    data !== null && course !== null && !data.records.some((row) => row.date > addDays(data.to, -FIRST_DAYS));
  const first = ended ? whole : windowAround(whole, whole.to, FIRST_DAYS);
  const { window, show, zoom, pan, area } = useZoom(whole, first);
  const asked = query.day;
  const ready = data !== null;
  // an entry that was touched beside the list
  useEffect(() => {
    if (!ready || !asked) return;
    setCursor(within(whole, asked));
    show(windowAround(whole, within(whole, asked), FIRST_DAYS));
  }, [ready, asked]);

  useEffect(() => {
    const open = () => setPrinting(true);
    const close = () => setPrinting(false);
    addEventListener("beforeprint", open);
    addEventListener("afterprint", close);
    return () => {
      removeEventListener("beforeprint", open);
      removeEventListener("afterprint", close);
    };
  }, []);
  useKeys({
    "+": () => zoom(0.6),
    "-": () => zoom(1.6),
    p: () => setDialog("prescription"),
    u: () => void undo.undo(),
    Escape: () => (chosen ? setChosen(null) : route(`/patients/${patient}`)),
  });

  if (!data || !course) {
    return (
      <div class="course-page">
        <PageHead title={m.desk_course()} back={`/patients/${patient}`} />
        {state.kind === "trouble" ? <Trouble why={state.why} /> : <p class="quiet">{m.desk_loading()}</p>}
        <div ref={area} />
      </div>
    );
  }
  const { profile } = data;
  const open = openFindings(data.findings);
  const seen = data.findings.filter(
    (finding) => finding.state !== "withdrawn" && finding.audience.includes("clinician"),
  );
  const evidence = data.findings.find((finding) => finding.id === chosen)?.evidence;
  const choose = (finding: Finding) => {
    setChosen(finding.id === chosen ? null : finding.id);
    const days = data.records.filter((row) => finding.evidence.includes(row.id)).map((row) => row.date);
    const least = [...days].sort()[0];
    // what opened it is brought into sight
    if (finding.id !== chosen && least && days.some((day) => day < window.from || day > window.to)) {
      const span = Math.max(daysBetween(window.from, window.to), daysBetween(least, finding.opened_on) + 14);
      show(windowAround(whole, least, span));
    }
  };
  const showDay = (day: Day) => {
    const at = within(whole, day);
    setCursor(at);
    if (at < window.from || at > window.to)
      show(windowAround(whole, at, daysBetween(window.from, window.to)));
    area.current?.scrollIntoView({ block: "nearest" });
  };
  const move = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step) {
      const next = addDays(cursor ?? window.to, step * (event.shiftKey ? 7 : 1));
      const held = within(whole, next);
      setCursor(held);
      if (held < window.from || held > window.to) pan(step * 0.5);
    } else if (event.key === "PageUp") pan(-0.5);
    else if (event.key === "PageDown") pan(0.5);
    else if (event.key === "Home") show(windowAround(whole, whole.from, daysBetween(window.from, window.to)));
    else if (event.key === "End") show(windowAround(whole, whole.to, daysBetween(window.from, window.to)));
    else return;
    event.preventDefault();
  };
  return (
    <KnownPatient.Provider value={data}>
      <div class="course-page">
        <PageHead title={profile.name} back={`/patients/${patient}`}>
          <div class="row no-print">
            <a class="button" href={reportOf(patient, "doctor")} download>
              {m.course_report()}
            </a>
            <a class="button" href={reportOf(patient, "patient")} download>
              {m.course_report_patient()}
            </a>
            <a class="button" href={homeProgramme(patient, locale())} download>
              {m.plan_print()}
            </a>
            <a class="button" href={courseCsv(patient)} download>
              {m.desk_csv()}
            </a>
            <button type="button" class="button" onClick={() => print()}>
              {m.course_print()}
            </button>
            <a class="button" href={`/patients/${patient}/examination`}>
              {m.kind_examination()}
            </a>
            <button type="button" class="button" onClick={() => setDialog("diagnosis")}>
              {m.desk_record()}
            </button>
            <button type="button" class="button button-primary" onClick={() => setDialog("prescription")}>
              {m.desk_prescribe()}
            </button>
          </div>
        </PageHead>
        <p class="quiet course-headline">{headline(profile)}</p>
        <div class="row no-print">
          <CallPatient profile={profile} />
          <EditPerson profile={profile} undo={undo} onChanged={reload} />
        </div>
        <LoadsNow profile={profile} />
        <GoalsNow records={data.records} />
        <LifeNow records={data.records} findings={data.findings} profile={profile} />
        <ProgressSentence {...{ numbers }} answers={answers.filter((one) => one.current)} />
        {state.kind === "ready" && state.stale && <p class="notice small">{m.desk_stale()}</p>}
        <div class="course-columns">
          <div class="course-main">
            <CourseTools {...{ whole, window, show, zoom, pan }} />
            <div class="course-plot">
              <CursorValues {...{ course, strips, records: data.records, findings: seen }} day={cursor} />
              {evidence && (
                <p class="small row course-lit">
                  <span class="strong">{m.course_evidence()}</span>
                  <button type="button" class="button button-plain" onClick={() => setChosen(null)}>
                    {m.course_evidence_off()}
                  </button>
                </p>
              )}
              <div
                ref={area}
                class="course-area"
                tabIndex={0}
                role="group"
                aria-label={m.course_chart_keys()}
                onKeyDown={move}
              >
                <CourseChart
                  {...{ course, cursor, chosen, strips, weeks }}
                  from={window.from}
                  to={window.to}
                  findings={seen}
                  planned={(day) => plannedMinutes(data.records, day)}
                  highlight={evidence ? new Set(evidence) : null}
                  onCursor={(day) => day && setCursor(day)}
                  onFinding={choose}
                  painHeight={210}
                  clinical
                />
              </div>
            </div>
            <details class="fold section" open={printing || undefined}>
              <summary>
                <h2>{m.chart_table()}</h2>
                <span class="turn">
                  <ChevronIcon />
                </span>
              </summary>
              <CourseTable
                {...{ course, strips, findings: seen }}
                from={window.from}
                to={window.to}
                clinical
              />
            </details>
            <LoadReview {...review} />
            <ExaminedReview records={data.records} from={window.from} to={window.to} />
            {course.dexa.length > 0 && (
              <section class="section">
                <h2>{m.dexa_title()}</h2>
                <DexaList scans={course.dexa} precision={data.precision_error} />
              </section>
            )}
          </div>
          <div class="course-side">
            <section class="stack">
              <h2>{m.desk_open({ count: open.length })}</h2>
              {open.length === 0 && <p class="quiet">{m.desk_open_none()}</p>}
              <OpenFindings
                {...{ data, chosen, undo }}
                onChoose={choose}
                onChanged={reload}
                onDay={showDay}
              />
            </section>
            <PastFindings findings={seen} withdrawn={data.withdrawn} chosen={chosen} onChoose={choose} />
            <Notes patient={patient} records={data.records} revision={data.revision} onChanged={reload} />
            <RecordedHere
              {...{ patient, undo }}
              name={profile.name}
              records={data.records}
              revision={data.revision}
              onChanged={reload}
            />
            <Reminders patient={patient} revision={data.revision} onTold={setTold} />
            <Replay patient={patient} revision={data.revision} />
            <Reviews patient={patient} version={String(data.revision)} />
          </div>
        </div>
        <div class="course-foot">
          <UndoBar undo={undo} />
        </div>
        {dialog && (
          <Acts
            act={dialog}
            data={data}
            onClose={() => setDialog(null)}
            onConflict={reload}
            onSaved={(words, act) => {
              setDialog(null);
              undo.did({ words, act });
              reload();
            }}
          />
        )}
      </div>
    </KnownPatient.Provider>
  );
}

/** From the first entry to today, and at least six weeks, so that a first day is not a wall. */
function wholeOf(from: Day, to: Day): Window {
  const least = addDays(to, -42);
  return { from: from < least ? from : least, to };
}

function reviewOf(data: CourseAnswer | null) {
  const numbers = reviewNumbers(data?.profile.numbers);
  const terms = data?.profile.load_terms ?? { left: [], right: [] };
  const of = (leg: Leg) =>
    data ? loadReview(leg, data.records, terms, data.findings, data.to, numbers) : [];
  return {
    criteria: { left: of("left"), right: of("right") },
    ready: new Set(LEGS), // every finding is seen here, so nothing is left open
    numbers,
  };
}

/** For the referring doctor or to take home, in the language of who reads here. */
const reportOf = (patient: string, reader: "doctor" | "patient") =>
  linkFor(`/api/v1/patients/${patient}/report.pdf?for=${reader}&language=${locale()}`);

const within = (whole: Window, day: Day): Day =>
  day < whole.from ? whole.from : day > whole.to ? whole.to : day;
