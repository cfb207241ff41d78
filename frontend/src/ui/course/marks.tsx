import type { Mark } from "~/domain/course";
import * as m from "~/paraglide/messages";
import { modalityName } from "../words";
import type { Scale } from "./scale";

const ROW = 17;

export interface PlacedMark {
  mark: Mark;
  row: number;
}

/** Words of marks that lie close together take turns in up to three rows. */
export function placeMarks(marks: readonly Mark[], { from, to, x }: Scale): PlacedMark[] {
  const ends = [0, 1, 2].map(() => Number.NEGATIVE_INFINITY);
  return marks
    .filter((mark) => mark.day >= from && mark.day <= to)
    .sort((a, b) => (a.day < b.day ? -1 : 1))
    .map((mark) => {
      const half = markWord(mark).length * 3.9 + 4;
      const free = ends.findIndex((end) => end < x(mark.day) - half);
      const row = free === -1 ? ends.indexOf(Math.min(...ends)) : free;
      ends[row] = x(mark.day) + half;
      return { mark, row };
    });
}

export const marksHeight = (marks: readonly PlacedMark[]): number =>
  12 + ROW * Math.max(1, ...marks.map(({ row }) => row + 1));

/** Scans, diagnosis and the like: a word above the plot and a line down through it. */
export function Marks({
  marks,
  scale,
  top,
  bottom,
}: {
  marks: readonly PlacedMark[];
  scale: Scale;
  top: number;
  bottom: number;
}) {
  const { x, left, right, clip, dim } = scale;
  const anchor = (at: number) => (at < left + 34 ? "start" : at > right - 34 ? "end" : "middle");
  return (
    <g clip-path={clip}>
      {marks.map(({ mark, row }) => {
        const at = x(mark.day);
        return (
          <g key={mark.id} class={`mark ${dim([mark.id])}`}>
            <path d={`M${at} ${top + ROW * row + 18}V${bottom}`} class="mark-line" />
            <text
              x={at}
              y={top + ROW * row + 13}
              class="chart-label"
              text-anchor={anchor(at)}
              paint-order="stroke"
            >
              {markWord(mark)}
            </text>
          </g>
        );
      })}
    </g>
  );
}

function markWord(mark: Pick<Mark, "kind" | "record">): string {
  switch (mark.kind) {
    case "dexa":
      return m.mark_dexa();
    case "imaging":
      return modalityName(String(mark.record.modality));
    case "diagnosis":
      return m.mark_diagnosis();
    case "resolution":
      return m.mark_resolution();
    case "fracture":
      return m.mark_fracture();
    case "delivery":
      return m.mark_delivery();
    case "lab":
      return m.mark_lab();
    case "fall":
      return m.mark_fall();
    case "load":
      return m.mark_load();
    case "silence":
      return m.mark_silence();
    default:
      return m.mark_procedure();
  }
}
