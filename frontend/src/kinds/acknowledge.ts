import * as m from "~/paraglide/messages";
import type { Kind } from "./kind";

export const acknowledge: Kind<"acknowledge"> = {
  name: m.kind_acknowledge,
  say: () => m.kind_acknowledge(),
  tray: "discard",
  list: false,
  chart: "none",
};
