import * as m from "~/paraglide/messages";
import type { Kind } from "./kind";

export const deletion: Kind<"deletion"> = {
  name: m.kind_deletion,
  say: () => m.kind_deletion(),
  tray: "discard",
  list: false,
  chart: "none",
};
