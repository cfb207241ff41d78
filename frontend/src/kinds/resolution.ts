import * as m from "~/paraglide/messages";
import type { Kind } from "./kind";
import { join, place } from "./say";

export const resolution: Kind<"resolution"> = {
  name: m.kind_resolution,
  say: (entry) => join([m.mark_resolution(), place(entry.site, entry.side)]),
  tray: "discard",
  list: false,
  chart: "mark",
};
