import type { Day } from "~/domain/days";
import type { Finding } from "~/domain/records";
import * as m from "~/paraglide/messages";
import type { Scale } from "./scale";

const ROW = 14;

export const findingsIn = (findings: readonly Finding[], { from, to }: Scale): Finding[] =>
  findings.filter((finding) => finding.opened_on <= to && endOf(finding, to) >= from);

export const findingsHeight = (rows: ReadonlyMap<string, number>): number =>
  rows.size > 0 ? Math.max(...rows.values()) * ROW + 22 : 0;

/** How long each finding stood, in the colour of its urgency. */
export function FindingSpans({
  findings,
  rows,
  scale,
  top,
  chosen,
  onFinding,
}: {
  findings: readonly Finding[];
  rows: ReadonlyMap<string, number>;
  scale: Scale;
  top: number;
  chosen: string | null | undefined;
  onFinding: ((finding: Finding) => void) | undefined;
}) {
  const { to, x, held, left } = scale;
  return (
    <g>
      <text x={left} y={top - 4} class="chart-lane">
        {m.chart_findings()}
      </text>
      {findings.map((finding) => {
        const begin = x(held(finding.opened_on));
        const end = x(held(endOf(finding, to)));
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: a short cut for the mouse; the list beside it has the buttons
          <g
            key={finding.id}
            class={`finding-span finding-span-${finding.urgency} ${chosen && chosen !== finding.id ? "faded" : ""}`}
            onClick={() => onFinding?.(finding)}
          >
            <rect
              x={begin}
              y={top + 4 + (rows.get(finding.id) ?? 0) * ROW}
              width={Math.max(5, end - begin)}
              height="9"
              rx="1"
            />
          </g>
        );
      })}
    </g>
  );
}

const endOf = (finding: Finding, to: Day): Day => finding.resolved_on ?? to;

/** Findings that overlap in time go into rows below each other. */
export function stackRows(findings: readonly Finding[], to: Day): Map<string, number> {
  const rows = new Map<string, number>();
  const ends: Day[] = [];
  for (const finding of [...findings].sort((a, b) => (a.opened_on < b.opened_on ? -1 : 1))) {
    let row = ends.findIndex((end) => end < finding.opened_on);
    if (row === -1) row = ends.length;
    ends[row] = endOf(finding, to);
    rows.set(finding.id, row);
  }
  return rows;
}
