import { addDays, type Day, daysBetween } from "~/domain/days";

const GUTTER = 30;
const END = 10;

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

export function scaleOf(
  { from, to }: { from: Day; to: Day },
  width: number,
  highlight: ReadonlySet<string> | null,
  id: string,
): Scale {
  const inner = Math.max(60, width - GUTTER - END);
  const span = Math.max(1, daysBetween(from, to));
  return {
    from,
    to,
    span,
    left: GUTTER,
    right: GUTTER + inner,
    cell: inner / span,
    x: (day) => GUTTER + (daysBetween(from, day) / span) * inner,
    held: (day) => (day < from ? from : day > to ? to : day),
    dayAt: (pixels) => addDays(from, Math.round(Math.min(1, Math.max(0, (pixels - GUTTER) / inner)) * span)),
    dim: (ids) => (highlight && !ids.some((one) => highlight.has(one)) ? "faded" : ""),
    clip: `url(#${id}-plot)`,
  };
}
