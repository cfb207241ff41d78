/** Sides of the body. */
import type { Leg, Side } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { locale } from "~/ui/language";
import { look } from "./look";

export const sideName = (side: Side | string) =>
  look(
    {
      left: m.side_left,
      right: m.side_right,
      both: m.side_both,
      midline: m.side_midline,
      unknown: m.side_unknown,
    },
    side,
  );

/** The side inside a sentence: "left", "beidseits". */
export const sideWord = (side: Side | string) => sideName(side).toLocaleLowerCase(locale());

export const legName = (leg: Leg) => (leg === "left" ? m.leg_left() : m.leg_right());
