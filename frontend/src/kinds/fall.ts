import * as m from "~/paraglide/messages";
import { sideName } from "~/ui/words";
import type { Kind } from "./kind";
import { named } from "./say";

export const fall: Kind<"fall"> = {
  name: m.kind_fall,
  say: (entry) =>
    named(m.kind_fall(), entry.side === "left" || entry.side === "right" ? sideName(entry.side) : null),
  tray: "discard",
  list: true,
  chart: "mark",
};
