import * as m from "~/paraglide/messages";
import { imagingResultName, modalityName } from "~/ui/words";
import type { Kind } from "./kind";
import { join, place } from "./say";

export const imaging: Kind<"imaging"> = {
  name: m.kind_imaging,
  say: (entry) =>
    join([
      modalityName(entry.modality),
      place(entry.site, entry.side),
      entry.result ? imagingResultName(entry.result) : null,
    ]),
  tray: "discard",
  list: false,
  chart: "mark",
};
