import * as m from "~/paraglide/messages";
import { exerciseName } from "~/ui/words";
import type { Kind } from "./kind";
import { join, minutes } from "./say";

export const exercise: Kind<"exercise"> = {
  name: m.kind_exercise,
  say: (entry) => join([exerciseName(entry.category ?? ""), minutes(entry.minutes)]),
  tray: "mend",
  list: true,
  chart: "dots",
};
