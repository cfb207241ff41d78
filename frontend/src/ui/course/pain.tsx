import { type Course, type PainPoint, type PlacePain, usualSpan } from "~/domain/course";
import { addDays, daysBetween } from "~/domain/days";
import type { Week } from "~/domain/progress";
import { LEGS, type Leg } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { sideName } from "../words";
import { DAYS_APART, joined, type Scale } from "./scale";

type Height = (value: number) => number;

/** Pain from 0 to 10: a line for each hip, crosses for elsewhere, and behind them when it usually passes. */
export function PainTrack({
  course,
  scale,
  top,
  height,
  id,
  weeks,
  others,
}: {
  course: Course;
  scale: Scale;
  top: number;
  height: number;
  id: string;
  weeks?: ReadonlyMap<string, readonly Week[]>;
  others?: readonly PlacePain[];
}) {
  const { from, x, left, right, clip, dim } = scale;
  const y: Height = (value) => top + height - (value / 10) * height;
  return (
    <g>
      <Usual {...{ course, scale, top, height, id }} />
      {[0, 2, 4, 6, 8, 10].map((value) => (
        <g key={value}>
          <path d={`M${left} ${y(value)}H${right}`} class={value === 0 ? "axis-line" : "grid-line"} />
          <text x={left - 8} y={y(value) + 4} class="chart-tick" text-anchor="end">
            {value}
          </text>
        </g>
      ))}
      <g clip-path={clip}>
        {others?.map((place, index) => (
          <g key={place.key} class={`pain-other pain-other-${index % 3}`}>
            <PainLine leg="unknown" points={place.points} {...{ scale, y }} dots={weeks !== undefined} />
          </g>
        ))}
        {course.elsewhere.map((point) =>
          others !== undefined || point.value === null || point.day < from ? null : (
            <path
              key={point.day}
              d={`M${x(point.day) - 3} ${y(point.value) - 3}l6 6m0-6l-6 6`}
              class={`pain-elsewhere ${dim(point.ids)}`}
            />
          ),
        )}
        {LEGS.map((leg) => (
          <PainLine
            key={leg}
            leg={leg}
            points={course.pain[leg]}
            {...{ scale, y }}
            dots={weeks !== undefined}
          />
        ))}
        <PainLine leg="unknown" points={course.unsided} {...{ scale, y }} dots={weeks !== undefined} />
        {[...LEGS, "unknown" as const].map((leg) => (
          <WeekDots key={leg} leg={leg} weeks={weeks?.get(`hip:${leg}`) ?? []} {...{ scale, y }} />
        ))}
      </g>
      <PainLabels {...{ course, scale, y }} />
      {others?.map((place) => {
        const last = place.points.filter((point) => point.value !== null && point.day >= from).at(-1);
        return last === undefined ? null : (
          <text
            key={place.key}
            x={Math.min(x(last.day), right)}
            y={Math.min(y(last.value!) + 18, y(0) - 4)}
            class="chart-note"
            text-anchor="end"
            paint-order="stroke"
          >
            {place.name}
          </text>
        );
      })}
    </g>
  );
}

/** The span in which a first episode usually passes, hatched, from its onset. */
function Usual({
  course,
  scale,
  top,
  height,
  id,
}: {
  course: Course;
  scale: Scale;
  top: number;
  height: number;
  id: string;
}) {
  const { from, to, x, held, right, clip } = scale;
  const usual = course.onset ? usualSpan(course.onset) : null;
  if (!usual || usual.from >= to || usual.to <= from) return null;
  return (
    <g clip-path={clip}>
      {/* nobody knows a day on which it begins or ends, so the band has no edge */}
      <linearGradient id={`${id}-fade`} gradientUnits="userSpaceOnUse" x1={x(usual.from)} x2={x(usual.to)}>
        {[0, 0.25, 0.75, 1].map((at) => (
          <stop key={at} offset={at} stop-color="#fff" stop-opacity={at % 1 === 0 ? 0 : 1} />
        ))}
      </linearGradient>
      <mask id={`${id}-soft`} maskUnits="userSpaceOnUse" x={scale.left} y={top} width={right} height={height}>
        <rect x={scale.left} y={top} width={right} height={height} fill={`url(#${id}-fade)`} />
      </mask>
      <rect
        x={x(held(usual.from))}
        y={top}
        width={Math.max(0, x(held(usual.to)) - x(held(usual.from)))}
        height={height}
        fill={`url(#${id}-usual)`}
        mask={`url(#${id}-soft)`}
      />
      {usual.middle > from && usual.middle < to && (
        <path d={`M${x(usual.middle)} ${top}v${height}`} class="usual-middle" />
      )}
      <text
        x={Math.max(scale.left, Math.min(x(held(usual.from)) + 6, right - m.chart_usual().length * 7.2))}
        y={top + 14}
        class="chart-note"
        paint-order="stroke"
      >
        {m.chart_usual()}
      </text>
    </g>
  );
}

function PainLabels({ course, scale, y }: { course: Course; scale: Scale; y: Height }) {
  const { from, x, right } = scale;
  const lastOf = (points: readonly PainPoint[]) =>
    points.filter((point) => point.value !== null && point.day >= from).at(-1);
  return (
    <>
      {lastOf(course.unsided) && (
        <text
          x={right}
          y={labelHeight(course.unsided, scale, y, false)}
          class="chart-label"
          text-anchor="end"
          paint-order="stroke"
        >
          {m.side_unknown()}
        </text>
      )}
      {LEGS.map((leg) => {
        const last = lastOf(course.pain[leg]);
        if (!last) return null;
        const rival = lastOf(course.pain[leg === "left" ? "right" : "left"]);
        const below =
          rival !== undefined &&
          rival.value! >= last.value! &&
          (rival.value! > last.value! || leg === "right");
        return (
          <text
            key={leg}
            x={Math.min(x(last.day), right)}
            y={labelHeight(course.pain[leg], scale, y, below)}
            class={`chart-label side-${leg}`}
            text-anchor="end"
            paint-order="stroke"
          >
            {sideName(leg)}
          </text>
        );
      })}
    </>
  );
}

/** Clear of the line's last stretch: above its highest point there, or below its lowest. */
function labelHeight(points: readonly PainPoint[], { from, to }: Scale, y: Height, below: boolean): number {
  const start = addDays(to, -Math.ceil(daysBetween(from, to) * 0.14));
  const last = points.filter((point) => point.value !== null && point.day >= from).slice(-1);
  const near = points.filter((point) => point.value !== null && point.day >= start && point.day <= to);
  const values = [...near, ...last].map((point) => point.value!);
  return below ? y(Math.min(...values)) + 20 : y(Math.max(...values)) - 10;
}

function PainLine({
  leg,
  points,
  scale,
  y,
  dots,
}: {
  leg: Leg | "unknown";
  points: readonly PainPoint[];
  scale: Scale;
  y: Height;
  /** a long time is drawn as dots */
  dots: boolean;
}) {
  const { from, to, x, dim, span, cell } = scale;
  const known = points.filter((point) => point.value !== null && point.day <= to);
  const firstInside = known.findIndex((point) => point.day >= from);
  const drawn = firstInside > 0 ? known.slice(firstInside - 1) : firstInside === -1 ? known.slice(-1) : known;
  // the weeks say how it goes: a line from day to day would draw jumps where none were
  if (dots && span > DAYS_APART) return <DayDots {...{ leg, scale, y }} points={drawn} />;
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
            r={Math.max(1.5, Math.min(2.5, cell * 0.25))}
            class={`pain-hollow pain-dot-${leg}`}
          />,
        );
      }
    }
  }
  // never so large that one day's dot touches the next
  const radius = Math.max(1.5, Math.min(4, cell * 0.32));
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

/** Many days: one path for those that are lit alike, so that years draw as fast as weeks. */
function DayDots({
  leg,
  points,
  scale,
  y,
}: {
  leg: Leg | "unknown";
  points: readonly PainPoint[];
  scale: Scale;
  y: Height;
}) {
  const { x, dim, cell } = scale;
  const lit = joined(
    points,
    (point) => dim(point.ids),
    (point) => `M${x(point.day).toFixed(1)} ${y(point.value!).toFixed(1)}h0`,
  );
  return (
    <>
      {lit.map(([tone, d]) => (
        <path
          key={tone}
          {...{ d }}
          class={`pain-day pain-day-${leg} ${tone}`}
          stroke-width={Math.max(2, Math.min(4, cell * 0.9))}
        />
      ))}
    </>
  );
}

/** The middle of each week that is over, with its lowest and highest day as dots. */
function WeekDots({
  leg,
  weeks,
  scale,
  y,
}: {
  leg: Leg | "unknown";
  weeks: readonly Week[];
  scale: Scale;
  y: Height;
}) {
  const { from, to, x, cell, span } = scale;
  if (span < 21) return null;
  const radius = Math.max(2, Math.min(5, cell * 2));
  let ends = "";
  let middles = "";
  for (const { first, last, middle, low, high } of weeks) {
    const day = addDays(first, 3);
    if (last < from || day > to) continue;
    const at = x(day).toFixed(1);
    for (const value of new Set([low, high])) if (value !== middle) ends += `M${at} ${y(value).toFixed(1)}h0`;
    middles += `M${at} ${(y(middle) - radius).toFixed(1)}a${radius} ${radius} 0 1 1 -.01 0z`;
  }
  return (
    <g class={`week week-${leg}`}>
      <path d={ends} class="week-ends" />
      <path d={middles} class="week-middle" />
    </g>
  );
}
