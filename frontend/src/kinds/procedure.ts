import * as m from "~/paraglide/messages";
import type { Kind } from "./kind";
import { join } from "./say";

export const procedure: Kind<"procedure"> = {
  name: m.kind_procedure,
  say: (entry) => join([m.mark_procedure(), entry.name]),
  tray: "discard",
  list: false,
  chart: "mark",
};
