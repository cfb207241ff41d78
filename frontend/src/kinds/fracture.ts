import * as m from "~/paraglide/messages";
import { placeName } from "~/ui/words";
import { look } from "~/ui/words/look";
import type { FieldsOf, Kind } from "./kind";
import { join } from "./say";

type Bone = NonNullable<FieldsOf<"fracture">["site"]>;
/** Bones that are no place of pain. */
const BONES: Partial<Record<Bone, () => string>> = {
  femoral_neck: m.dexa_femoral_neck,
  femur: m.bone_femur,
  pelvis: m.bone_pelvis,
  vertebra: m.bone_vertebra,
  wrist: m.bone_wrist,
  other: m.bone_other,
};

function broken({ site, side }: FieldsOf<"fracture">): string | null {
  if (!site) return null;
  return site in BONES
    ? placeName(look(BONES as Record<string, () => string>, site), side)
    : placeName(site, side);
}

export const fracture: Kind<"fracture"> = {
  name: m.kind_fracture,
  say: (entry) => join([m.mark_fracture(), broken(entry)]),
  tray: "discard",
  list: false,
  chart: "mark",
};
