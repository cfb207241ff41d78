import type { Mark } from "~/domain/course";
import * as m from "~/paraglide/messages";
import { modalityName } from "../words";
import type { Scale } from "./scale";

const ROW = 17;

export interface PlacedMark {
  mark: Mark;
  /** null: its word has no room */
  row: number | null;
}

const BESIDE = new Set<Mark["kind"]>(["load", "silence"]);

/**
 * Words of marks that lie close together take turns in up to three rows; one that finds no room there has its line alone, and
 * is read with its day. Scans and diagnoses come before new loads and silent weeks.
 */
export function placeMarks(marks: readonly Mark[], { from, to, x }: Scale): PlacedMark[] {
  const rows: [number, number][][] = [[], [], []];
  return marks
    .filter((mark) => mark.day >= from && mark.day <= to)
    .sort((a, b) => Number(BESIDE.has(a.kind)) - Number(BESIDE.has(b.kind)) || (a.day < b.day ? -1 : 1))
    .map((mark) => {
      const half = markWord(mark).length * 3.9 + 4;
      const [start, end] = [x(mark.day) - half, x(mark.day) + half];
      const free = rows.findIndex((row) => row.every(([a, b]) => end <= a || b <= start));
      if (free === -1) return { mark, row: null };
      rows[free]!.push([start, end]);
      return { mark, row: free };
    });
}

export const marksHeight = (marks: readonly PlacedMark[]): number =>
  12 + ROW * Math.max(1, ...marks.map(({ row }) => (row ?? 0) + 1));

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
  const plot = top + marksHeight(marks);
  const anchor = (at: number) => (at < left + 34 ? "start" : at > right - 34 ? "end" : "middle");
  return (
    <g clip-path={clip}>
      {marks.map(({ mark, row }) => {
        const at = x(mark.day);
        return (
          <g key={mark.id} class={`mark ${dim([mark.id])}`}>
            <path d={`M${at} ${row === null ? plot : top + ROW * row + 18}V${bottom}`} class="mark-line" />
            {row !== null && (
              <text
                x={at}
                y={top + ROW * row + 13}
                class="chart-label"
                text-anchor={anchor(at)}
                paint-order="stroke"
              >
                {markWord(mark)}
              </text>
            )}
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
