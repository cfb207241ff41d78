import type { Scale } from "./scale";

export interface LabelPlace {
  x: number;
  anchor: "start" | "end";
  /** on a line of its own, because its strip leaves no room */
  above: boolean;
}

/** about what a letter takes at the charts' size */
const LETTER = 7.4;
const AIR = 10;

/** Where a strip's name covers no day of it: at the right end, else at the left, else in a line above. */
export function placeLabel(
  words: string,
  edges: readonly (readonly [number, number])[],
  { left, right }: Pick<Scale, "left" | "right">,
): LabelPlace {
  const wide = words.length * LETTER + AIR;
  const last = Math.max(left, ...edges.map(([, end]) => end));
  const first = Math.min(right, ...edges.map(([start]) => start));
  if (right - last >= wide) return { x: right, anchor: "end", above: false };
  if (first - left >= wide) return { x: first - AIR / 2, anchor: "end", above: false };
  return { x: left, anchor: "start", above: true };
}

/** As much of `words` as `room` takes; the whole of it stands in the readout and in the table. */
export function shortened(words: string, room: number): string {
  const most = Math.max(3, Math.floor((room - AIR) / LETTER));
  return words.length <= most ? words : `${words.slice(0, most - 1).trimEnd()}…`;
}
