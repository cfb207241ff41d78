import "./summary.css";
import { useMemo } from "preact/hooks";
import { useRoute } from "preact-iso";
import { courseOf } from "~/domain/course";
import { addDays, addMonths, type Day, formatDay, isDay, today as todayOf } from "~/domain/days";
import { monthOf } from "~/domain/month";
import { progressOfAll } from "~/domain/progress";
import type { AnyRecord } from "~/domain/records";
import { numbersOf } from "~/domain/rules/numbers";
import { LEGS } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { useLive, useProfile, useRead } from "~/sync/hooks";
import { describe } from "~/ui/describe";
import { BackIcon, ChevronIcon } from "~/ui/icons";
import { intl } from "~/ui/language";
import { PageHead } from "~/ui/page";
import { progressSentence } from "~/ui/progress-words";
import { Waiting } from "~/ui/waiting";
import { WeekTables } from "~/ui/week-tables";
import { loadFigure, sideName } from "~/ui/words";

/** What one printed side has room for. */
const EVENTS = 8;
const NOTES = 6;
const PLACES = 3;

/** One month on one printed side, from what is on this phone. */
export function Summary() {
  const { params } = useRoute();
  const read = useRead();
  const profile = useProfile();
  const records = useLive(
    async (db) => (await db.records.toArray()).filter((row) => row.current === 1) as unknown as AnyRecord[],
  );
  const now = todayOf();
  const asked = `${params.month ?? ""}-01`;
  const first = isDay(asked) && asked <= now ? asked : `${now.slice(0, 7)}-01`;
  const facts = useMemo(() => {
    if (!records) return null;
    const course = courseOf(records, now, null, profile?.load_terms);
    const all = progressOfAll(records, now, numbersOf(profile?.numbers));
    return { course, all, month: monthOf(course, records, first, now) };
  }, [records, profile, first, now]);
  if (!read || !records || !facts || profile === undefined)
    return <Waiting title={m.summary_title()} back="/progress" />;
  const { course, all, month } = facts;
  const last = addDays(addMonths(first, 1), -1);
  const inside = (day: Day) => day >= first && day <= last;
  const places = all
    .map((one) => ({ ...one, weeks: one.weeks.filter((week) => inside(addDays(week.first, 3))) }))
    .filter((one) => one.weeks.length > 0)
    .slice(0, PLACES);
  const loads = LEGS.flatMap((leg) =>
    course.load[leg]
      .filter((span) => span.from <= last && (span.open || span.to >= first))
      .map((span) =>
        m.summary_load_line({
          side: sideName(leg),
          load: loadFigure(span, profile?.settings.weight_unit),
          day: formatDay(span.from, intl(), "numeric"),
        }),
      ),
  );
  const events = course.marks.filter((mark) => inside(mark.day));
  const notes = records
    .filter((row) => inside(row.date) && row.kind === "pain" && typeof row.note === "string" && row.note)
    .sort((a, b) => (a.date < b.date ? -1 : 1));
  const count = (of: (day: (typeof month.days)[number]) => boolean) => month.days.filter(of).length;
  const to = (months: number) => `/more/month/${addMonths(first, months).slice(0, 7)}`;
  return (
    <div class="summary">
      <PageHead title={m.summary_title()} back="/progress" />
      <div class="progress-move" dir="ltr">
        <a class="icon-button no-print" href={to(-1)} aria-label={m.month_before()}>
          <BackIcon />
        </a>
        <p class="strong">
          {formatDay(first, intl(), "month")}
          {profile?.name ? ` · ${profile.name}` : ""}
        </p>
        {addMonths(first, 1) <= now ? (
          <a class="icon-button no-print" href={to(1)} aria-label={m.month_after()}>
            <ChevronIcon />
          </a>
        ) : (
          <span class="icon-button" />
        )}
      </div>
      <p>{m.month_logged({ logged: month.logged, asked: month.asked })}</p>
      {inside(now) && (
        <section>
          <h2>{m.summary_now()}</h2>
          {all
            .filter((one) => one.current)
            .map((one) => (
              <p key={one.place}>{progressSentence(one, true)}</p>
            ))}
        </section>
      )}
      <section>
        <h2>{m.chart_pain()}</h2>
        {places.length === 0 && <p class="quiet">{m.summary_none()}</p>}
        <WeekTables places={places} />
      </section>
      <section>
        <h2>{m.summary_loads()}</h2>
        {loads.map((words) => (
          <p key={words}>{words}</p>
        ))}
        <p>
          {m.summary_counts({
            decided: count((day) => day.load === "as_decided"),
            above: count((day) => day.load === "above"),
            exercise: count((day) => day.exercise),
            practice: count((day) => day.practice),
          })}
        </p>
        <p class="small quiet">{m.summary_reported()}</p>
      </section>
      <Few
        title={m.summary_happened()}
        lines={events.map((mark) => ({ id: mark.id, day: mark.day, words: describe(mark.record) }))}
        most={EVENTS}
      />
      <Few
        title={m.summary_notes()}
        lines={notes.map((row) => ({ id: row.id, day: row.date, words: String(row.note) }))}
        most={NOTES}
      />
      <p class="small quiet">{m.summary_foot()}</p>
      <button type="button" class="button button-primary no-print" onClick={() => print()}>
        {m.course_print()}
      </button>
    </div>
  );
}

/** The newest of them, and how many there is no room for. */
function Few({
  title,
  lines,
  most,
}: {
  title: string;
  lines: readonly { id: string; day: Day; words: string }[];
  most: number;
}) {
  if (lines.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul>
        {lines.slice(-most).map(({ id, day, words }) => (
          <li key={id} class="summary-line">
            {formatDay(day, intl(), "short")} · {words}
          </li>
        ))}
      </ul>
      {lines.length > most && <p class="small quiet">{m.summary_more({ count: lines.length - most })}</p>}
    </section>
  );
}
