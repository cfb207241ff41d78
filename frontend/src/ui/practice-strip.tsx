import "./felt.css";
import type { PracticeDay } from "~/domain/course";
import { type Day, daysBetween, formatDay } from "~/domain/days";
import type { WeightUnit } from "~/domain/records";
import type { Leg } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { intl } from "./language";
import { sayLimit, sayNumber, sideWord } from "./words";
import { inUnit, overLimit } from "./words/practice";

const WIDTH = 320;
const HEIGHT = 96;
const TOP = 10;
const BOTTOM = 78;

/** Days with practice on a scale: a dot for each reading, a line for the limit of that day. Standing, not walking. */
export function PracticeStrip({
  leg,
  days,
  from,
  to,
  unit,
}: {
  leg: Leg;
  days: readonly PracticeDay[];
  from: Day;
  to: Day;
  unit: WeightUnit;
}) {
  const shown = days.filter((one) => one.day >= from && one.day <= to);
  if (shown.length === 0) return null;
  const cell = WIDTH / (daysBetween(from, to) + 1);
  const x = (day: Day) => (daysBetween(from, day) + 0.5) * cell;
  const most = Math.max(10, ...shown.flatMap((one) => [...one.readings, one.limit ?? 0])) * 1.08;
  const y = (kg: number) => BOTTOM - ((BOTTOM - TOP) * kg) / most;
  const half = Math.max(4, Math.min(cell / 2, 14));
  return (
    <figure class="stack-tight">
      <figcaption>
        <span class={`strong side-${leg}`}>{m.practice_days({ side: sideWord(leg) })}</span>
        <span class="small quiet block">{m.practice_days_say()}</span>
      </figcaption>
      <svg
        class="practice-strip"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={said(shown, unit)}
      >
        <path d={`M0 ${BOTTOM}H${WIDTH}`} class="practice-base" />
        {shown.map((one) => (
          <g key={one.day}>
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
        <text x="0" y={HEIGHT - 4}>
          {formatDay(from, intl(), "short")}
        </text>
        <text x={WIDTH} y={HEIGHT - 4} text-anchor="end">
          {formatDay(to, intl(), "short")}
        </text>
        <Limit shown={shown} y={y} unit={unit} />
      </svg>
    </figure>
  );
}

/** The newest limit, written beside its line. */
function Limit({
  shown,
  y,
  unit,
}: {
  shown: readonly PracticeDay[];
  y: (kg: number) => number;
  unit: WeightUnit;
}) {
  const limit = shown.at(-1)?.limit ?? null;
  return limit === null ? null : (
    <text x="0" y={y(limit) - 4}>
      {sayLimit(limit, unit)}
    </text>
  );
}

/** The strip for those who hear it. */
const said = (shown: readonly PracticeDay[], unit: WeightUnit) =>
  shown
    .map((one) =>
      m.practice_days_words({
        day: formatDay(one.day, intl(), "short"),
        readings: one.readings.map((kg) => sayNumber(inUnit(kg, unit))).join(", "),
        limit: one.limit === null ? m.practice_no_limit() : sayLimit(one.limit, unit),
      }),
    )
    .join(". ");
