import * as m from "~/paraglide/messages";
import type { Kind } from "./kind";
import { join, place } from "./say";

export const diagnosis: Kind<"diagnosis"> = {
  name: m.kind_diagnosis,
  say: (entry) => join([m.mark_diagnosis(), place(entry.site, entry.side)]),
  tray: "discard",
  list: false,
  chart: "mark",
};
