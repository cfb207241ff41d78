import * as m from "~/paraglide/messages";
import { sayDate } from "~/ui/words";
import type { Kind } from "./kind";
import { join } from "./say";

export const visit: Kind<"visit"> = {
  name: m.kind_visit,
  say: (entry) => join([sayDate(entry.visit_on), entry.time, entry.whom]),
  tray: "discard",
  list: false,
  chart: "none",
};
