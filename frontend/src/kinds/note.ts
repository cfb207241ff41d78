import * as m from "~/paraglide/messages";
import type { Kind } from "./kind";

export const note: Kind<"note"> = {
  name: m.kind_note,
  say: (entry) => entry.text,
  tray: "discard",
  list: false,
  chart: "none",
};
