import * as m from "~/paraglide/messages";
import { sayNumber } from "~/ui/words";
import { labTestName } from "~/ui/words/results";
import type { Kind } from "./kind";
import { join } from "./say";

const SIGN = { below: "< ", above: "> " };

export const lab: Kind<"lab"> = {
  name: m.kind_lab,
  say: (entry) =>
    join([
      labTestName(entry.test),
      `${entry.comparator ? SIGN[entry.comparator] : ""}${sayNumber(entry.value)} ${entry.unit ?? ""}`.trim(),
    ]),
  tray: "discard",
  list: false,
  chart: "mark",
};
