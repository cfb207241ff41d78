import * as m from "~/paraglide/messages";
import { riskName } from "~/ui/words";
import type { Kind } from "./kind";
import { named } from "./say";

export const riskFactor: Kind<"risk_factor"> = {
  name: m.kind_risk_factor,
  say: (entry) => named(m.kind_risk_factor(), riskName(entry.name)),
  tray: "discard",
  list: false,
  chart: "none",
};
