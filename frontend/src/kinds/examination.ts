import * as m from "~/paraglide/messages";
import { sideName } from "~/ui/words";
import { examinedWords } from "~/ui/words/examined";
import type { Kind } from "./kind";
import { named } from "./say";

export const examination: Kind<"examination"> = {
  name: m.kind_examination,
  say: (entry) =>
    named(
      m.kind_examination(),
      entry.side === "left" || entry.side === "right" ? sideName(entry.side) : null,
      examinedWords(entry) || null,
    ),
  tray: "discard",
  list: false,
  chart: "none",
};
