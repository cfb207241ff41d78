import "./appointment.css";
import { useMemo } from "preact/hooks";
import { appointmentPage } from "~/api/prints";
import {
  findingsSince,
  HAPPENED,
  type QuestionRecord,
  SCANS,
  toldSince,
  visitsAround,
} from "~/domain/appointment";
import { courseOf } from "~/domain/course";
import { type Day, dayRange, formatDayYear, today as todayOf } from "~/domain/days";
import { coursesOf, takenOn } from "~/domain/medicines";
import { progressOfAll } from "~/domain/progress";
import { type AnyRecord, type Finding, stands } from "~/domain/records";
import { numbersOf } from "~/domain/rules/numbers";
import { LEGS } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { useLive, useProfile, useRead } from "~/sync/hooks";
import { useAllowedLoads } from "~/ui/allowed-loads";
import { describe } from "~/ui/describe";
import { intl, locale } from "~/ui/language";
import { openFindings } from "~/ui/local-findings";
import { PageHead } from "~/ui/page";
import { Waiting } from "~/ui/waiting";
import { WeekTables } from "~/ui/week-tables";
import { aidName, loadFigure, sayDate, sideName, urgencyName } from "~/ui/words";
import { medicineName, sayRhythm } from "~/ui/words/medicines";
import { Questions } from "./questions";
import { Visits } from "./visits";

const day = (of: Day) => formatDayYear(of, intl());

/** One page for the doctor, from what is on this phone: it is there without a connection. */
export function Appointment() {
  const read = useRead();
  const profile = useProfile();
  const known = useAllowedLoads();
  const now = todayOf();
  const records = useLive(
    async (db) =>
      (await db.records.toArray()).filter(
        (row) => row.current === 1 && row.sync !== "refused",
      ) as unknown as AnyRecord[],
  );
  const findings = useLive(async (db) => {
    const open = await openFindings(db, now);
    const over = (await db.findings.toArray()).filter((one) => !stands(one));
    return [...open, ...over];
  });
  const facts = useMemo(() => {
    if (!records) return null;
    const { last, next } = visitsAround(records, now);
    const since = toldSince(records, last, now);
    const course = courseOf(records, now, null, profile?.load_terms);
    return { last, next, since, course, all: progressOfAll(records, now, numbersOf(profile?.numbers)) };
  }, [records, profile, now]);
  if (!read || !records || !findings || !facts || !known || profile === undefined)
    return <Waiting title={m.appointment_title()} back="/more" />;
  const { last, next, since, course, all } = facts;
  const inside = (row: AnyRecord) => row.date >= since && row.date <= now;
  const of = (kinds: ReadonlySet<string>) =>
    records.filter((row) => kinds.has(row.kind) && inside(row)).sort((a, b) => (a.date < b.date ? -1 : 1));
  const days = (kind: string) =>
    new Set(records.filter((row) => row.kind === kind && inside(row)).map((row) => row.date)).size;
  const places = all
    .map((one) => ({ ...one, weeks: one.weeks.filter((week) => week.last >= since) }))
    .filter((one) => one.weeks.length > 0);
  const signed = LEGS.flatMap((leg) =>
    course.load[leg]
      .filter((span) => span.from >= since)
      .map((span) =>
        m.summary_load_line({
          side: sideName(leg),
          load: loadFigure(span, profile?.settings.weight_unit),
          day: day(span.from),
        }),
      ),
  );
  const medicines = coursesOf(records.filter((row) => row.kind === "medicine")).filter((one) =>
    takenOn(one, now),
  );
  const questions = records.filter((row) => row.kind === "question") as QuestionRecord[];
  return (
    <div class="appointment">
      <PageHead title={m.appointment_title()} back="/more" />
      <p class="strong">{last ? m.appointment_since({ day: day(since) }) : m.appointment_since_first()}</p>
      <Visits visits={{ last, next }} />
      <Questions rows={questions} since={since} />
      <Lines
        title={m.summary_happened()}
        lines={of(HAPPENED).map((row) => `${day(row.date)} · ${describe(row)}`)}
      />
      <section class="section">
        <h2>{m.appointment_load()}</h2>
        {LEGS.map((leg) => {
          const { load, held } = known.allowed[leg];
          if (!load) return null;
          return (
            <p key={leg}>
              <span class="strong">{sideName(leg)}:</span> {loadFigure(load, profile?.settings.weight_unit)}
              {load.aid && `, ${aidName(load.aid)}`}
              {held && ` (${held.by.text.seen})`}
              {load.decided_on &&
                `, ${
                  load.decided_by
                    ? m.today_decided({ name: load.decided_by, day: sayDate(load.decided_on) })
                    : m.today_decided_no_name({ day: sayDate(load.decided_on) })
                }`}
            </p>
          );
        })}
        {LEGS.every((leg) => !known.allowed[leg].load) && <p class="quiet">{m.appointment_no_load()}</p>}
        <p>
          {m.appointment_done({
            all: dayRange(since, now).length,
            pain: days("pain"),
            load: days("weight_bearing"),
            exercise: days("exercise"),
            practice: days("scale_practice"),
          })}
        </p>
        {signed.map((words) => (
          <p key={words}>{words}</p>
        ))}
        <p class="small quiet">{m.summary_reported()}</p>
      </section>
      <section class="section">
        <h2>{m.appointment_pain()}</h2>
        {places.length === 0 && <p class="quiet">{m.appointment_no_pain()}</p>}
        <WeekTables places={places} />
      </section>
      <Lines
        title={m.appointment_scans()}
        lines={of(SCANS).map((row) => `${day(row.date)} · ${describe(row)}`)}
      />
      <Findings rows={findingsSince(findings, since)} />
      {medicines.length > 0 && (
        <Lines
          title={m.appointment_medicines()}
          lines={medicines.map((one) => `${medicineName(one.name)} · ${sayRhythm(one)}`)}
        />
      )}
      <p class="small quiet">{m.summary_foot()}</p>
      {profile && (
        <p>
          <a
            class="button button-primary button-wide"
            href={appointmentPage(profile.id, locale())}
            target="_blank"
            rel="noopener"
          >
            {m.appointment_pdf()}
          </a>
          <span class="small quiet">{m.appointment_pdf_say()}</span>
        </p>
      )}
    </div>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <section class="section">
      <h2>{title}</h2>
      {lines.length === 0 && <p class="quiet">{m.appointment_nothing()}</p>}
      <ul class="lines">
        {lines.map((words, index) => (
          <li key={index} class="entry-line appointment-words">
            {words}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What was noticed, and what it asked for. */
function Findings({ rows }: { rows: readonly Finding[] }) {
  return (
    <section class="section">
      <h2>{m.appointment_findings()}</h2>
      {rows.length === 0 && <p class="quiet">{m.appointment_no_findings()}</p>}
      <ul class="lines">
        {rows.map((one) => (
          <li key={one.id} class="entry-line">
            <div>
              <p class="small quiet">
                {urgencyName(one.urgency)} · {day(one.opened_on)}
                {one.resolved_on && ` · ${m.appointment_over({ day: day(one.resolved_on) })}`}
              </p>
              <p>{one.text.seen}</p>
              <p>{one.text.do}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
