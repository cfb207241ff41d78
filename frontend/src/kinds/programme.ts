import * as m from "~/paraglide/messages";
import { exerciseName, weekdayName } from "~/ui/words";
import type { Kind } from "./kind";
import { join, minutes } from "./say";

export const programme: Kind<"programme"> = {
  name: m.kind_programme,
  say: (entry) =>
    join([
      exerciseName(entry.category ?? ""),
      minutes(entry.minutes),
      entry.weekdays && entry.weekdays.length > 0 && entry.weekdays.length < 7
        ? entry.weekdays.map(weekdayName).join(" ")
        : m.every_day(),
    ]),
  tray: "discard",
  list: false,
  chart: "table",
};
