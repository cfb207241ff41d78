import type { Course } from "~/domain/course";
import type { Day } from "~/domain/days";
import { dexaSeries } from "~/domain/dexa";
import * as m from "~/paraglide/messages";
import { dexaSiteName, sayNumber, sideWord } from "../words";
import type { Scale } from "./scale";

/** so that no label runs through the track's own name */
const UNDER_TITLE = 16;

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
export function boneSeries(course: Course, { from, to }: Scale): BoneSeries[] {
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

export function BoneTrack({
  series,
  scale,
  top,
  height,
}: {
  series: readonly BoneSeries[];
  scale: Scale;
  top: number;
  height: number;
}) {
  const { x, left, right, dim } = scale;
  const values = series.flatMap(({ points }) => points.map(({ value }) => value));
  const low = Math.min(...values) - 0.03;
  const high = Math.max(...values) + 0.03;
  const y = (value: number) => top + height - ((value - low) / (high - low)) * height;
  const names = apart(
    series.map(({ points }) => y(points.at(-1)!.value)),
    top + height,
    top + UNDER_TITLE,
  );
  return (
    <g>
      <text x={left} y={top - 6} class="chart-lane">
        {m.chart_bone()}
      </text>
      <path d={`M${left} ${top + height}H${right}`} class="axis-line" />
      {series.map(({ name, side, points }, index) => {
        const last = points.at(-1)!;
        const tone = side === "left" || side === "right" ? side : "midline";
        const late = x(last.day) > right - 180;
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
              y={names[index]! + (late ? -8 : 5)}
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

/** Heights near the wished ones, a line of words from each other, none below `bottom`; none above `top` while there is room. */
export function apart(wished: readonly number[], bottom: number, top = Number.NEGATIVE_INFINITY): number[] {
  const LINE = 15;
  const order = wished.map((at, index) => ({ at, index })).sort((a, b) => a.at - b.at);
  let least = top;
  for (const one of order) {
    one.at = Math.max(one.at, least);
    least = one.at + LINE;
  }
  let most = bottom;
  for (const one of order.toReversed()) {
    one.at = Math.min(one.at, most);
    most = one.at - LINE;
  }
  const heights = [...wished];
  for (const one of order) heights[one.index] = one.at;
  return heights;
}
