import {
  aboveEachOn,
  type Course,
  highestOn,
  type LoadSpan,
  loadOn,
  type ReportPoint,
} from "~/domain/course";
import type { Day } from "~/domain/days";
import { type DrawnLoad, fillOf, fillOfKilograms } from "~/domain/load";
import type { WeightUnit } from "~/domain/records";
import type { Leg } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { loadFigure, loadTerm, sideWord } from "../words";
import { DAYS_APART, joined, type Scale } from "./scale";

/** One leg: what was decided as a band, what was reported as dots on it, what was measured as a square: it outranks the dot. */
export function LoadTrack({
  leg,
  course,
  scale,
  top,
  height,
  id,
  clinical,
  unit,
}: {
  leg: Leg;
  course: Course;
  scale: Scale;
  top: number;
  height: number;
  id: string;
  clinical?: boolean;
  unit?: WeightUnit | null;
}) {
  const { from, to, x, left: start, right: end, clip, dim } = scale;
  const at = (fill: number) => top + height - fill * height;
  const level = (load: DrawnLoad) => at(fillOf(load));
  const reportAt = (report: ReportPoint) =>
    at(fillOfKilograms(report.kg, loadOn(course.load[leg], report.day)) ?? fillOf(report));
  const measured = course.measured[leg].filter((one) => one.day >= from && one.day <= to);
  const decisionOn = (day: Day) => highestOn(course.load[leg], day);
  const reports = course.reports[leg].filter((report) => report.day >= from && report.day <= to);
  const measuredOn = new Set(measured.map((one) => one.day));
  const toneOf = (report: ReportPoint) =>
    `${clinical && !measuredOn.has(report.day) && aboveEachOn(course.load[leg], report) ? "report-above" : ""} ${dim([report.id])}`;
  const many = scale.span > DAYS_APART;
  const name = (span: LoadSpan) => (clinical ? loadTerm(span) : loadFigure(span, unit));
  const shown = course.load[leg].filter((span) => span.to >= from && span.from <= to);
  return (
    <g>
      <text x={start} y={top - 6} class={`chart-lane side-${leg}`}>
        {m.chart_load({ side: sideWord(leg) })}
      </text>
      <path d={`M${start} ${top + height}H${end}`} class="axis-line" />
      <g clip-path={clip}>
        {shown.map((span) => {
          const left = Math.max(start, x(span.from));
          const right = Math.min(end, x(span.to));
          const lineAt = level(span);
          return (
            <g key={span.id} class={dim([span.id])}>
              <rect
                x={left}
                y={lineAt}
                width={Math.max(0, right - left)}
                height={top + height - lineAt}
                class={`band band-${leg}`}
                fill={leg === "right" ? `url(#${id}-hatch)` : undefined}
              />
              <path d={`M${left} ${lineAt}H${right}`} class={`band-line band-line-${leg}`} />
              <path d={`M${left} ${top}V${top + height}`} class="band-edge" />
            </g>
          );
        })}
        {reports.map((report) =>
          report.status === "UNABLE" ? (
            <path
              key={report.id}
              d={`M${x(report.day) - 4} ${top + height - 10}l8 8m0-8l-8 8`}
              class={`unable ${dim([report.id])}`}
            />
          ) : many ? null : (
            <circle
              key={report.id}
              cx={x(report.day)}
              cy={reportAt(report)}
              r="2.5"
              class={`report report-${leg} ${toneOf(report)}`}
            />
          ),
        )}
        {many &&
          joined(
            reports.filter((report) => report.status !== "UNABLE"),
            toneOf,
            (report) => `M${x(report.day).toFixed(1)} ${(reportAt(report) - 2).toFixed(1)}a2 2 0 1 1-.01 0z`,
          ).map(([tone, d]) => <path key={tone} d={d} class={`report report-${leg} ${tone}`} />)}
        {measured.map((one) => {
          const kg = one.peak_kg ?? one.mean_kg;
          // where neither a limit nor a body weight is known, its height says nothing: it lies on the line
          const fill = fillOfKilograms(kg, loadOn(course.load[leg], one.day)) ?? one.share ?? 0;
          const decision = decisionOn(one.day);
          const limit = decision?.status === "NWB" ? 0 : decision?.kg;
          return (
            <rect
              key={one.id}
              x={x(one.day) - 3.5}
              y={at(fill) - 3.5}
              width="7"
              height="7"
              class={`measured report-${leg} ${clinical && limit != null && (kg ?? 0) > limit ? "report-above" : ""} ${dim([one.id])}`}
            />
          );
        })}
        {/* after the dots, which would make the word illegible */}
        {shown.map((span) => {
          const left = Math.max(start, x(span.from));
          const lineAt = level(span);
          const label = name(span);
          return Math.min(end, x(span.to)) - left <= label.length * 7 + 6 ? null : (
            <text
              key={span.id}
              x={left + 5}
              y={lineAt > top + 20 ? lineAt - 5 : lineAt + 15}
              class={`chart-label ${dim([span.id])}`}
              paint-order="stroke"
            >
              {label}
            </text>
          );
        })}
      </g>
    </g>
  );
}
