import * as m from "~/paraglide/messages";
import { aidName, reportFigure, sideWord } from "~/ui/words";
import type { Kind } from "./kind";
import { join } from "./say";

export const weightBearing: Kind<"weight_bearing"> = {
  name: m.kind_weight_bearing,
  say: (entry) =>
    join([
      m.describe_load({ side: sideWord(entry.side ?? "") }),
      entry.status ? reportFigure(entry) : null,
      entry.aid ? aidName(entry.aid) : null,
    ]),
  tray: "mend",
  list: true,
  chart: "dots",
};
