import * as m from "~/paraglide/messages";
import type { Kind } from "./kind";

export const questionnaire: Kind<"questionnaire"> = {
  name: m.kind_questionnaire,
  say: () => m.kind_questionnaire(),
  tray: "discard",
  list: false,
  chart: "none",
};
