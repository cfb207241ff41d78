import "./progress.css";
import { useMemo, useState } from "preact/hooks";
import { adherence, type Course, courseOf, type PlacePain, painElsewhere } from "~/domain/course";
import { addDays, type Day, daysBetween, formatDay, today as todayOf, weekday } from "~/domain/days";
import { happened } from "~/domain/happened";
import { loadReview, readyLegs, reviewNumbers } from "~/domain/load-review";
import { progressOfAll, type Week, weeksByPlace } from "~/domain/progress";
import type { AnyRecord, Finding, Profile } from "~/domain/records";
import { numbersOf } from "~/domain/rules/numbers";
import { LEGS, type Leg } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { useLive, useProfile, useRead } from "~/sync/hooks";
import { CourseChart } from "~/ui/course/chart";
import { CourseTable } from "~/ui/course/table";
import { DexaList } from "~/ui/dexa-list";
import { CurveDrawing } from "~/ui/drawings";
import { BackIcon, ChevronIcon } from "~/ui/icons";
import { intl } from "~/ui/language";
import { LoadReview } from "~/ui/load-review";
import { localFindings } from "~/ui/local-findings";
import { ProgressSentence } from "~/ui/progress-sentence";
import { Waiting } from "~/ui/waiting";
import { WeekTables } from "~/ui/week-tables";
import { placeName } from "~/ui/words";
import { DayAll } from "./day-all";
import { Month } from "./month";

const WINDOWS = [14, 42, 182, 0] as const;

export function Progress() {
  const read = useRead();
  const profile = useProfile();
  const records = useLive(
    async (db) =>
      (await db.records.toArray()).filter(
        // a scan that the server would not take waits in the tray, and is compared with none
        (row) => row.current === 1 && !(row.kind === "dexa" && row.sync === "refused"),
      ) as unknown as AnyRecord[],
  );
  const findings = useLive((db) => db.findings.toArray());
  if (!read || !records || !findings || profile === undefined) return <Waiting title={m.nav_progress()} />;
  return <Loaded {...{ records, profile, findings }} />;
}

/** What is drawn anew with each touch of the chart is worked out once. */
function Loaded({
  records,
  profile,
  findings,
}: {
  records: AnyRecord[];
  profile: Profile | null;
  findings: Finding[];
}) {
  const [days, setDays] = useState<number>(42);
  const [end, setEnd] = useState<Day | null>(null);
  const [cursor, setCursor] = useState<Day | null>(null);
  const [table, setTable] = useState(false);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const now = todayOf();
  const episode = profile?.episodes.find((one) => one.state !== "resolved") ?? profile?.episodes.at(-1);
  const numbers = numbersOf(profile?.numbers);
  const course = useMemo(
    () => courseOf(records, now, episode?.onset ?? null, profile?.load_terms),
    [records, now, profile],
  );
  const answers = useMemo(() => progressOfAll(records, now, numbers), [records, now, profile]);
  const review = useMemo(() => reviewOf(records, profile, findings, now), [records, profile, findings, now]);
  const marks = useMemo(() => happened(course, records), [course]);
  const places = useMemo(() => placesOf(course, painElsewhere(records, now)), [course, records, now]);
  const others = places.filter((place) => !place.key.startsWith("hip|") && !hidden.has(place.key));
  const seen = shownOf(course, hidden);
  const weeks = useMemo(
    () => new Map([...weeksByPlace(answers)].filter(([place]) => !hidden.has(place.replace(":", "|")))),
    [answers, hidden],
  );
  const month = useMemo(
    () => <Month {...{ course, records, now }} unit={profile?.settings.weight_unit} />,
    [course, records, now, profile],
  );
  const criteria = useMemo(() => <LoadReview {...review} own />, [review]);
  const sentence = useMemo(
    () => <ProgressSentence {...{ numbers }} answers={answers.filter((one) => one.current)} own />,
    [answers],
  );
  const unit = profile?.settings.weight_unit ?? "kg";
  // an entry that names a place without a strength draws nothing
  const anything = [course.pain.left, course.pain.right, course.unsided, course.elsewhere].some((points) =>
    points.some((point) => point.value !== null),
  );
  const to = end ?? now;
  const from = days === 0 ? course.from : addDays(to, -days + 1);
  const years = from.slice(0, 4) === now.slice(0, 4) ? "short" : "numeric";
  const move = (direction: 1 | -1) => {
    if (days === 0) return;
    const next = addDays(to, direction * Math.ceil(days / 2));
    setEnd(next >= now ? null : next < course.from ? to : next);
    setCursor(null);
  };
  const kept = useMemo(
    () =>
      adherence(
        records.filter((row) => row.kind === "programme"),
        records.filter((row) => row.kind === "exercise" && row.date > addDays(now, -14)),
        addDays(now, -13),
        now,
        weekday,
      ),
    [records, now],
  );

  return (
    <>
      <div class="page-head">
        <h1>{m.nav_progress()}</h1>
      </div>
      {!anything ? (
        <div class="empty">
          <CurveDrawing size={96} />
          <p>{m.progress_empty()}</p>
          <a class="button button-primary" href="/log">
            {m.today_log_go()}
          </a>
        </div>
      ) : (
        <>
          {sentence}
          <div class="progress-windows">
            <div class="segmented" role="group" aria-label={m.progress_window()}>
              {WINDOWS.map((count) => (
                <button
                  key={count}
                  type="button"
                  aria-pressed={days === count}
                  onClick={() => {
                    setDays(count);
                    setEnd(null);
                    setCursor(null);
                  }}
                >
                  {count === 0
                    ? m.window_all()
                    : count === 14
                      ? m.window_weeks({ count: 2 })
                      : count === 42
                        ? m.window_weeks({ count: 6 })
                        : m.window_months({ count: 6 })}
                </button>
              ))}
            </div>
          </div>
          {/* as the time axis runs, in every language */}
          <div class="progress-move" dir="ltr">
            <button
              type="button"
              class="icon-button"
              aria-label={m.progress_earlier()}
              disabled={days === 0 || from <= course.from}
              onClick={() => move(-1)}
            >
              <BackIcon />
            </button>
            <p class="small quiet">
              {formatDay(from, intl(), years)} – {formatDay(to, intl(), years)}
            </p>
            <button
              type="button"
              class="icon-button"
              aria-label={m.progress_later()}
              disabled={to >= now}
              onClick={() => move(1)}
            >
              <ChevronIcon />
            </button>
          </div>
          {places.length > 1 && (
            <div class="progress-places" role="group" aria-label={m.progress_places()}>
              {places.map((place) => (
                <button
                  key={place.key}
                  type="button"
                  class="chip"
                  aria-pressed={!hidden.has(place.key)}
                  onClick={() => setHidden(without(hidden, place.key))}
                >
                  {place.name}
                </button>
              ))}
            </div>
          )}
          <figure>
            <figcaption class="strong">{m.chart_pain()}</figcaption>
            <CourseChart
              {...{ from, to, cursor, unit, weeks, marks, others }}
              course={seen}
              painHeight={250}
              onCursor={setCursor}
              onSwipe={move}
            />
            <p class="small quiet">{m.chart_weeks()}</p>
            {LEGS.some((leg) => course.practice[leg].length > 0) && (
              <p class="small quiet">{m.practice_days_say()}</p>
            )}
            {cursor ? (
              <DayAll {...{ course, records, unit }} day={cursor} />
            ) : (
              <p class="small quiet">{m.chart_hint()}</p>
            )}
          </figure>
          {/* years of rows are made when they are asked for */}
          <details class="fold" onToggle={(event) => setTable((event.target as HTMLDetailsElement).open)}>
            <summary>
              <span class="strong">{m.chart_table()}</span>
              <span class="turn">
                <ChevronIcon />
              </span>
            </summary>
            {table && (
              <>
                <WeekTables places={weeksIn(weeks, from, to)} />
                <CourseTable {...{ course, from, to, unit, others, hidden }} />
              </>
            )}
          </details>
          {month}
          {criteria}
          {course.onset && (
            <section class="section">
              <h2>{m.progress_time()}</h2>
              <p>
                {daysBetween(course.onset, now) < 7
                  ? m.progress_since_days()
                  : m.progress_since({ count: Math.round(daysBetween(course.onset, now) / 7) })}
              </p>
              <p class="quiet small">{m.progress_usual()}</p>
            </section>
          )}
          {kept && (
            <section class="section">
              <h2>{m.progress_exercise()}</h2>
              <p>
                <span class="progress-figure">
                  {m.progress_kept({ done: kept.done, planned: kept.planned })}
                </span>
              </p>
              <p class="quiet small">{m.progress_kept_window()}</p>
            </section>
          )}
          {course.dexa.length > 0 && (
            <section class="section">
              <h2>{m.dexa_title()}</h2>
              <DexaList scans={course.dexa} precision={profile?.dexa_precision} />
            </section>
          )}
        </>
      )}
    </>
  );
}

/** The five criteria by the server's findings and those that this phone raises by itself. */
function reviewOf(
  records: readonly AnyRecord[],
  profile: Profile | null,
  findings: readonly Finding[],
  now: Day,
) {
  const numbers = reviewNumbers(profile?.numbers);
  const terms = profile?.load_terms ?? { left: [], right: [] };
  const all = [...findings, ...localFindings(records, now, findings, numbersOf(profile?.numbers))];
  const of = (leg: Leg) => loadReview(leg, records, terms, all, now, numbers);
  return { criteria: { left: of("left"), right: of("right") }, ready: readyLegs(findings), numbers };
}

const without = (places: ReadonlySet<string>, one: string) =>
  new Set(places.has(one) ? [...places].filter((place) => place !== one) : [...places, one]);

/** The weeks that end in the window, newest first, of each place that has any. */
const weeksIn = (weeks: ReadonlyMap<string, readonly Week[]>, from: Day, to: Day) =>
  [...weeks].flatMap(([place, all]) => {
    const shown = all.filter((week) => week.last >= from && week.last <= to);
    return shown.length > 0 ? [{ place, weeks: shown.toReversed() }] : [];
  });

/** Every place that ever had a number: the hips first. */
function placesOf(course: Course, elsewhere: ReadonlyMap<string, PlacePain["points"]>): PlacePain[] {
  const hips = [
    ["hip|left", course.pain.left],
    ["hip|right", course.pain.right],
    ["hip|unknown", course.unsided],
  ] as const;
  return [...hips, ...elsewhere]
    .filter(([, points]) => points.some((point) => point.value !== null))
    .map(([key, points]) => {
      const [site, side] = key.split("|");
      return { key, name: placeName(site!, side), points: [...points] };
    });
}

/** The course without the hips that are switched off. */
const shownOf = (course: Course, hidden: ReadonlySet<string>): Course => ({
  ...course,
  pain: {
    left: hidden.has("hip|left") ? [] : course.pain.left,
    right: hidden.has("hip|right") ? [] : course.pain.right,
  },
  unsided: hidden.has("hip|unknown") ? [] : course.unsided,
});
