import * as m from "~/paraglide/messages";
import { imagingResultName, modalityName, sayDay } from "~/ui/words";
import { extentName, statedName } from "~/ui/words/results";
import type { FieldsOf, Kind } from "./kind";
import { join, place } from "./say";

export const imaging: Kind<"imaging"> = {
  name: m.kind_imaging,
  say: (entry) =>
    join([
      modalityName(entry.modality),
      place(entry.site, entry.side),
      entry.result ? imagingResultName(entry.result) : null,
      ...sayOfMri(entry),
      entry.next_on ? m.imaging_next({ day: sayDay(entry.next_on) }) : null,
    ]),
  tray: "discard",
  list: false,
  chart: "mark",
};

/** Where the changes lie, a line below the cartilage, fluid in the joint: as far as the report says. */
export const sayOfMri = ({
  extent,
  subchondral_line,
  effusion,
}: Pick<FieldsOf<"imaging">, "extent" | "subchondral_line" | "effusion">): string[] => [
  ...(extent?.length ? [extent.map(extentName).join(", ")] : []),
  ...(subchondral_line
    ? [m.imaging_said({ what: m.field_subchondral_line(), state: statedName(subchondral_line) })]
    : []),
  ...(effusion ? [m.imaging_said({ what: m.field_effusion(), state: statedName(effusion) })] : []),
];
