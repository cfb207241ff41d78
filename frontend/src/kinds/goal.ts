import * as m from "~/paraglide/messages";
import { sayNumber } from "~/ui/words";
import type { Kind } from "./kind";
import { known, named } from "./say";

export const goal: Kind<"goal"> = {
  name: m.kind_goal,
  say: (entry) =>
    named(
      m.kind_goal(),
      entry.activity,
      known(entry.score) && m.goal_of_ten({ score: sayNumber(entry.score) }),
      entry.ended && m.goal_ended(),
    ),
  tray: "discard",
  list: true,
  chart: "table",
};
