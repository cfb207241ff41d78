import * as m from "~/paraglide/messages";
import type { Kind } from "./kind";

export const delivery: Kind<"delivery"> = {
  name: m.kind_delivery,
  say: () => m.mark_delivery(),
  tray: "discard",
  list: false,
  chart: "mark",
};
