import * as m from "~/paraglide/messages";
import { sayNumber } from "~/ui/words";
import type { Kind } from "./kind";
import { join, known } from "./say";

export const habit: Kind<"habit"> = {
  name: m.kind_habit,
  say: (entry) =>
    join([
      entry.tobacco != null && (entry.tobacco ? m.describe_tobacco() : m.describe_no_tobacco()),
      known(entry.alcohol_drinks_per_day) &&
        m.describe_alcohol({ value: sayNumber(entry.alcohol_drinks_per_day) }),
    ]),
  tray: "mend",
  list: true,
  chart: "none",
};
