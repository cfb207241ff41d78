/** Two legs from the front, each foot filled as far as it may be loaded. Left is always on the left, as in a mirror. */
import { fillOf, type DrawnLoad as LegLoad } from "~/domain/load";

const LEG =
  "M70 6C60 22 52 40 53 66c1 26 10 50 15 74 3 14-1 26-1 40 0 18 6 38 9 56 1 7 1 12 0 17 M122 62c-4 34-16 62-20 84-2 12 3 22 2 36-1 18-6 38-7 54 0 6 0 12 1 17";
const KNEE = "M74 150c4 8 16 8 20 0M78 168c4 4 10 4 13 0";
/** the foot from above and in front: heel behind, toes towards the looker */
const FOOT = "M75 252c-2 12-10 22-15 34-5 13-4 24 4 29 9 6 28 6 36-1 7-6 6-17 3-28-3-12-5-22-5-34";
const FOOT_CLOSED = `${FOOT}q-11 5-23 0z`;
const TOES = "M66 303q3-5 6 0M74 305q4-5 7 0M83 305q3-5 6 0M91 302q2-5 5 0";
const FOOT_TOP = 246;
const FOOT_BOTTOM = 320;

function Leg({ load, side, id }: { load: LegLoad | null; side: "left" | "right"; id: string }) {
  const undecided = !load?.status;
  const lifted = load?.status === "NWB" || load?.status === "UNABLE";
  const fill = fillOf(load);
  const level = FOOT_BOTTOM - (FOOT_BOTTOM - FOOT_TOP) * fill;
  const clip = `${id}-${side}`;
  const asFelt = load?.status === "WBAT";
  return (
    <g class={`leg leg-${side}`} transform={side === "right" ? "translate(320 0) scale(-1 1)" : undefined}>
      <g transform={lifted ? "translate(0 -16)" : undefined}>
        <path d={LEG} class="leg-line" />
        <path d={KNEE} class="leg-line leg-fine" />
        <clipPath id={clip}>
          <path d={FOOT_CLOSED} />
        </clipPath>
        {fill > 0 && (
          <g clip-path={`url(#${clip})`}>
            <rect
              x="40"
              y={level}
              width="90"
              height={FOOT_BOTTOM - level + 2}
              class="leg-fill"
              fill={side === "right" ? `url(#${id}-hatch)` : undefined}
            />
            <path d={`M40 ${level}h90`} class="leg-level" stroke-dasharray={asFelt ? "4 4" : undefined} />
          </g>
        )}
        <path d={FOOT} class={`leg-foot ${undecided ? "leg-undecided" : ""}`} />
        <path d={TOES} class="leg-line leg-fine" />
      </g>
      {lifted && <path d="M52 314q30 9 60 0" class="leg-line leg-fine" stroke-dasharray="2 5" />}
    </g>
  );
}

export function LegsDrawing({
  left,
  right,
  id = "legs",
}: {
  left: LegLoad | null;
  right: LegLoad | null;
  id?: string;
}) {
  return (
    <svg
      class="legs"
      viewBox="0 0 320 336"
      fill="none"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <pattern
        id={`${id}-hatch`}
        width="6"
        height="6"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(-45)"
      >
        <path d="M0 3h6" class="leg-hatch" />
      </pattern>
      <path d="M70 6q90 16 180 0M122 62q38 14 76 0M160 70v-4" class="leg-line leg-fine" />
      <path d="M92 34q10 14 30 28M228 34q-10 14-30 28" class="leg-line leg-fine" />
      <Leg load={left} side="left" id={id} />
      <Leg load={right} side="right" id={id} />
      <path d="M24 327h272" class="ground" />
    </svg>
  );
}

/** A single foot for tables and lists. */
export function FootMark({
  load,
  side,
  size = 28,
}: {
  load: LegLoad | null;
  side: "left" | "right";
  size?: number;
}) {
  const fill = fillOf(load);
  const top = 2;
  const bottom = 30;
  const level = bottom - (bottom - top) * fill;
  const shape = "M8 3c4-2 9 0 9.5 6 .4 5-2 7-1.5 11 .4 4 .5 9-5 9s-6.5-4-6.5-9C4.5 13 4 5 8 3z";
  const id = `foot-${side}-${load?.status ?? "none"}-${load?.percent ?? load?.share ?? ""}`;
  return (
    <svg
      class={`foot leg-${side}`}
      viewBox="0 0 22 32"
      width={(size * 22) / 32}
      height={size}
      fill="none"
      aria-hidden="true"
    >
      <g transform={side === "right" ? "translate(22 0) scale(-1 1)" : undefined}>
        <clipPath id={id}>
          <path d={shape} />
        </clipPath>
        <pattern
          id={`${id}-h`}
          width="3.5"
          height="3.5"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(-45)"
        >
          <path d="M0 1.750h3.5" class="leg-hatch" />
        </pattern>
        {fill > 0 && (
          <g clip-path={`url(#${id})`}>
            <rect
              x="0"
              y={level}
              width="22"
              height="32"
              class="leg-fill"
              fill={side === "right" ? `url(#${id}-h)` : undefined}
            />
          </g>
        )}
        <path d={shape} class={`leg-foot ${load?.status ? "" : "leg-undecided"}`} stroke-width="1.5" />
        {load?.status === "NWB" && <path d="M6 9l10 14M16 9L6 23" class="leg-cross" />}
      </g>
    </svg>
  );
}
