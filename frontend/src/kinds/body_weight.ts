import * as m from "~/paraglide/messages";
import { sayWeight } from "~/ui/words";
import type { Kind } from "./kind";

export const bodyWeight: Kind<"body_weight"> = {
  name: m.kind_body_weight,
  say: ({ kg }) => `${m.weigh_field()} ${sayWeight(kg)}`,
  tray: "discard",
  list: true,
  chart: "none",
};
