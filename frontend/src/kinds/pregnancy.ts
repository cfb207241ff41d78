import * as m from "~/paraglide/messages";
import { sayNumber } from "~/ui/words";
import type { Kind } from "./kind";
import { known, named } from "./say";

export const pregnancy: Kind<"pregnancy"> = {
  name: m.kind_pregnancy,
  say: (entry) =>
    named(
      m.kind_pregnancy(),
      known(entry.gestation_week) && m.kind_pregnancy_week({ week: sayNumber(entry.gestation_week) }),
      entry.ended && m.kind_pregnancy_ended(),
    ),
  tray: "discard",
  list: false,
  chart: "strip",
};
