import { type Course, loadOn } from "~/domain/course";
import { type Day, formatDay } from "~/domain/days";
import type { AnyRecord, WeightUnit } from "~/domain/records";
import { LEGS } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { describe } from "~/ui/describe";
import { intl } from "~/ui/language";
import { loadFigure, sideWord } from "~/ui/words";

/** Everything of one day: what was decided for it, and each entry in its words. */
export function DayAll({
  day,
  course,
  records,
  unit,
}: {
  day: Day;
  course: Course;
  records: readonly AnyRecord[];
  unit?: WeightUnit | null;
}) {
  const rows = records.filter((row) => row.date === day && row.kind !== "deletion");
  const loads = LEGS.flatMap((leg) => {
    const span = loadOn(course.load[leg], day);
    return span ? [{ leg, words: loadFigure(span, unit) }] : [];
  });
  return (
    <div class="day-all" aria-live="polite">
      <p class="strong">{formatDay(day, intl(), "full")}</p>
      {loads.map(({ leg, words }) => (
        <p key={leg} class="small">
          {m.progress_day_decided({ side: sideWord(leg) })}: {words}
        </p>
      ))}
      {rows.length > 0 ? (
        <ul class="small">
          {rows.map((row) => (
            <li key={row.id}>{describe(row)}</li>
          ))}
        </ul>
      ) : (
        <p class="small quiet">{m.readout_nothing()}</p>
      )}
      <p>
        <a class="small" href={`/log/${day}`}>
          {m.progress_day_open()}
        </a>
      </p>
    </div>
  );
}
