import * as m from "~/paraglide/messages";
import { sayDate } from "~/ui/words";
import { doingName } from "~/ui/words/daily-life";
import type { Kind } from "./kind";
import { named } from "./say";

export const dailyLife: Kind<"daily_life"> = {
  name: m.kind_daily_life,
  say: (entry) =>
    named(
      doingName(entry.doing),
      entry.answer === "yes" ? m.life_yes() : entry.answer === "not_yet" ? m.life_not_yet() : m.life_asked(),
      entry.from_on && m.life_from({ day: sayDate(entry.from_on) }),
      entry.for_patient ?? entry.question,
    ),
  tray: "discard",
  list: true,
  chart: "none",
};
