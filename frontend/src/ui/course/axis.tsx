import { addDays, type Day, daysBetween, formatDay } from "~/domain/days";
import { intl } from "../language";
import type { Scale } from "./scale";

/** The days below all tracks. */
export function TimeAxis({ scale, top }: { scale: Scale; top: number }) {
  const { from, to, span, x, left, right } = scale;
  const days = ticks(from, to, right - left);
  const words = tickWords(days, span);
  return (
    <g>
      {days.map((day, index) => (
        <g key={day}>
          <path d={`M${x(day)} ${top}v5`} class="axis-line" />
          <text
            x={x(day)}
            y={top + 19}
            class="chart-tick"
            text-anchor={x(day) > right - 24 ? "end" : "middle"}
          >
            {words[index]}
          </text>
        </g>
      ))}
      <path d={`M${left} ${top}H${right}`} class="axis-line" />
    </g>
  );
}

/** What stands at each tick, of `span` days in all: months over months, and the year where it begins or turns. */
export function tickWords(days: readonly Day[], span: number): string[] {
  const years = new Set(days.map((day) => day.slice(0, 4)));
  return days.map((day, index) => {
    const month = formatDay(day, intl(), "month").slice(0, 3);
    const year = day.slice(0, 4);
    if (span > 75 && years.size > 1 && days[index - 1]?.slice(0, 4) !== year) return `${month} ${year}`;
    return span > 400 ? month : formatDay(day, intl(), "short");
  });
}

/** A handful of dates: days, weeks or firsts of months, never crowded. */
function ticks(from: Day, to: Day, width: number): Day[] {
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
