import * as m from "~/paraglide/messages";
import type { Kind } from "./kind";
import { named } from "./say";

export const spokenWith: Kind<"spoken_with"> = {
  name: m.kind_spoken_with,
  say: (entry) => named(m.kind_spoken_with(), entry.decision),
  tray: "discard",
  list: true,
  chart: "none",
};
