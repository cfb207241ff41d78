import * as m from "~/paraglide/messages";
import type { Kind } from "./kind";
import { join } from "./say";

export const question: Kind<"question"> = {
  name: m.kind_question,
  say: (entry) => join([entry.text, entry.answer]),
  tray: "discard",
  list: false,
  chart: "none",
};
