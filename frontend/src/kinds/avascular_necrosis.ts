import * as m from "~/paraglide/messages";
import { sideName } from "~/ui/words";
import type { Kind } from "./kind";
import { named } from "./say";

export const avascularNecrosis: Kind<"avascular_necrosis"> = {
  name: m.kind_avascular_necrosis,
  say: (entry) => named(m.kind_avascular_necrosis(), entry.side ? sideName(entry.side) : null),
  tray: "discard",
  list: false,
  chart: "none",
};
