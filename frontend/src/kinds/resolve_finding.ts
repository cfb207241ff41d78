import * as m from "~/paraglide/messages";
import type { Kind } from "./kind";

export const resolveFinding: Kind<"resolve_finding"> = {
  name: m.kind_resolve_finding,
  say: () => m.kind_resolve_finding(),
  tray: "discard",
  list: false,
  chart: "none",
};
