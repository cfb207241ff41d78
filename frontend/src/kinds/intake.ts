import * as m from "~/paraglide/messages";
import { sayNumber } from "~/ui/words";
import type { Kind } from "./kind";
import { join, known } from "./say";

export const intake: Kind<"intake"> = {
  name: m.kind_intake,
  say: (entry) =>
    join([
      known(entry.calcium_mg) && m.describe_calcium({ value: sayNumber(entry.calcium_mg) }),
      known(entry.vitamin_d_iu) && m.describe_vitamin_d({ value: sayNumber(entry.vitamin_d_iu) }),
    ]),
  tray: "mend",
  list: true,
  chart: "none",
};
