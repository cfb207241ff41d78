import * as m from "~/paraglide/messages";
import { changeName } from "~/ui/words";
import type { Kind } from "./kind";
import { join } from "./say";

export const change: Kind<"change"> = {
  name: m.kind_change,
  say: (entry) => join([m.log_change(), changeName(entry.direction)]),
  tray: "mend",
  list: true,
  chart: "none",
};
