import type { MotionPoint } from "~/domain/course";
import type { Movement } from "~/domain/examination";
import { LEGS } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { sayNumber, sideWord } from "../words";
import { figureName } from "../words/examined";
import { apart } from "./bone";
import type { Scale } from "./scale";

/** More movements than these would push the axis out of sight; the table has all. */
const MOST = 3;
/** so that no label runs through the track's own name */
const UNDER_TITLE = 14;
/** The track is at least so tall in degrees: small changes are not drawn as large ones. */
const LEAST_DEGREES = 30;

export interface Motion {
  movement: Movement;
  points: MotionPoint[];
}

/** The movements that were examined most often, in the window. */
export function motionIn(points: readonly MotionPoint[], { from, to }: Scale): Motion[] {
  const found = new Map<Movement, MotionPoint[]>();
  for (const point of points) {
    if (point.day < from || point.day > to) continue;
    found.set(point.movement, [...(found.get(point.movement) ?? []), point]);
  }
  return [...found]
    .map(([movement, all]) => ({ movement, points: all }))
    .sort((a, b) => b.points.length - a.points.length)
    .slice(0, MOST);
}

/** One movement: a line for each leg, in degrees. */
export function MotionTrack({
  motion,
  scale,
  top,
  height,
}: {
  motion: Motion;
  scale: Scale;
  top: number;
  height: number;
}) {
  const { x, left, right, dim } = scale;
  const values = motion.points.map(({ degrees }) => degrees);
  const middle = (Math.min(...values) + Math.max(...values)) / 2;
  const half = Math.max(LEAST_DEGREES, Math.max(...values) - Math.min(...values)) / 2;
  const y = (degrees: number) => top + height / 2 - ((degrees - middle) / (2 * half)) * (height - 12);
  const lines = LEGS.flatMap((leg) => {
    const points = motion.points.filter((point) => point.leg === leg);
    return points.length > 0 ? [{ leg, points }] : [];
  });
  const names = apart(
    lines.map(({ points }) => y(points.at(-1)!.degrees)),
    top + height,
    top + UNDER_TITLE,
  );
  return (
    <g>
      <text x={left} y={top - 6} class="chart-lane">
        {m.chart_motion({ movement: figureName(motion.movement) })}
      </text>
      <path d={`M${left} ${top + height}H${right}`} class="axis-line" />
      {lines.map(({ leg, points }, index) => {
        const last = points.at(-1)!;
        const late = x(last.day) > right - 90;
        return (
          <g key={leg} class={dim(points.map(({ id }) => id))}>
            <path
              d={points.map((one, place) => `${place ? "L" : "M"}${x(one.day)} ${y(one.degrees)}`).join("")}
              class={`bone-line pain-line-${leg}`}
            />
            {points.map((one) => (
              <circle key={one.id} cx={x(one.day)} cy={y(one.degrees)} r="3" class={`pain-dot-${leg}`} />
            ))}
            <text
              x={x(last.day) + (late ? -7 : 7)}
              y={names[index]! + (late ? -6 : 5)}
              class={`chart-label side-${leg}`}
              text-anchor={late ? "end" : "start"}
              paint-order="stroke"
            >
              {sideWord(leg)} {sayNumber(last.degrees)}°
            </text>
          </g>
        );
      })}
    </g>
  );
}
