/** A bathroom scale from above, its dial filled as far as the leg may press it. */
const CENTRE = { x: 60, y: 56 };
const RADIUS = 40;

/** Where a weight stands on the dial: 0 on the left, `most` on the right. */
function onDial(kg: number, most: number, radius: number): [number, number] {
  const angle = Math.PI * (1 - Math.min(1, kg / most));
  return [CENTRE.x + radius * Math.cos(angle), CENTRE.y - radius * Math.sin(angle)];
}
const at = (point: [number, number]) => point.map((value) => value.toFixed(1)).join(" ");

export function ScaleDrawing({
  kg,
  most,
  side,
  size = 132,
}: {
  kg: number;
  /** what the dial ends with: the body weight, where it is known */
  most: number;
  side: "left" | "right";
  size?: number;
}) {
  const id = `scale-${side}`;
  const ticks = Array.from({ length: Math.floor(most / 10) + 1 }, (_, index) => index * 10);
  return (
    <svg
      class={`scale leg-${side}`}
      viewBox="0 0 120 104"
      width={size}
      height={(size * 104) / 120}
      fill="none"
      aria-hidden="true"
    >
      <pattern
        id={`${id}-h`}
        width="5"
        height="5"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(-45)"
      >
        <path d="M0 2.500h5" class="leg-hatch" />
      </pattern>
      <rect x="4" y="4" width="112" height="96" rx="13" class="leg-line" />
      <path
        d={`M${CENTRE.x - RADIUS} ${CENTRE.y}A${RADIUS} ${RADIUS} 0 0 1 ${CENTRE.x + RADIUS} ${CENTRE.y}Z`}
        class="leg-line leg-fine"
      />
      {kg > 0 && (
        <path
          d={`M${CENTRE.x} ${CENTRE.y}L${CENTRE.x - RADIUS} ${CENTRE.y}A${RADIUS} ${RADIUS} 0 0 1 ${at(onDial(kg, most, RADIUS))}Z`}
          class="leg-fill"
          fill={side === "right" ? `url(#${id}-h)` : undefined}
        />
      )}
      {ticks.map((tick) => (
        <path
          key={tick}
          d={`M${at(onDial(tick, most, RADIUS - (tick % 50 ? 4 : 7)))}L${at(onDial(tick, most, RADIUS))}`}
          class="leg-line leg-fine"
        />
      ))}
      <path d={`M${CENTRE.x} ${CENTRE.y}L${at(onDial(kg, most, RADIUS - 2))}`} class="leg-level" />
      <path d="M24 70v18M36 70v18M48 70v18M72 70v18M84 70v18M96 70v18" class="leg-line leg-fine" />
    </svg>
  );
}
