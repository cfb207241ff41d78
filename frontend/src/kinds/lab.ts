import * as m from "~/paraglide/messages";
import { sayNumber } from "~/ui/words";
import type { Kind } from "./kind";
import { join } from "./say";

export const lab: Kind<"lab"> = {
  name: m.kind_lab,
  say: (entry) => join([m.describe_vitamin_d_level(), `${sayNumber(entry.value)} ${entry.unit ?? ""}`]),
  tray: "discard",
  list: false,
  chart: "mark",
};
