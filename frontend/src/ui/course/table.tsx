import type { Course, PainPoint, PlacePain } from "~/domain/course";
import { type Day, formatDay } from "~/domain/days";
import type { Finding, WeightUnit } from "~/domain/records";
import type { Strip } from "~/domain/strips";
import { LEGS, type LoadReport } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { describe } from "../describe";
import { intl } from "../language";
import { loadFigure, loadTerm, reportFigure, type SaidLoad, sayNumber, sideName, sideWord } from "../words";
import { measuredWords } from "../words/measured";
import { practiceWords } from "../words/practice";
import { spanWords, stripName } from "./strips";

/** The chart's figures, newest first, for those who read rather than look. */
export function CourseTable({
  course,
  from,
  to,
  clinical,
  unit,
  strips = [],
  findings = [],
  others = [],
  hidden,
}: {
  course: Course;
  from: Day;
  to: Day;
  clinical?: boolean;
  unit?: WeightUnit | null;
  strips?: readonly Strip[];
  findings?: readonly Finding[];
  /** further places, a column each */
  others?: readonly PlacePain[];
  /** hips that are switched off */
  hidden?: ReadonlySet<string>;
}) {
  const hips = LEGS.filter((leg) => !hidden?.has(`hip|${leg}`));
  const values = [
    ...hips.map((leg) => ({ key: leg as string, of: byDay(course.pain[leg]) })),
    ...others.map(({ key, points }) => ({ key, of: byDay(points) })),
  ];
  const days = new Set<Day>();
  for (const leg of LEGS) {
    for (const point of course.pain[leg]) days.add(point.day);
    for (const point of course.reports[leg]) days.add(point.day);
    for (const one of course.measured[leg]) days.add(one.day);
    for (const span of course.load[leg]) days.add(span.from);
    for (const one of course.practice[leg]) days.add(one.day);
  }
  for (const point of course.unsided) days.add(point.day);
  for (const place of others) for (const point of place.points) days.add(point.day);
  for (const one of course.exercise) days.add(one.day);
  for (const mark of course.marks) days.add(mark.day);
  for (const strip of strips)
    for (const one of [...strip.spans, ...strip.dots]) days.add("day" in one ? one.day : one.from);
  for (const finding of findings) days.add(finding.opened_on);
  const rows = [...days].filter((day) => day >= from && day <= to).sort((a, b) => (a < b ? 1 : -1));
  const years = from.slice(0, 4) !== to.slice(0, 4);
  const term = (load: SaidLoad & { status?: LoadReport | null }) =>
    clinical ? loadTerm(load) : loadFigure(load, unit);
  return (
    <div class="scroll-x" tabIndex={0} role="region" aria-label={m.chart_table()}>
      <table class="data">
        <caption class="visually-hidden">{m.chart_label()}</caption>
        <thead>
          <tr>
            <th scope="col">{m.table_day()}</th>
            {hips.map((leg) => (
              <th key={leg} scope="col" class={`side-${leg}`}>
                {m.table_pain({ side: sideWord(leg) })}
              </th>
            ))}
            {others.map((place) => (
              <th key={place.key} scope="col">
                {place.name}
              </th>
            ))}
            <th scope="col">{m.table_load()}</th>
            <th scope="col">{m.table_more()}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((day) => (
            <tr key={day}>
              <th scope="row" class="one-line">
                {formatDay(day, intl(), years ? "numeric" : "short")}
              </th>
              {values.map(({ key, of }) => (
                <td key={key}>{of.get(day) ?? "–"}</td>
              ))}
              <td>
                {putOn(course, day, clinical).map(({ id, words }) => (
                  <div key={id} class="one-line">
                    {words}
                  </div>
                ))}
              </td>
              <td>
                {[
                  ...course.unsided
                    .filter((point) => point.day === day && point.value !== null)
                    .map((point) =>
                      m.readout_pain({ side: m.side_unknown(), value: sayNumber(point.value!) }),
                    ),
                  ...LEGS.flatMap((leg) =>
                    course.load[leg]
                      .filter((span) => span.from === day)
                      .map((span) => m.table_decided({ load: `${sideName(leg)} ${term(span)}` })),
                  ),
                  ...LEGS.flatMap((leg) =>
                    course.practice[leg]
                      .filter((one) => one.day === day)
                      .map(
                        (one) =>
                          `${m.cursor_practice({ side: sideName(leg) })} ${practiceWords(one, unit ?? "kg")}`,
                      ),
                  ),
                  ...course.exercise
                    .filter((one) => one.day === day)
                    .map((one) => m.minutes({ count: one.minutes })),
                  ...course.marks.filter((mark) => mark.day === day).map((mark) => describe(mark.record)),
                  ...strips.flatMap((strip) => stripWords(strip, day)),
                  ...findings.filter((one) => one.opened_on === day).map((one) => one.text.seen),
                ].join(", ")}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What each day with a number says. */
const byDay = (points: readonly PainPoint[]) =>
  new Map(points.flatMap(({ day, value }) => (value === null ? [] : [[day, sayNumber(value)] as const])));

/** What was measured, which comes first, and what was reported of a day's load; a dash where neither was. */
function putOn(course: Course, day: Day, clinical: boolean | undefined): { id: string; words: string }[] {
  const on = <T extends { day: Day }>(rows: readonly T[]) => rows.filter((one) => one.day === day);
  const lines = LEGS.flatMap((leg) => [
    ...on(course.measured[leg]).map((one) => ({
      id: one.id,
      words: `${m.cursor_measured({ side: sideName(leg) })}: ${measuredWords(one)}`,
    })),
    ...on(course.reports[leg]).map((one) => ({
      id: one.id,
      words: `${m.cursor_reported({ side: sideName(leg) })}: ${clinical ? loadTerm(one) : reportFigure(one)}`,
    })),
  ]);
  return lines.length > 0 ? lines : [{ id: "none", words: "–" }];
}

/** What begins on that day, or was logged for it; pain by place as "Left groin 4". */
function stripWords(strip: Strip, day: Day): string[] {
  const begun = strip.spans
    .filter((span) => span.from === day)
    .flatMap((span) =>
      strip.kind === "site"
        ? span.level == null
          ? []
          : [`${stripName(strip)} ${sayNumber(span.level)}`]
        : [spanWords(strip, span)],
    );
  return [
    ...begun,
    ...strip.dots.filter((dot) => dot.day === day && strip.kind === "reminders").map((dot) => dot.text),
  ];
}
