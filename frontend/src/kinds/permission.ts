import * as m from "~/paraglide/messages";
import type { Kind } from "./kind";
import { named } from "./say";

export const permission: Kind<"permission"> = {
  name: m.kind_permission,
  say: (entry) => named(m.kind_permission(), entry.granted ? m.permission_yes() : m.permission_no()),
  tray: "discard",
  list: false,
  chart: "none",
};
