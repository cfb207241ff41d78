import { type Day, daysBetween, today } from "~/domain/days";
import type { Leg } from "~/domain/vocabulary";

const WIDTH = 96;
const HEIGHT = 34;

/** 28 days of pain, always 0 to 10, so that two rows can be compared by eye. Days without an entry leave a gap. */
export function Sparkline({ values, leg }: { values: readonly (number | null)[]; leg: Leg }) {
  const step = WIDTH / Math.max(1, values.length - 1);
  const y = (value: number) => HEIGHT - 3 - (value / 10) * (HEIGHT - 6);
  const parts: string[] = [];
  let open = false;
  values.forEach((value, index) => {
    if (value === null) {
      // a single missing day does not break the line
      if (values[index + 1] == null) open = false;
      return;
    }
    parts.push(`${open ? "L" : "M"}${(index * step).toFixed(1)} ${y(value).toFixed(1)}`);
    open = true;
  });
  let last = values.length - 1;
  while (last >= 0 && values[last] == null) last -= 1;
  return (
    <svg class="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} aria-hidden="true">
      <path d={`M0 ${HEIGHT - 2.5}h${WIDTH}M0 ${y(5)}h${WIDTH}`} class="spark-grid" />
      <path d={parts.join("")} class={`spark-line pain-line-${leg}`} />
      {last >= 0 && <circle cx={last * step} cy={y(values[last]!)} r="2.25" class={`pain-dot-${leg}`} />}
    </svg>
  );
}

/** Moves numbers that end some days ago to where they belong, so that every row ends today. */
export function upToToday(
  values: readonly (number | null)[],
  until: Day | null | undefined,
  now: Day = today(),
): (number | null)[] {
  const late = until ? Math.min(values.length, Math.max(0, daysBetween(until, now))) : 0;
  return [...values.slice(late), ...Array.from({ length: late }, () => null)];
}

export const lastValue = (values: readonly (number | null)[]): number | null =>
  [...values].reverse().find((value) => value !== null) ?? null;
