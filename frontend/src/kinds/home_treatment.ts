import * as m from "~/paraglide/messages";
import type { Kind } from "./kind";

export const homeTreatment: Kind<"home_treatment"> = {
  name: m.kind_home_treatment,
  say: () => m.kind_home_treatment(),
  tray: "discard",
  list: false,
  chart: "none",
};
