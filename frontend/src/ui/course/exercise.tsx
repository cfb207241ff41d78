import type { Course } from "~/domain/course";
import { type Day, dayRange } from "~/domain/days";
import * as m from "~/paraglide/messages";
import { DAYS_APART, joined, type Scale } from "./scale";

export interface PlannedDay {
  day: Day;
  minutes: number;
}

/** Minutes that the programme held, for each day in sight that it held any. */
export function plannedDays(
  { from, to }: { from: Day; to: Day },
  planned: ((day: Day) => number | null) | undefined,
): PlannedDay[] {
  if (!planned) return [];
  return dayRange(from, to).flatMap((day) => {
    const minutes = planned(day);
    return minutes === null ? [] : [{ day, minutes }];
  });
}

/** Minutes done as bars, an hour is full height, in front of the frames of what was planned. */
export function ExerciseTrack({
  done,
  plan,
  scale,
  top,
  height,
}: {
  done: Course["exercise"];
  plan: readonly PlannedDay[];
  scale: Scale;
  top: number;
  height: number;
}) {
  const { from, x, left, right, cell, clip, dim } = scale;
  const bar = (day: Day, minutes: number, share: number) => {
    const tall = Math.max(4, Math.min(1, minutes / 60) * height);
    return {
      x: x(day) - Math.max(1, cell * (share / 2)),
      y: top + height - tall,
      width: Math.max(2, cell * share),
      height: tall,
    };
  };
  const shown = done.filter((one) => one.day >= from);
  const path = (day: Day, minutes: number, share: number) => {
    const { x: at, y, width, height: tall } = bar(day, minutes, share);
    return `M${at.toFixed(1)} ${y.toFixed(1)}h${width.toFixed(1)}v${tall.toFixed(1)}h-${width.toFixed(1)}z`;
  };
  const many = scale.span > DAYS_APART;
  return (
    <g>
      <text x={left} y={top - 6} class="chart-lane">
        {m.chart_exercise()}
      </text>
      <path d={`M${left} ${top + height}H${right}`} class="axis-line" />
      <g clip-path={clip}>
        {many ? (
          <path d={plan.map(({ day, minutes }) => path(day, minutes, 0.8)).join("")} class="exercise-plan" />
        ) : (
          plan.map(({ day, minutes }) => <rect key={day} {...bar(day, minutes, 0.8)} class="exercise-plan" />)
        )}
        {many
          ? joined(
              shown,
              (one) => dim(one.ids),
              (one) => path(one.day, one.minutes, 0.6),
            ).map(([tone, d]) => <path key={tone} d={d} class={`exercise-bar ${tone}`} />)
          : shown.map((one) => (
              <rect
                key={one.day}
                {...bar(one.day, one.minutes, 0.6)}
                class={`exercise-bar ${dim(one.ids)}`}
              />
            ))}
      </g>
    </g>
  );
}
