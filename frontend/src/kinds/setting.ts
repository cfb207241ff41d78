import * as m from "~/paraglide/messages";
import type { Kind } from "./kind";

export const setting: Kind<"setting"> = {
  name: m.kind_setting,
  say: () => m.kind_setting(),
  tray: "discard",
  list: false,
  chart: "none",
};
