import * as m from "~/paraglide/messages";
import { pauseReason, sayDay } from "~/ui/words";
import type { Kind } from "./kind";
import { named } from "./say";

export const pause: Kind<"pause"> = {
  name: m.kind_pause,
  say: (entry) =>
    named(
      m.kind_pause(),
      m.pause_until_day({ day: sayDay(entry.until_on) }),
      entry.reason && pauseReason(entry.reason),
    ),
  tray: "discard",
  list: true,
  chart: "none",
};
