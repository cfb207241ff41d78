/** Places of the body as the rules name them, as backend/guidance/areas.py: `hip:left`, `knee:right`, `hip:unknown`. */
import * as places from "~/generated/places";

export const HIP_AREA = new Set<string>(places.HIP_AREA);
export const JOINTS = new Set<string>(places.JOINTS);
export const SIDES = ["left", "right"] as const;

export const isSide = (side: unknown): side is "left" | "right" => side === "left" || side === "right";
/** The sides that an entry names; null where it names none. */
export const namedSides = (side: unknown): readonly string[] | null =>
  side === "both" ? SIDES : isSide(side) ? [side] : null;
export const isHip = (area: string) => area.startsWith("hip:");
/** The legs that an area may be at: both where its side is not known. */
export const legsOf = (area: string): readonly string[] => {
  const side = area.split(":")[1];
  return isSide(side) ? [side] : SIDES;
};
export const unknownOf = (area: string) => `${area.split(":")[0]}:unknown`;
