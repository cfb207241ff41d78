import type { Phase } from "~/domain/programme";
import * as m from "~/paraglide/messages";

export const phaseName = (phase: Phase) =>
  ({ restricted: m.phase_restricted, released: m.phase_released, weight_bearing: m.phase_weight_bearing })[
    phase
  ]();
