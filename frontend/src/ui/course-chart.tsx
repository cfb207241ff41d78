/** One time axis for everything: load as bands, pain as lines, scans and findings as marks. Drawn in SVG so that type, theme and
 * screen reader stay ours. A table with the same figures stands beside it (course-table.tsx). */
import "./course.css";
import { useEffect, useRef, useState } from "preact/hooks";
import { type Course, type LoadSpan, type Mark, type PainPoint, usualSpan } from "~/domain/course";
import { addDays, type Day, dayRange, daysBetween, formatDay } from "~/domain/days";
import { dexaSeries } from "~/domain/dexa";
import { aboveDecision, fillOf } from "~/domain/load";
import type { Finding } from "~/domain/records";
import type { Strip } from "~/domain/strips";
import { LEGS, type Leg } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { placeStrips, Strips } from "./course-strips";
import { intl } from "./language";
import { dexaSiteName, loadShort, loadTerm, modalityName, sayNumber, sideName, sideWord } from "./words";

export function useWidth(): [(node: HTMLElement | null) => void, number] {
  const [width, setWidth] = useState(0);
  const observer = useRef<ResizeObserver | null>(null);
  const ref = useRef((node: HTMLElement | null) => {
    observer.current?.disconnect();
    if (!node) return;
    setWidth(node.clientWidth);
    observer.current = new ResizeObserver(() => setWidth(node.clientWidth));
    observer.current.observe(node);
  });
  useEffect(() => () => observer.current?.disconnect(), []);
  return [ref.current, width];
}

export interface ChartProps {
  course: Course;
  from: Day;
  to: Day;
  findings?: readonly Finding[];
  /** ids of the entries that stay bright while the rest fades */
  highlight?: ReadonlySet<string> | null;
  cursor?: Day | null;
  onCursor?: (day: Day | null) => void;
  onFinding?: (finding: Finding) => void;
  chosen?: string | null;
  /** clinicians' terms and more tracks */
  clinical?: boolean;
  /** further tracks on the same days */
  strips?: readonly Strip[];
  /** minutes that were planned for a day */
  planned?: (day: Day) => number | null;
  painHeight?: number;
  onSwipe?: (direction: 1 | -1) => void;
}

const GUTTER = 30;
const END = 10;

export function CourseChart(props: ChartProps) {
  const { course, from, to, clinical, highlight, cursor, onCursor, findings = [], painHeight = 220 } = props;
  const { strips = [], planned } = props;
  const [ref, width] = useWidth();
  const start = useRef<number | null>(null);
  const inner = Math.max(60, width - GUTTER - END);
  const span = Math.max(1, daysBetween(from, to));
  const x = (day: Day) => GUTTER + (daysBetween(from, day) / span) * inner;
  const clampDay = (day: Day) => (day < from ? from : day > to ? to : day);
  const legs = LEGS.filter((leg) => course.load[leg].length > 0 || course.reports[leg].length > 0);

  const marksTop = 0;
  const marks = placeMarks(
    course.marks.filter((mark) => mark.day >= from && mark.day <= to),
    x,
  );
  const marksHeight = 12 + 17 * Math.max(1, ...marks.map(({ row }) => row + 1));
  const painTop = marksTop + marksHeight + 8;
  const painBottom = painTop + painHeight;
  const y = (value: number) => painBottom - (value / 10) * painHeight;
  const laneHeight = clinical ? 54 : 50;
  const laneGap = 22;
  const loadTop = painBottom + laneGap;
  const exerciseTop = loadTop + legs.length * (laneHeight + laneGap);
  const plan = planned
    ? dayRange(from, to).flatMap((day) => {
        const minutes = planned(day);
        return minutes === null ? [] : [{ day, minutes }];
      })
    : [];
  const exerciseHeight = course.exercise.length > 0 || plan.length > 0 ? 30 : 0;
  const bone = clinical ? boneSeries(course, from, to) : [];
  const boneTop = exerciseTop + (exerciseHeight ? exerciseHeight + laneGap : 0);
  const boneHeight = bone.length > 0 ? 46 : 0;
  const placed = placeStrips(strips, boneTop + (boneHeight ? boneHeight + laneGap / 2 : -laneGap / 2));
  const findingsTop =
    strips.length > 0 ? placed.bottom + laneGap : boneTop + (boneHeight ? boneHeight + laneGap : 0);
  const shown = findings.filter((finding) => finding.opened_on <= to && endOf(finding, to) >= from);
  const rows = stackRows(shown, to);
  const findingsHeight = clinical && shown.length > 0 ? Math.max(...rows.values()) * 14 + 22 : 0;
  const axisTop = findingsTop + (findingsHeight ? findingsHeight + 12 : 0);
  const height = axisTop + 26;
  const dim = (ids: readonly string[]) => (highlight && !ids.some((id) => highlight.has(id)) ? "faded" : "");

  const dayAt = (event: PointerEvent) => {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    const share = (event.clientX - box.left - GUTTER) / inner;
    return addDays(from, Math.round(Math.min(1, Math.max(0, share)) * span));
  };
  const usual = course.onset ? usualSpan(course.onset) : null;

  return (
    <div ref={ref} class="course-chart" dir="ltr">
      {width > 0 && (
        <svg
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={m.chart_label()}
          onPointerMove={(event) => event.pointerType === "mouse" && onCursor?.(dayAt(event))}
          onPointerDown={(event) => {
            start.current = event.clientX;
            onCursor?.(dayAt(event));
          }}
          onPointerUp={(event) => {
            const moved = start.current === null ? 0 : event.clientX - start.current;
            if (event.pointerType !== "mouse" && Math.abs(moved) > 48) props.onSwipe?.(moved > 0 ? -1 : 1);
          }}
          onPointerLeave={(event) => event.pointerType === "mouse" && onCursor?.(null)}
        >
          <defs>
            <pattern
              id="usual"
              width="7"
              height="7"
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <path d="M0 0v7" class="usual-line" />
            </pattern>
            <pattern
              id="band-right"
              width="6"
              height="6"
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(-45)"
            >
              <path d="M0 3h6" class="band-hatch" />
            </pattern>
            <clipPath id="plot">
              <rect x={GUTTER} y={0} width={inner} height={height} />
            </clipPath>
          </defs>
          {usual && usual.from < to && usual.to > from && (
            <g clip-path="url(#plot)">
              <rect
                x={x(clampDay(usual.from))}
                y={painTop}
                width={Math.max(0, x(clampDay(usual.to)) - x(clampDay(usual.from)))}
                height={painHeight}
                fill="url(#usual)"
              />
              {usual.middle > from && usual.middle < to && (
                <path d={`M${x(usual.middle)} ${painTop}v${painHeight}`} class="usual-middle" />
              )}
              <text
                x={Math.min(x(clampDay(usual.from)) + 6, width - END - 150)}
                y={painTop + 14}
                class="chart-note"
                paint-order="stroke"
              >
                {m.chart_usual()}
              </text>
            </g>
          )}
          {[0, 2, 4, 6, 8, 10].map((value) => (
            <g key={value}>
              <path d={`M${GUTTER} ${y(value)}h${inner}`} class={value === 0 ? "axis-line" : "grid-line"} />
              <text x={GUTTER - 8} y={y(value) + 4} class="chart-tick" text-anchor="end">
                {value}
              </text>
            </g>
          ))}
          <g clip-path="url(#plot)">
            {course.elsewhere.map((point) =>
              point.value === null || point.day < from ? null : (
                <path
                  key={point.day}
                  d={`M${x(point.day) - 3} ${y(point.value) - 3}l6 6m0-6l-6 6`}
                  class={`pain-elsewhere ${dim(point.ids)}`}
                />
              ),
            )}
            {LEGS.map((leg) => (
              <PainLine key={leg} leg={leg} points={course.pain[leg]} {...{ from, to, x, y, dim, span }} />
            ))}
            <PainLine leg="unknown" points={course.unsided} {...{ from, to, x, y, dim, span }} />
          </g>
          {course.unsided.some((point) => point.value !== null && point.day >= from) && (
            <text
              x={width - END}
              y={labelHeight(course.unsided, from, to, y, false)}
              class="chart-label"
              text-anchor="end"
              paint-order="stroke"
            >
              {m.side_unknown()}
            </text>
          )}
          {LEGS.map((leg) => {
            const last = course.pain[leg].filter((point) => point.value !== null && point.day >= from).at(-1);
            if (!last) return null;
            const other = leg === "left" ? "right" : "left";
            const rival = course.pain[other]
              .filter((point) => point.value !== null && point.day >= from)
              .at(-1);
            const below =
              rival && rival.value! >= last.value! && (rival.value! > last.value! || leg === "right");
            return (
              <text
                key={leg}
                x={Math.min(x(last.day), width - END)}
                y={labelHeight(course.pain[leg], from, to, y, below === true)}
                class={`chart-label side-${leg}`}
                text-anchor="end"
                paint-order="stroke"
              >
                {sideName(leg)}
              </text>
            );
          })}
          <g clip-path="url(#plot)">
            {marks.map(({ mark, row }) => (
              <MarkSign
                key={mark.id}
                mark={mark}
                x={x(mark.day)}
                anchor={
                  x(mark.day) < GUTTER + 34 ? "start" : x(mark.day) > width - END - 34 ? "end" : "middle"
                }
                top={marksTop + 17 * row}
                bottom={painBottom}
                dim={dim([mark.id])}
              />
            ))}
          </g>
          {legs.map((leg, index) => (
            <LoadLane
              key={leg}
              leg={leg}
              top={loadTop + index * (laneHeight + laneGap)}
              height={laneHeight}
              {...{ course, from, to, x, width, clinical, dim }}
            />
          ))}
          {exerciseHeight > 0 && (
            <g>
              <text x={GUTTER} y={exerciseTop - 6} class="chart-lane">
                {m.chart_exercise()}
              </text>
              <path d={`M${GUTTER} ${exerciseTop + exerciseHeight}h${inner}`} class="axis-line" />
              <g clip-path="url(#plot)">
                {plan.map(({ day, minutes }) => {
                  const tall = Math.max(4, Math.min(1, minutes / 60) * exerciseHeight);
                  return (
                    <rect
                      key={day}
                      x={x(day) - Math.max(1, (inner / span) * 0.4)}
                      y={exerciseTop + exerciseHeight - tall}
                      width={Math.max(2, (inner / span) * 0.8)}
                      height={tall}
                      class="exercise-plan"
                    />
                  );
                })}
                {course.exercise
                  .filter((one) => one.day >= from)
                  .map((one) => {
                    const tall = Math.max(4, Math.min(1, one.minutes / 60) * exerciseHeight);
                    return (
                      <rect
                        key={one.day}
                        x={x(one.day) - Math.max(1, (inner / span) * 0.3)}
                        y={exerciseTop + exerciseHeight - tall}
                        width={Math.max(2, (inner / span) * 0.6)}
                        height={tall}
                        class={`exercise-bar ${dim(one.ids)}`}
                      />
                    );
                  })}
              </g>
            </g>
          )}
          {boneHeight > 0 && (
            <BoneLane series={bone} top={boneTop} height={boneHeight} {...{ x, width, dim }} />
          )}
          <Strips groups={placed.groups} {...{ from, to, x, dim }} gutter={GUTTER} right={width - END} />
          {clinical && shown.length > 0 && (
            <g>
              <text x={GUTTER} y={findingsTop - 4} class="chart-lane">
                {m.chart_findings()}
              </text>
              {shown.map((finding) => {
                const row = rows.get(finding.id) ?? 0;
                const left = x(clampDay(finding.opened_on));
                const right = x(clampDay(endOf(finding, to)));
                return (
                  // biome-ignore lint/a11y/noStaticElementInteractions: a short cut for the mouse; the list beside it has the buttons
                  <g
                    key={finding.id}
                    class={`finding-span finding-span-${finding.urgency} ${props.chosen && props.chosen !== finding.id ? "faded" : ""}`}
                    onClick={() => props.onFinding?.(finding)}
                  >
                    <rect
                      x={left}
                      y={findingsTop + 4 + row * 14}
                      width={Math.max(5, right - left)}
                      height="9"
                      rx="1"
                    />
                  </g>
                );
              })}
            </g>
          )}
          {ticks(from, to, inner).map((day) => (
            <g key={day}>
              <path d={`M${x(day)} ${axisTop}v5`} class="axis-line" />
              <text
                x={x(day)}
                y={axisTop + 19}
                class="chart-tick"
                text-anchor={x(day) > width - 34 ? "end" : "middle"}
              >
                {span > 400 ? formatDay(day, intl(), "month").slice(0, 3) : formatDay(day, intl(), "short")}
              </text>
            </g>
          ))}
          <path d={`M${GUTTER} ${axisTop}h${inner}`} class="axis-line" />
          {cursor && cursor >= from && cursor <= to && (
            <path d={`M${x(cursor)} ${marksTop}V${axisTop}`} class="cursor-line" />
          )}
        </svg>
      )}
    </div>
  );
}

/** Clear of the line's last stretch: above its highest point there, or below its lowest. */
function labelHeight(
  points: readonly PainPoint[],
  from: Day,
  to: Day,
  y: (value: number) => number,
  below: boolean,
): number {
  const start = addDays(to, -Math.ceil(daysBetween(from, to) * 0.14));
  const last = points.filter((point) => point.value !== null && point.day >= from).slice(-1);
  const near = points.filter((point) => point.value !== null && point.day >= start && point.day <= to);
  const values = [...near, ...last].map((point) => point.value!);
  return below ? y(Math.min(...values)) + 20 : y(Math.max(...values)) - 10;
}

const endOf = (finding: Finding, to: Day): Day => finding.resolved_on ?? to;

/** Findings that overlap in time go into rows below each other. */
function stackRows(findings: readonly Finding[], to: Day): Map<string, number> {
  const rows = new Map<string, number>();
  const ends: Day[] = [];
  for (const finding of [...findings].sort((a, b) => (a.opened_on < b.opened_on ? -1 : 1))) {
    let row = ends.findIndex((end) => end < finding.opened_on);
    if (row === -1) row = ends.length;
    ends[row] = endOf(finding, to);
    rows.set(finding.id, row);
  }
  return rows;
}

interface Scale {
  from: Day;
  to: Day;
  x: (day: Day) => number;
  dim: (ids: readonly string[]) => string;
}

function PainLine({
  leg,
  points,
  from,
  to,
  x,
  y,
  dim,
  span,
}: Scale & {
  leg: Leg | "unknown";
  points: readonly PainPoint[];
  y: (value: number) => number;
  span: number;
}) {
  const known = points.filter((point) => point.value !== null && point.day <= to);
  const firstInside = known.findIndex((point) => point.day >= from);
  const drawn = firstInside > 0 ? known.slice(firstInside - 1) : firstInside === -1 ? known.slice(-1) : known;
  const parts: preact.JSX.Element[] = [];
  for (let index = 1; index < drawn.length; index += 1) {
    const a = drawn[index - 1]!;
    const b = drawn[index]!;
    const gap = daysBetween(a.day, b.day);
    parts.push(
      <path
        key={b.day}
        d={`M${x(a.day)} ${y(a.value!)}L${x(b.day)} ${y(b.value!)}`}
        class={`pain-line pain-line-${leg} ${gap > 3 ? "pain-gap" : ""} ${dim([...a.ids, ...b.ids])}`}
      />,
    );
    if (span <= 45) {
      for (let step = 1; step < gap; step += 1) {
        const day = addDays(a.day, step);
        const value = a.value! + ((b.value! - a.value!) * step) / gap;
        parts.push(
          <circle
            key={`${day}-gap`}
            cx={x(day)}
            cy={y(value)}
            r="2.5"
            class={`pain-hollow pain-dot-${leg}`}
          />,
        );
      }
    }
  }
  const radius = span <= 45 ? 4 : span <= 120 ? 2.5 : 1.75;
  return (
    <g>
      {parts}
      {drawn.map((point) => (
        <circle
          key={point.day}
          cx={x(point.day)}
          cy={y(point.value!)}
          r={radius}
          class={`pain-dot pain-dot-${leg} ${dim(point.ids)}`}
        />
      ))}
    </g>
  );
}

/** Words of marks that lie close together take turns in up to three rows. */
function placeMarks(marks: readonly Mark[], x: (day: Day) => number): { mark: Mark; row: number }[] {
  const ends = [0, 1, 2].map(() => Number.NEGATIVE_INFINITY);
  return [...marks]
    .sort((a, b) => (a.day < b.day ? -1 : 1))
    .map((mark) => {
      const half = markWord(mark).length * 3.9 + 4;
      const free = ends.findIndex((end) => end < x(mark.day) - half);
      const row = free === -1 ? ends.indexOf(Math.min(...ends)) : free;
      ends[row] = x(mark.day) + half;
      return { mark, row };
    });
}

function MarkSign({
  mark,
  x,
  anchor,
  top,
  bottom,
  dim,
}: {
  mark: Mark;
  x: number;
  anchor: "start" | "middle" | "end";
  top: number;
  bottom: number;
  dim: string;
}) {
  return (
    <g class={`mark ${dim}`}>
      <path d={`M${x} ${top + 18}V${bottom}`} class="mark-line" />
      <text x={x} y={top + 13} class="chart-label" text-anchor={anchor} paint-order="stroke">
        {markWord(mark)}
      </text>
    </g>
  );
}

export function markWord(mark: Pick<Mark, "kind" | "record">): string {
  switch (mark.kind) {
    case "dexa":
      return m.mark_dexa();
    case "imaging":
      return modalityName(String(mark.record.modality));
    case "diagnosis":
      return m.mark_diagnosis();
    case "resolution":
      return m.mark_resolution();
    case "fracture":
      return m.mark_fracture();
    case "delivery":
      return m.mark_delivery();
    case "lab":
      return m.mark_lab();
    default:
      return m.mark_procedure();
  }
}

function LoadLane({
  leg,
  course,
  from,
  to,
  x,
  top,
  height,
  width,
  clinical,
  dim,
}: Scale & { leg: Leg; course: Course; top: number; height: number; width: number; clinical?: boolean }) {
  const level = (status: string, percent: number | null) =>
    top + height - fillOf(status as never, percent) * height;
  const decisionOn = (day: Day) => course.load[leg].findLast((span) => span.from <= day && day <= span.to);
  const name = (span: LoadSpan) =>
    clinical ? loadTerm(span) : span.percent ? m.percent({ value: span.percent }) : loadShort(span.status);
  return (
    <g>
      <text x={GUTTER} y={top - 6} class={`chart-lane side-${leg}`}>
        {m.chart_load({ side: sideWord(leg) })}
      </text>
      <path d={`M${GUTTER} ${top + height}H${width - END}`} class="axis-line" />
      <g clip-path="url(#plot)">
        {course.load[leg]
          .filter((span) => span.to >= from && span.from <= to)
          .map((span) => {
            const left = Math.max(GUTTER, x(span.from));
            const right = Math.min(width - END, x(span.to));
            const lineAt = level(span.status, span.percent);
            const room = right - left;
            const label = name(span);
            return (
              <g key={span.id} class={dim([span.id])}>
                <rect
                  x={left}
                  y={lineAt}
                  width={Math.max(0, room)}
                  height={top + height - lineAt}
                  class={`band band-${leg}`}
                  fill={leg === "right" ? "url(#band-right)" : undefined}
                />
                <path d={`M${left} ${lineAt}H${right}`} class={`band-line band-line-${leg}`} />
                <path d={`M${left} ${top}V${top + height}`} class="band-edge" />
                {room > label.length * 7 + 6 && (
                  <text
                    x={left + 5}
                    y={lineAt > top + 20 ? lineAt - 5 : lineAt + 15}
                    class="chart-label"
                    paint-order="stroke"
                  >
                    {label}
                  </text>
                )}
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
      </g>
    </g>
  );
}

interface BonePoint {
  day: Day;
  value: number;
  id: string;
}
interface BoneSeries {
  name: string;
  side: string | null;
  points: BonePoint[];
}

/** Bone density of hip and spine, one line for each site and side; other sites follow no hip. */
function boneSeries(course: Course, from: Day, to: Day): BoneSeries[] {
  return dexaSeries(
    course.dexa.filter((scan) => ["total_hip", "femoral_neck", "lumbar_spine"].includes(scan.site)),
  )
    .map(({ site, side, scans }) => ({
      name: [dexaSiteName(site), side && side !== "midline" ? sideWord(side) : null]
        .filter(Boolean)
        .join(" "),
      side,
      points: scans
        .flatMap((scan) => (scan.bmd == null ? [] : [{ day: scan.date, value: scan.bmd, id: scan.id }]))
        .filter((point) => point.day >= from && point.day <= to)
        .reverse(),
    }))
    .filter((series) => series.points.length > 0);
}

function BoneLane({
  series,
  top,
  height,
  x,
  width,
  dim,
}: {
  series: BoneSeries[];
  top: number;
  height: number;
  width: number;
  x: (day: Day) => number;
  dim: (ids: readonly string[]) => string;
}) {
  const values = series.flatMap(({ points }) => points.map(({ value }) => value));
  const low = Math.min(...values) - 0.03;
  const high = Math.max(...values) + 0.03;
  const y = (value: number) => top + height - ((value - low) / (high - low)) * height;
  return (
    <g>
      <text x={GUTTER} y={top - 6} class="chart-lane">
        {m.chart_bone()}
      </text>
      <path d={`M${GUTTER} ${top + height}H${width - END}`} class="axis-line" />
      {series.map(({ name, side, points }) => {
        const last = points.at(-1)!;
        const tone = side === "left" || side === "right" ? side : "midline";
        const late = x(last.day) > width - 190;
        return (
          <g key={name} class={dim(points.map(({ id }) => id))}>
            <path
              d={points.map(({ day, value }, index) => `${index ? "L" : "M"}${x(day)} ${y(value)}`).join("")}
              class={`bone-line pain-line-${tone}`}
            />
            {points.map(({ day, value, id }) => (
              <circle key={id} cx={x(day)} cy={y(value)} r="3" class={`pain-dot-${tone}`} />
            ))}
            <text
              x={x(last.day) + (late ? -7 : 7)}
              y={y(last.value) + (late ? -8 : 5)}
              class={`chart-label side-${tone}`}
              text-anchor={late ? "end" : "start"}
              paint-order="stroke"
            >
              {name} {sayNumber(last.value, 3)}
            </text>
          </g>
        );
      })}
    </g>
  );
}

/** A handful of dates: days, weeks or firsts of months, never crowded. */
export function ticks(from: Day, to: Day, width: number): Day[] {
  const span = daysBetween(from, to);
  const room = Math.max(2, Math.floor(width / 62));
  if (span > 75) {
    const months: Day[] = [];
    for (let day = `${from.slice(0, 7)}-01`; day <= to; day = nextMonth(day))
      if (day >= from) months.push(day);
    const every = Math.ceil(months.length / room);
    return months.filter((_, index) => index % every === 0);
  }
  const every = [1, 2, 7, 14, 28].find((step) => span / step < room) ?? 28;
  return Array.from({ length: Math.floor(span / every) + 1 }, (_, index) =>
    addDays(to, -index * every),
  ).slice(0, -1);
}

function nextMonth(day: Day): Day {
  const year = Number(day.slice(0, 4));
  const month = Number(day.slice(5, 7));
  return month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, "0")}-01`;
}

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
