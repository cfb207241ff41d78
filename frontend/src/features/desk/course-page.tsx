import { useState } from "preact/hooks";
import { useRoute } from "preact-iso";
import { courseOf } from "~/domain/course";
import { addDays, type Day } from "~/domain/days";
import type { Finding } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { CourseChart, CourseReadout } from "~/ui/course-chart";
import { CourseTable } from "~/ui/course-table";
import { DexaList } from "~/ui/dexa-list";
import { ChevronIcon } from "~/ui/icons";
import { PageHead } from "~/ui/page";
import { type Act, Acts } from "./acts";
import { FindingRow } from "./finding-row";
import { headline, openFindings } from "./patient-panel";
import { Reminders } from "./reminders";
import { Trouble } from "./trouble";
import { UndoBar, useUndo } from "./undo";
import { useCourse } from "./use-course";

/** In days; 0 is the whole history. */
const WINDOWS = [42, 120, 365, 0] as const;
const WHOLE = 36_500;

/** Everything on one time axis, the evidence of the chosen finding lit up. */
export function CoursePage() {
  const { params } = useRoute();
  const patient = params.id ?? "";
  const [days, setDays] = useState<number>(120);
  const { state, reload } = useCourse(patient, days === 0 ? WHOLE : 365);
  const [chosen, setChosen] = useState<string | null>(null);
  const [cursor, setCursor] = useState<Day | null>(null);
  const undo = useUndo(reload);
  const [dialog, setDialog] = useState<Act | null>(null);
  if (state.kind !== "ready") {
    return (
      <div class="course-page">
        <PageHead title={m.desk_course()} back={`/patients/${patient}`} />
        {state.kind === "trouble" ? <Trouble why={state.why} /> : <p class="quiet">{m.desk_loading()}</p>}
      </div>
    );
  }
  const { course: data } = state;
  const { profile } = data;
  const course = courseOf(data.records, data.to, profile.episodes.at(-1)?.onset ?? null);
  // a history that ended long ago is shown whole: an empty year would say nothing of it
  const ended = data.from < addDays(data.to, -366);
  const window = ended ? 0 : days;
  const from = window === 0 ? course.from : addDays(data.to, -window + 1);
  const open = openFindings(data.findings);
  const seen = data.findings.filter(
    (finding) => finding.state !== "withdrawn" && finding.audience.includes("clinician"),
  );
  const evidence = data.findings.find((finding) => finding.id === chosen)?.evidence;
  const choose = (finding: Finding) => setChosen(finding.id === chosen ? null : finding.id);
  return (
    <div class="course-page">
      <PageHead title={profile.name} back={`/patients/${patient}`}>
        <div class="row">
          <button type="button" class="button" onClick={() => setDialog("diagnosis")}>
            {m.desk_record()}
          </button>
          <button type="button" class="button button-primary" onClick={() => setDialog("prescription")}>
            {m.desk_prescribe()}
          </button>
        </div>
      </PageHead>
      <p class="quiet course-headline">{headline(profile)}</p>
      {state.stale && <p class="notice small">{m.desk_stale()}</p>}
      <div class="course-columns">
        <div class="course-main">
          <div class="row-apart">
            <h2>{m.chart_pain()}</h2>
            <div class="segmented" role="group" aria-label={m.progress_window()}>
              {WINDOWS.map((count) => (
                <button
                  key={count}
                  type="button"
                  aria-pressed={window === count}
                  onClick={() => setDays(count)}
                >
                  {count === 42
                    ? m.window_weeks({ count: 6 })
                    : count === 120
                      ? m.window_months({ count: 4 })
                      : count === 365
                        ? m.window_months({ count: 12 })
                        : m.window_all()}
                </button>
              ))}
            </div>
          </div>
          <CourseReadout course={course} day={cursor} clinical />
          <CourseChart
            {...{ course, from, cursor, chosen }}
            to={data.to}
            findings={seen}
            highlight={evidence ? new Set(evidence) : null}
            onCursor={setCursor}
            onFinding={choose}
            painHeight={230}
            clinical
          />
          <details class="fold section">
            <summary>
              <h2>{m.chart_table()}</h2>
              <span class="turn">
                <ChevronIcon />
              </span>
            </summary>
            <CourseTable course={course} from={from} to={data.to} clinical />
          </details>
          {course.dexa.length > 0 && (
            <section class="section">
              <h2>{m.dexa_title()}</h2>
              <DexaList scans={course.dexa} />
            </section>
          )}
        </div>
        <div class="course-side">
          <section class="stack">
            <h2>{m.desk_open({ count: open.length })}</h2>
            {open.length === 0 && <p class="quiet">{m.desk_open_none()}</p>}
            {open.map((finding) => (
              <FindingRow
                key={finding.id}
                finding={finding}
                name={profile.name}
                revision={data.revision}
                undo={undo}
                chosen={finding.id === chosen}
                onChoose={() => choose(finding)}
                onChanged={reload}
              />
            ))}
          </section>
          <Reminders patient={patient} revision={data.revision} />
        </div>
      </div>
      <UndoBar undo={undo} />
      {dialog && (
        <Acts
          act={dialog}
          data={data}
          onClose={() => setDialog(null)}
          onConflict={reload}
          onSaved={(words) => {
            setDialog(null);
            undo.did({ words });
            reload();
          }}
        />
      )}
    </div>
  );
}
