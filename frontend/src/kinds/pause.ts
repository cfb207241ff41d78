import * as m from "~/paraglide/messages";
import { sayDay } from "~/ui/words";
import type { Kind } from "./kind";
import { named } from "./say";

export const pause: Kind<"pause"> = {
  name: m.kind_pause,
  say: (entry) => named(m.kind_pause(), entry.until_on ? sayDay(entry.until_on) : null),
  tray: "discard",
  list: true,
  chart: "none",
};
