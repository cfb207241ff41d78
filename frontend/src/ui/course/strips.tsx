import type { Strip, StripSpan } from "~/domain/strips";
import * as m from "~/paraglide/messages";
import { aidName, placeName } from "../words";
import type { Scale } from "./scale";

export function stripName(strip: Strip): string {
  switch (strip.kind) {
    case "site":
      return placeName(strip.name, strip.side);
    case "aid":
      return m.strip_aid();
    case "medicine":
      return strip.name;
    case "pregnancy":
      return m.strip_pregnancy();
    default:
      return m.strip_reminders();
  }
}

export function spanWords(strip: Strip, span: StripSpan): string {
  if (strip.kind === "aid") return aidName(span.what);
  if (strip.kind === "pregnancy")
    return span.what === "pregnant" ? m.desk_pregnant() : m.strip_breastfeeding();
  return span.what;
}

const ROW = 18;
const TITLE = 22;
const GROUPS: [Strip["kind"], () => string][] = [
  ["site", m.strip_sites],
  ["aid", m.strip_aid],
  ["medicine", m.strip_medicines],
  ["pregnancy", m.strip_pregnancy],
  ["reminders", m.strip_reminders],
];

interface Placed {
  kind: Strip["kind"];
  title: string;
  rows: Strip[];
  top: number;
}

/** Where each group of strips begins, and how tall all of them are. */
export function placeStrips(strips: readonly Strip[], top: number): { groups: Placed[]; bottom: number } {
  const groups: Placed[] = [];
  let at = top;
  for (const [kind, title] of GROUPS) {
    const rows = strips.filter((strip) => strip.kind === kind);
    if (rows.length === 0) continue;
    groups.push({ kind, title: title(), rows, top: at });
    at += TITLE + rows.length * ROW;
  }
  return { groups, bottom: at };
}

/** The groups of strips below the lines and bands, on the same days. */
export function Strips({ groups, scale }: { groups: readonly Placed[]; scale: Scale }) {
  const { from, to, x, left: start, right, clip, dim } = scale;
  const cell = Math.max(2, scale.cell);
  return (
    <g>
      {groups.map((group) => (
        <g key={group.kind}>
          <text x={start} y={group.top + 12} class="chart-lane">
            {group.title}
          </text>
          {group.rows.map((strip, index) => {
            const top = group.top + TITLE + index * ROW;
            const side = strip.side === "left" || strip.side === "right" ? strip.side : "none";
            return (
              <g key={`${strip.name}${strip.side ?? ""}`}>
                <path d={`M${start} ${top + ROW - 4}H${right}`} class="grid-line" />
                <g clip-path={clip}>
                  {strip.spans
                    .filter((span) => span.to >= from && span.from <= to)
                    .map((span) => {
                      const left = Math.max(start, x(span.from) - (strip.kind === "site" ? cell / 2 : 0));
                      const end = Math.min(right, x(span.to) + (strip.kind === "site" ? cell / 2 : 0));
                      return (
                        <rect
                          key={`${span.from}${span.what}`}
                          x={left}
                          y={top}
                          width={Math.max(2, end - left)}
                          height={ROW - 6}
                          class={`strip strip-${strip.kind} ${strip.kind === "site" ? toneOf(span.level) : ""} ${dim(span.ids)}`}
                        />
                      );
                    })}
                  {strip.dots
                    .filter((dot) => dot.day >= from && dot.day <= to)
                    .map((dot) => (
                      <circle
                        key={dot.id}
                        cx={x(dot.day)}
                        cy={top + (ROW - 6) / 2}
                        r="4"
                        class={`strip-dot ${dot.full ? "strip-dot-full" : ""} ${dim([dot.id])}`}
                      />
                    ))}
                </g>
                {group.kind === "site" || group.kind === "medicine" ? (
                  <text
                    x={right}
                    y={top + 10}
                    class={`chart-label strip-name side-${side}`}
                    text-anchor="end"
                    paint-order="stroke"
                  >
                    {stripName(strip)}
                  </text>
                ) : (
                  <SpanLabels {...{ strip, scale }} y={top + 10} />
                )}
              </g>
            );
          })}
        </g>
      ))}
    </g>
  );
}

function SpanLabels({ strip, scale, y }: { strip: Strip; scale: Scale; y: number }) {
  const { from, to, x, left: start, right } = scale;
  return (
    <>
      {strip.spans
        .filter((span) => span.to >= from && span.from <= to)
        .map((span) => {
          const left = Math.max(start, x(span.from)) + 5;
          const words = spanWords(strip, span);
          return Math.min(right, x(span.to)) - left < words.length * 7 ? null : (
            <text key={span.from} x={left} y={y} class="chart-label strip-name" paint-order="stroke">
              {words}
            </text>
          );
        })}
    </>
  );
}

/** null: logged without a number */
const toneOf = (level: number | null | undefined) =>
  level == null ? "strip-unnumbered" : `tone-${Math.round(level)}`;
