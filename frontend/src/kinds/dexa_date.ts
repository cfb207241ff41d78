import * as m from "~/paraglide/messages";
import { sayDay } from "~/ui/words";
import type { Kind } from "./kind";
import { named } from "./say";

export const dexaDate: Kind<"dexa_date"> = {
  name: m.kind_dexa_date,
  say: (entry) => named(m.kind_dexa_date(), sayDay(entry.due_on)),
  tray: "discard",
  list: false,
  chart: "none",
};
