import type { Strip, StripSpan } from "~/domain/strips";
import * as m from "~/paraglide/messages";
import { aidName, placeName } from "../words";
import { extentName } from "../words/results";
import type { Scale } from "./scale";
import { type LabelPlace, placeLabel, shortened } from "./strip-labels";

export function stripName(strip: Strip): string {
  switch (strip.kind) {
    case "site":
      return placeName(strip.name, strip.side);
    case "mri": {
      const [site, part] = strip.name.split("|");
      return m.strip_mri_part({ place: placeName(site!, strip.side), part: partName(part!) });
    }
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

const partName = (part: string) =>
  part === "subchondral_line"
    ? m.field_subchondral_line()
    : part === "effusion"
      ? m.field_effusion()
      : extentName(part);

export function spanWords(strip: Strip, span: StripSpan): string {
  if (strip.kind === "aid") return aidName(span.what);
  if (strip.kind === "pregnancy")
    return span.what === "pregnant" ? m.desk_pregnant() : m.strip_breastfeeding();
  return span.what;
}

const ROW = 20;
const BAR = 12;
/** what a name on a line of its own takes */
const NAME = 18;
const TITLE = 22;
const DOT = 4;
const GROUPS: [Strip["kind"], () => string][] = [
  ["site", m.strip_sites],
  ["mri", m.strip_mri],
  ["aid", m.strip_aid],
  ["medicine", m.strip_medicines],
  ["pregnancy", m.strip_pregnancy],
  ["reminders", m.strip_reminders],
];

interface PlacedRow {
  strip: Strip;
  /** of the bar */
  top: number;
  /** where its name stands; none for strips whose title or spans say it */
  label: LabelPlace | null;
  /** what was reported lies on the bar, so its words stand above it */
  lifted: boolean;
}
interface Placed {
  kind: Strip["kind"];
  title: string;
  rows: PlacedRow[];
  top: number;
}

const isNamed = (strip: Strip) => strip.kind === "site" || strip.kind === "mri" || strip.kind === "medicine";

/** Where each group of strips begins, and how tall all of them are. */
export function placeStrips(
  strips: readonly Strip[],
  scale: Scale,
  top: number,
): { groups: Placed[]; bottom: number } {
  const groups: Placed[] = [];
  let at = top;
  for (const [kind, title] of GROUPS) {
    const some = strips.filter((strip) => strip.kind === kind);
    if (some.length === 0) continue;
    const group: Placed = { kind, title: title(), rows: [], top: at };
    groups.push(group);
    at += TITLE;
    for (const strip of some) {
      const label = isNamed(strip) ? placeLabel(stripName(strip), takenBy(strip, scale), scale) : null;
      const lifted = label === null && strip.spans.length > 0 && strip.dots.length > 0;
      if (label?.above || lifted) at += NAME;
      group.rows.push({ strip, top: at, label, lifted });
      at += ROW;
    }
    at += 4;
  }
  return { groups, bottom: at };
}

/** What its name must not cover. */
const takenBy = (strip: Strip, scale: Scale): [number, number][] => [
  ...edgesOf(strip, scale),
  ...strip.dots
    .filter((dot) => isNamed(strip) && dot.day >= scale.from && dot.day <= scale.to)
    .map((dot): [number, number] => [scale.x(dot.day) - DOT, scale.x(dot.day) + DOT]),
];

/** From where to where each of a strip's spans is drawn, inside the plot. */
function edgesOf(strip: Strip, { from, to, x, left, right, cell }: Scale): [number, number][] {
  const half = strip.kind === "site" ? Math.max(2, cell) / 2 : 0;
  return strip.spans
    .filter((span) => span.to >= from && span.from <= to)
    .map((span) => {
      const start = Math.max(left, x(span.from) - half);
      return [start, Math.max(start + 2, Math.min(right, x(span.to) + half))];
    });
}

/** The groups of strips below the lines and bands, on the same days. */
export function Strips({ groups, scale }: { groups: readonly Placed[]; scale: Scale }) {
  const { left, right } = scale;
  return (
    <g>
      {groups.map((group) => (
        <g key={group.kind}>
          <text x={left} y={group.top + 12} class="chart-lane">
            {group.title}
          </text>
          {group.rows.map(({ strip, top, label, lifted }) => (
            <g key={`${strip.name}${strip.side ?? ""}`}>
              <path d={`M${left} ${top + BAR + 2}H${right}`} class="grid-line" />
              <Bars {...{ strip, scale, top }} />
              {label ? (
                <text
                  x={label.x}
                  y={label.above ? top - 4 : top + 11}
                  class={`chart-label strip-name side-${sideOf(strip)}`}
                  text-anchor={label.anchor}
                >
                  {shortened(stripName(strip), right - left)}
                </text>
              ) : (
                <SpanLabels {...{ strip, scale }} y={lifted ? top - 4 : top + 11} />
              )}
            </g>
          ))}
        </g>
      ))}
    </g>
  );
}

const sideOf = (strip: Strip) => (strip.side === "left" || strip.side === "right" ? strip.side : "none");

function Bars({ strip, scale, top }: { strip: Strip; scale: Scale; top: number }) {
  const { from, to, x, clip, dim } = scale;
  const shown = strip.spans.filter((span) => span.to >= from && span.from <= to);
  const edges = edgesOf(strip, scale);
  return (
    <g clip-path={clip}>
      {shown.map((span, index) => (
        <rect
          key={`${span.from}${span.what}`}
          x={edges[index]![0]}
          y={top}
          width={edges[index]![1] - edges[index]![0]}
          height={BAR}
          class={`strip strip-${strip.kind} ${strip.kind === "site" ? toneOf(span.level) : ""} ${dim(span.ids)}`}
        />
      ))}
      {strip.dots
        .filter((dot) => dot.day >= from && dot.day <= to)
        .map((dot) => (
          <circle
            key={dot.id}
            cx={x(dot.day)}
            cy={top + BAR / 2}
            r={DOT}
            class={`strip-dot ${dot.full ? "strip-dot-full" : ""} ${dim([dot.id])}`}
          />
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
            <text key={span.from} x={left} y={y} class="chart-label strip-name">
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
