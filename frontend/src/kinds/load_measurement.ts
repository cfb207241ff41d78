import * as m from "~/paraglide/messages";
import { sideName } from "~/ui/words";
import { measuredWords } from "~/ui/words/measured";
import type { Kind } from "./kind";
import { named } from "./say";

export const loadMeasurement: Kind<"load_measurement"> = {
  name: m.kind_load_measurement,
  say: (entry) =>
    named(
      m.kind_load_measurement(),
      entry.side === "left" || entry.side === "right" ? sideName(entry.side) : null,
      measuredWords(entry) || null,
    ),
  tray: "discard",
  list: true,
  chart: "dots",
};
