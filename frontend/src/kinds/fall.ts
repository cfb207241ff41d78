import * as m from "~/paraglide/messages";
import { fallName, sideName } from "~/ui/words";
import type { Kind } from "./kind";
import { named } from "./say";

export const fall: Kind<"fall"> = {
  name: m.kind_fall,
  say: (entry) =>
    named(
      fallName(entry.outcome),
      entry.side && entry.side !== "unknown" && sideName(entry.side),
      entry.hurt && m.fall_hurts(),
      entry.could_stand === false && m.fall_no_weight(),
    ),
  tray: "mend",
  list: true,
  chart: "mark",
};
