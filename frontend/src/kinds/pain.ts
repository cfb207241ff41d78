import * as m from "~/paraglide/messages";
import { circumstanceName, placeName, sayNumber } from "~/ui/words";
import type { Kind } from "./kind";
import { join, known } from "./say";

export const pain: Kind<"pain"> = {
  name: m.kind_pain,
  say: (entry) =>
    join([
      placeName(entry.site, entry.side ?? ""),
      known(entry.intensity) && m.log_pain_value({ value: sayNumber(entry.intensity) }),
      entry.circumstance ? circumstanceName(entry.circumstance) : null,
      known(entry.stiffness_minutes) &&
        `${m.field_stiffness()}: ${m.minutes({ count: entry.stiffness_minutes })}`,
      entry.note,
    ]),
  tray: "mend",
  list: true,
  chart: "curve",
};
