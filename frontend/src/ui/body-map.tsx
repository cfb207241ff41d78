/** The lower body from the front, and the back of the pelvis. Left is always on the left. Real buttons lie over the drawing. */
import "./entry.css";
import { type Place, placeKey } from "~/domain/day-form";
import type { PainSite } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { placeName, sayNumber } from "./words";

const sayStrength = (value: number | null | undefined) => (value == null ? "?" : sayNumber(value));

interface Spot extends Place {
  x: number;
  y: number;
  rx: number;
  ry: number;
}

const mirrored = (site: PainSite, x: number, y: number, rx: number, ry: number): Spot[] => [
  { site, side: "left", x, y, rx, ry },
  { site, side: "right", x: 220 - x, y, rx, ry },
];

const FRONT: Spot[] = [
  ...mirrored("hip", 47, 98, 16, 21),
  ...mirrored("groin", 88, 130, 15, 19),
  ...mirrored("thigh", 68, 180, 17, 26),
  ...mirrored("knee", 72, 238, 15, 17),
  ...mirrored("ankle", 73, 314, 11, 12),
  ...mirrored("foot", 66, 366, 15, 11),
];
const BACK: Spot[] = [
  { site: "low_back", side: "midline", x: 110, y: 40, rx: 44, ry: 24 },
  ...mirrored("buttock", 72, 122, 31, 34),
];

const HALF =
  "M62 4C60 26 52 44 42 66C32 88 30 112 36 140C42 176 50 206 56 232C57 246 50 262 52 284C54 308 62 326 63 338C62 350 50 360 48 368C48 376 60 378 70 377C80 377 86 372 85 362C84 352 81 346 82 338C84 320 92 300 92 280C92 262 86 250 88 232C92 206 104 180 108 152";
const HALF_BACK =
  "M62 4C60 26 52 44 42 66C32 88 30 112 36 140C40 160 44 176 47 190M108 158C108 170 106 180 104 190";
const MIRROR = "translate(220 0) scale(-1 1)";

interface Props {
  /** selected places and the number that stands in each */
  values: Map<string, number | null>;
  onToggle?: (place: Place) => void;
}

export function BodyMap({ values, onToggle }: Props) {
  return (
    <div class="bodymap">
      <Figure name={m.log_front()} named spots={FRONT} height={384} values={values} onToggle={onToggle}>
        <path d={HALF} />
        <path d={HALF} transform={MIRROR} />
        <g class="bodymap-fine">
          <path d="M62 10q48 9 96 0M45 84C62 112 86 134 108 150q2 3 4 0c22-16 46-38 63-66" />
          <path d="M62 252c5 4 14 4 19 0M158 252c-5 4-14 4-19 0M55 371q3-4 6 0M63 372q3-4 6 0M165 371q-3-4-6 0M157 372q-3-4-6 0" />
          <circle cx="110" cy="36" r="2" />
        </g>
      </Figure>
      <Figure name={m.log_back()} spots={BACK} height={190} values={values} onToggle={onToggle}>
        <path d={HALF_BACK} />
        <path d={HALF_BACK} transform={MIRROR} />
        <g class="bodymap-fine">
          <path d="M110 8v62M110 78v74M108 158q2 3 4 0M52 164c14 12 40 10 54-6M168 164c-14 12-40 10-54-6M84 72q26 12 52 0" />
        </g>
      </Figure>
      <p class="small quiet bodymap-note">{m.log_mirror()}</p>
    </div>
  );
}

interface FigureProps extends Props {
  name: string;
  spots: Spot[];
  height: number;
  named?: boolean;
  children: preact.ComponentChildren;
}

function Figure({ name, named, spots, height, values, onToggle, children }: FigureProps) {
  return (
    <div class="bodymap-figure" role="group" aria-label={name}>
      <p class="bodymap-sides small" aria-hidden="true">
        {named && <span class="side-left">{m.side_left()}</span>}
        <span class="quiet">{name}</span>
        {named && <span class="side-right">{m.side_right()}</span>}
      </p>
      <div class="bodymap-stage">
        <svg
          viewBox={`0 0 220 ${height}`}
          fill="none"
          stroke-linecap="round"
          stroke-linejoin="round"
          aria-hidden="true"
        >
          <pattern
            id="map-hatch"
            width="5"
            height="5"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(-45)"
          >
            <path d="M0 2.5h5" class="map-hatch" />
          </pattern>
          <g class="bodymap-line">{children}</g>
          {spots.map((spot) => {
            const key = placeKey(spot);
            const chosen = values.has(key);
            return (
              <g key={key} class={`spot spot-${spot.side} ${chosen ? "spot-on" : ""}`}>
                <ellipse cx={spot.x} cy={spot.y} rx={spot.rx} ry={spot.ry} />
                {chosen && (
                  <text x={spot.x} y={spot.y + 6}>
                    {sayStrength(values.get(key))}
                  </text>
                )}
              </g>
            );
          })}
        </svg>
        {onToggle &&
          spots.map((spot) => {
            const key = placeKey(spot);
            return (
              <button
                key={key}
                type="button"
                class="spot-button"
                aria-pressed={values.has(key)}
                aria-label={placeName(spot.site, spot.side)}
                style={{ left: `${(spot.x / 220) * 100}%`, top: `${(spot.y / height) * 100}%` }}
                onClick={() => onToggle(spot)}
              />
            );
          })}
      </div>
    </div>
  );
}
