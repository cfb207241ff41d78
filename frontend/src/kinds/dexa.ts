import * as m from "~/paraglide/messages";
import { dexaSiteName, sayNumber, sideName } from "~/ui/words";
import type { Kind } from "./kind";
import { join, known, withUnit } from "./say";

export const dexa: Kind<"dexa"> = {
  name: m.kind_dexa,
  say: (entry) =>
    join([
      m.mark_dexa(),
      dexaSiteName(entry.site ?? ""),
      entry.side && entry.side !== "midline" ? sideName(entry.side) : null,
      withUnit(entry.bmd, "g/cm\u00b2", 3),
      known(entry.t_score) && `T ${sayNumber(entry.t_score)}`,
    ]),
  tray: "discard",
  list: false,
  chart: "bone",
};
