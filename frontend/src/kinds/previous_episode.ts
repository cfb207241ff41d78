import * as m from "~/paraglide/messages";
import type { Kind } from "./kind";
import { named, place } from "./say";

export const previousEpisode: Kind<"previous_episode"> = {
  name: m.kind_previous_episode,
  say: (entry) => named(m.kind_previous_episode(), place(entry.site, entry.side)),
  tray: "discard",
  list: false,
  chart: "none",
};
