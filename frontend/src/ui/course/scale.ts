import { addDays, type Day, daysBetween } from "~/domain/days";
import { dayNumber } from "~/domain/rules/facts";

const GUTTER = 30;
const END = 10;

/** In a longer time many marks are drawn as one path: years are to draw as fast as weeks. */
export const DAYS_APART = 60;

/** Marks that look alike are joined to one path: the class of each, and where it begins. */
export function joined<T>(
  items: readonly T[],
  classOf: (item: T) => string,
  path: (item: T) => string,
): [string, string][] {
  const found = new Map<string, string[]>();
  for (const item of items) {
    const name = classOf(item);
    const parts = found.get(name);
    if (parts) parts.push(path(item));
    else found.set(name, [path(item)]);
  }
  return [...found].map(([name, parts]) => [name, parts.join("")]);
}

/** The days of a chart on its width, and which entries stay bright: what every track is drawn by. */
export interface Scale {
  from: Day;
  to: Day;
  /** days from the first to the last */
  span: number;
  /** where the plot begins and ends, in pixels */
  left: number;
  right: number;
  /** pixels of one day */
  cell: number;
  x: (day: Day) => number;
  held: (day: Day) => Day;
  dayAt: (pixels: number) => Day;
  dim: (ids: readonly string[]) => string;
  /** the part of the drawing that lies inside the plot */
  clip: string;
}

const numbers = new Map<Day, number>();

/** Each day is read once: a chart of years asks for the same ones many times. */
function numberOf(day: Day): number {
  let found = numbers.get(day);
  if (found === undefined) {
    found = dayNumber(day);
    numbers.set(day, found);
  }
  return found;
}

export function scaleOf(
  { from, to }: { from: Day; to: Day },
  width: number,
  highlight: ReadonlySet<string> | null,
  id: string,
): Scale {
  const inner = Math.max(60, width - GUTTER - END);
  const first = numberOf(from);
  const span = Math.max(1, daysBetween(from, to));
  return {
    from,
    to,
    span,
    left: GUTTER,
    right: GUTTER + inner,
    cell: inner / span,
    x: (day) => GUTTER + ((numberOf(day) - first) / span) * inner,
    held: (day) => (day < from ? from : day > to ? to : day),
    dayAt: (pixels) => addDays(from, Math.round(Math.min(1, Math.max(0, (pixels - GUTTER) / inner)) * span)),
    dim: (ids) => (highlight && !ids.some((one) => highlight.has(one)) ? "faded" : ""),
    clip: `url(#${id}-plot)`,
  };
}
