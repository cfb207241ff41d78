import { type Course, loadOn } from "~/domain/course";
import { type Day, formatDay } from "~/domain/days";
import type { WeightUnit } from "~/domain/records";
import { LEGS } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { intl } from "../language";
import { loadFigure, loadTerm, reportFigure, sayNumber, sideName } from "../words";
import { measuredWords } from "../words/measured";
import { practiceWords } from "../words/practice";

/** The day under the cursor in words; keeps its height, so nothing jumps. */
export function CourseReadout({
  course,
  day,
  clinical,
  unit,
}: {
  course: Course;
  day: Day | null;
  clinical?: boolean;
  unit?: WeightUnit | null;
}) {
  if (!day) return <p class="small quiet course-readout">{m.chart_hint()}</p>;
  const parts = LEGS.flatMap((leg) => {
    const point = course.pain[leg].find((one) => one.day === day);
    const span = loadOn(course.load[leg], day);
    return [
      point && point.value !== null && m.readout_pain({ side: sideName(leg), value: sayNumber(point.value) }),
      span && `${sideName(leg)} ${clinical ? loadTerm(span) : loadFigure(span, unit)}`,
      ...course.measured[leg]
        .filter((one) => one.day === day)
        .map((one) => `${m.cursor_measured({ side: sideName(leg) })}: ${measuredWords(one)}`),
      ...course.reports[leg]
        .filter((one) => one.day === day)
        .map(
          (one) =>
            `${m.cursor_reported({ side: sideName(leg) })}: ${clinical ? loadTerm(one) : reportFigure(one)}`,
        ),
      ...course.practice[leg]
        .filter((one) => one.day === day)
        .map((one) => `${m.cursor_practice({ side: sideName(leg) })}: ${practiceWords(one, unit ?? "kg")}`),
    ];
  }).filter(Boolean);
  const unsided = course.unsided.find((one) => one.day === day)?.value;
  if (unsided !== null && unsided !== undefined)
    parts.push(m.readout_pain({ side: m.side_unknown(), value: sayNumber(unsided) }));
  return (
    <p class="small course-readout" aria-live="polite">
      <span class="strong">{formatDay(day, intl(), "full")}</span>
      {parts.length > 0 ? ` · ${parts.join(" · ")}` : ` · ${m.readout_nothing()}`}
    </p>
  );
}
