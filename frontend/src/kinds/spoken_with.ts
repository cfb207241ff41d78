import * as m from "~/paraglide/messages";
import { spokenWhom } from "~/ui/words";
import type { Kind } from "./kind";
import { named } from "./say";

export const spokenWith: Kind<"spoken_with"> = {
  name: m.kind_spoken_with,
  say: (entry) => named(m.kind_spoken_with(), spokenWhom(entry.whom), entry.decision),
  tray: "discard",
  list: true,
  chart: "none",
};
