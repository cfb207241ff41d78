import type { Course, LoadSpan } from "~/domain/course";
import type { Day } from "~/domain/days";
import { aboveDecision, fillOf } from "~/domain/load";
import type { Leg } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { loadShort, loadTerm, sideWord } from "../words";
import type { Scale } from "./scale";

/** One leg: what was decided as a band, what was reported as dots on it. */
export function LoadTrack({
  leg,
  course,
  scale,
  top,
  height,
  id,
  clinical,
}: {
  leg: Leg;
  course: Course;
  scale: Scale;
  top: number;
  height: number;
  id: string;
  clinical?: boolean;
}) {
  const { from, to, x, left: start, right: end, clip, dim } = scale;
  const level = (status: string, percent: number | null) =>
    top + height - fillOf(status as never, percent) * height;
  const decisionOn = (day: Day) => course.load[leg].findLast((span) => span.from <= day && day <= span.to);
  const name = (span: LoadSpan) =>
    clinical ? loadTerm(span) : span.percent ? m.percent({ value: span.percent }) : loadShort(span.status);
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
          const lineAt = level(span.status, span.percent);
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
        {course.reports[leg]
          .filter((report) => report.day >= from && report.day <= to)
          .map((report) =>
            report.status === "UNABLE" ? (
              <path
                key={report.id}
                d={`M${x(report.day) - 4} ${top + height - 10}l8 8m0-8l-8 8`}
                class={`unable ${dim([report.id])}`}
              />
            ) : (
              <circle
                key={report.id}
                cx={x(report.day)}
                cy={level(report.status, report.percent)}
                r="2.5"
                class={`report report-${leg} ${clinical && aboveDecision(report, decisionOn(report.day)) ? "report-above" : ""} ${dim([report.id])}`}
              />
            ),
          )}
        {/* after the dots, which would make the word illegible */}
        {shown.map((span) => {
          const left = Math.max(start, x(span.from));
          const lineAt = level(span.status, span.percent);
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
