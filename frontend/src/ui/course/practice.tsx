import type { PracticeDay } from "~/domain/course";
import type { WeightUnit } from "~/domain/records";
import type { Leg } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { sayLimit, sideWord } from "../words";
import { overLimit } from "../words/practice";
import type { Scale } from "./scale";

/** The track is at least so tall in kilograms: a few small readings are not drawn as large ones. */
const LEAST_KG = 10;

/** Practice on a scale: a dot for each reading, a line for the limit of its day. Standing, not walking. */
export function PracticeTrack({
  leg,
  days,
  scale,
  top,
  height,
  unit,
}: {
  leg: Leg;
  days: readonly PracticeDay[];
  scale: Scale;
  top: number;
  height: number;
  unit: WeightUnit;
}) {
  const { x, left, right, cell, clip, dim } = scale;
  const most = 1.08 * Math.max(LEAST_KG, ...days.flatMap((one) => [...one.readings, one.limit ?? 0]));
  const y = (kg: number) => top + height - (height * kg) / most;
  const half = Math.max(4, Math.min(cell / 2, 14));
  const last = days.findLast((one) => one.limit !== null);
  return (
    <g>
      <text x={left} y={top - 6} class={`chart-lane side-${leg}`}>
        {m.practice_days({ side: sideWord(leg) })}
      </text>
      <path d={`M${left} ${top + height}H${right}`} class="axis-line" />
      <g clip-path={clip}>
        {days.map((one) => (
          <g key={one.day} class={dim(one.ids)}>
            {one.limit !== null && (
              <path
                d={`M${x(one.day) - half} ${y(one.limit)}h${2 * half}`}
                class={`practice-limit practice-limit-${leg}`}
              />
            )}
            {one.readings.map((kg, index) => (
              <circle
                key={index}
                cx={x(one.day)}
                cy={y(kg)}
                r="3"
                class={`practice-dot ${one.limit !== null && overLimit(kg, one.limit, unit) > 0 ? "practice-dot-over" : ""}`}
              />
            ))}
          </g>
        ))}
      </g>
      {last?.limit != null && (
        <text x={right} y={top - 6} class="chart-label" text-anchor="end" paint-order="stroke">
          {m.practice_limit_is({ limit: sayLimit(last.limit, unit) })}
        </text>
      )}
    </g>
  );
}
