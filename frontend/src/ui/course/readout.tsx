import type { Course } from "~/domain/course";
import { type Day, formatDay } from "~/domain/days";
import { LEGS } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { intl } from "../language";
import { loadShort, loadTerm, sayNumber, sideName } from "../words";

/** The day under the cursor in words; keeps its height, so nothing jumps. */
export function CourseReadout({
  course,
  day,
  clinical,
}: {
  course: Course;
  day: Day | null;
  clinical?: boolean;
}) {
  if (!day) return <p class="small quiet course-readout">{m.chart_hint()}</p>;
  const parts = LEGS.flatMap((leg) => {
    const point = course.pain[leg].find((one) => one.day === day);
    const span = course.load[leg].find((one) => one.from <= day && day <= one.to);
    return [
      point && point.value !== null && m.readout_pain({ side: sideName(leg), value: sayNumber(point.value) }),
      span && `${sideName(leg)} ${clinical ? loadTerm(span) : loadShort(span.status)}`,
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
