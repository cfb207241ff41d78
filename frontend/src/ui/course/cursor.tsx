import { aboveEachOn, type Course, highestOn, loadOn } from "~/domain/course";
import { type Day, daysBetween, formatDay } from "~/domain/days";
import { plannedMinutes } from "~/domain/programme";
import type { AnyRecord, Finding } from "~/domain/records";
import type { Strip } from "~/domain/strips";
import { LEGS } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { describe } from "../describe";
import { intl } from "../language";
import { loadTerm, sayNumber, sideName } from "../words";
import { measuredWords } from "../words/measured";
import { practiceWords } from "../words/practice";
import { spanWords, stripName } from "./strips";

/** What every track says on the day under the cursor. It keeps its height, so that nothing jumps. */
export function CursorValues({
  course,
  strips,
  records,
  findings,
  day,
}: {
  course: Course;
  strips: readonly Strip[];
  records: readonly AnyRecord[];
  findings: readonly Finding[];
  day: Day | null;
}) {
  if (!day)
    return (
      <div class="cursor-values">
        <p class="small quiet">{m.cursor_hint()}</p>
      </div>
    );
  const parts = valuesOn(course, strips, records, findings, day);
  return (
    <div class="cursor-values" aria-live="polite">
      <p class="strong">{formatDay(day, intl(), "full")}</p>
      <dl class="cursor-list">
        {parts.map(([name, value, tone]) => (
          <div key={name} class="cursor-pair">
            <dt class={`quiet ${tone ?? ""}`}>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {parts.length === 0 && <p class="quiet">{m.readout_nothing()}</p>}
      </dl>
    </div>
  );
}

function valuesOn(
  course: Course,
  strips: readonly Strip[],
  records: readonly AnyRecord[],
  findings: readonly Finding[],
  day: Day,
): [string, string, string?][] {
  const out: [string, string, string?][] = [];
  for (const strip of strips) {
    if (strip.kind !== "site") continue;
    const level = strip.spans.find((span) => span.from === day)?.level;
    if (level != null) out.push([stripName(strip), sayNumber(level), strip.side ? `side-${strip.side}` : ""]);
  }
  for (const leg of LEGS) {
    const span = loadOn(course.load[leg], day);
    const reports = course.reports[leg].filter((one) => one.day === day);
    if (span) out.push([m.cursor_decided({ side: sideName(leg) }), loadTerm(span), `side-${leg}`]);
    // what was measured outranks what was reported: it comes first, and says whether it was too much
    const measured = course.measured[leg].filter((one) => one.day === day);
    const limit = highestOn(course.load[leg], day)?.kg;
    for (const one of measured) {
      const kg = one.peak_kg ?? one.mean_kg;
      const words = measuredWords(one);
      out.push([
        m.cursor_measured({ side: sideName(leg) }),
        limit != null && kg != null && kg > limit ? m.cursor_above({ load: words }) : words,
        `side-${leg}`,
      ]);
    }
    for (const report of reports) {
      const above = measured.length === 0 && aboveEachOn(course.load[leg], report);
      const words = loadTerm(report);
      out.push([
        m.cursor_reported({ side: sideName(leg) }),
        above ? m.cursor_above({ load: words }) : words,
        `side-${leg}`,
      ]);
    }
    for (const practice of course.practice[leg].filter((one) => one.day === day))
      out.push([m.cursor_practice({ side: sideName(leg) }), practiceWords(practice, "kg"), `side-${leg}`]);
  }
  for (const strip of strips) {
    if (strip.kind === "site" || strip.kind === "reminders") continue;
    const span = strip.spans.findLast((one) => one.from <= day && day <= one.to);
    const dot = strip.dots.find((one) => one.day === day);
    if (span)
      out.push([
        strip.kind === "medicine" ? m.strip_medicines() : stripName(strip),
        span.what === "pregnant"
          ? m.desk_pregnant_weeks({ weeks: Math.floor(daysBetween(span.from, day) / 7) })
          : spanWords(strip, span),
      ]);
    if (dot && strip.kind === "aid")
      out.push([m.cursor_aid_reported(), spanWords(strip, { from: day, to: day, what: dot.text, ids: [] })]);
  }
  const done = course.exercise.find((one) => one.day === day)?.minutes;
  const planned = plannedMinutes(records, day);
  if (done !== undefined || planned !== null)
    out.push([
      m.chart_exercise(),
      planned === null
        ? m.minutes({ count: done ?? 0 })
        : m.cursor_of_planned({ done: sayNumber(done ?? 0), planned: sayNumber(planned) }),
    ]);
  for (const mark of course.marks.filter((one) => one.day === day && one.kind !== "dexa"))
    out.push([m.cursor_that_day(), describe(mark.record)]);
  for (const scan of course.dexa.filter((one) => one.date === day))
    out.push([m.mark_dexa(), describe(scan as unknown as AnyRecord)]);
  const told =
    strips.find((strip) => strip.kind === "reminders")?.dots.filter((dot) => dot.day === day) ?? [];
  if (told.length > 0)
    out.push([
      m.strip_reminders(),
      m.cursor_told({ count: told.length, answered: told.filter((dot) => dot.full).length }),
    ]);
  const open = findings.filter(
    (one) => one.opened_on <= day && (!one.resolved_on || one.resolved_on > day),
  ).length;
  if (open > 0) out.push([m.chart_findings(), m.desk_open({ count: open })]);
  return out;
}
