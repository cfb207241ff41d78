/** What a result says beside its figure: where an MRI shows changes, which blood test it is. */
import type { LAB_UNITS } from "~/generated/lab";
import * as m from "~/paraglide/messages";
import { look } from "./look";

export type LabTest = keyof typeof LAB_UNITS;

export const labTestName = (test: string) =>
  look(
    {
      vitamin_d_25oh: m.lab_vitamin_d_25oh,
      pth: m.lab_pth,
      alkaline_phosphatase: m.lab_alkaline_phosphatase,
      calcium: m.lab_calcium,
      phosphate: m.lab_phosphate,
      tsh: m.lab_tsh,
    } satisfies Record<LabTest, () => string>,
    test,
  );

export const EXTENTS = ["head", "neck", "intertrochanteric", "acetabulum"] as const;

export const extentName = (part: string) =>
  look(
    {
      head: m.extent_head,
      neck: m.extent_neck,
      intertrochanteric: m.extent_intertrochanteric,
      acetabulum: m.extent_acetabulum,
    },
    part,
  );

export const STATED = ["yes", "no", "not_stated"] as const;

export const statedName = (state: string) =>
  look({ yes: m.stated_yes, no: m.stated_no, not_stated: m.stated_not_stated }, state);
