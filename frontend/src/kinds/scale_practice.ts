import * as m from "~/paraglide/messages";
import { sayWeight, sideName } from "~/ui/words";
import type { Kind } from "./kind";

export const scalePractice: Kind<"scale_practice"> = {
  name: m.kind_scale_practice,
  say: ({ side, readings_kg }) =>
    `${m.cursor_practice({ side: sideName(side) })}: ${readings_kg.map((kg) => sayWeight(kg)).join(" · ")}`,
  tray: "discard",
  list: true,
  chart: "dots",
};
