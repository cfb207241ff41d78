import { readersUnit } from "~/domain/readers-unit";
import * as m from "~/paraglide/messages";
import { aidName, loadShort, sayLimit, sideWord } from "~/ui/words";
import type { Kind } from "./kind";
import { join, known } from "./say";

export const prescription: Kind<"prescription"> = {
  name: m.kind_prescription,
  say: (entry) =>
    join([
      m.describe_load({ side: sideWord(entry.side ?? "") }),
      entry.status ? loadShort(entry.status) : null,
      entry.status === "PWB" && known(entry.percent) ? m.percent({ value: entry.percent }) : null,
      known(entry.limit_kg) ? sayLimit(Math.floor(entry.limit_kg), readersUnit()) : null,
      entry.aid ? aidName(entry.aid) : null,
    ]),
  tray: "discard",
  list: false,
  chart: "steps",
};
