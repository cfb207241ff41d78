import * as m from "~/paraglide/messages";
import type { Kind } from "./kind";
import { join } from "./say";

export const medicine: Kind<"medicine"> = {
  name: m.kind_medicine,
  say: (entry) => join([entry.name, entry.action === "stop" ? m.describe_stopped() : null]),
  tray: "discard",
  list: false,
  chart: "strip",
};
