import * as m from "~/paraglide/messages";
import type { Kind } from "./kind";
import { named } from "./say";

export const breastfeeding: Kind<"breastfeeding"> = {
  name: m.kind_breastfeeding,
  say: (entry) =>
    named(
      m.kind_breastfeeding(),
      entry.status === "yes" ? m.kind_yes() : entry.status === "no" ? m.kind_no() : null,
    ),
  tray: "discard",
  list: false,
  chart: "strip",
};
