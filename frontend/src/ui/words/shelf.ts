import type { Built } from "~/domain/build-questionnaire";
import * as m from "~/paraglide/messages";

/** Our own short instruments, in the language of who reads here. None is validated, and each says so. */
export const shelf = (): Built[] => {
  const one = (title: string, text: string, least: string, most: string) => ({
    type: "scale" as const,
    text: text || title,
    required: true,
    least,
    most,
  });
  const common = { least_answers: null, licence: m.shelf_licence() };
  return [
    {
      ...common,
      title: m.shelf_getting_about(),
      score: "mean",
      lines: [
        one("", m.shelf_walking(), m.shelf_no_trouble(), m.shelf_impossible()),
        one("", m.shelf_stairs(), m.shelf_no_trouble(), m.shelf_impossible()),
      ],
    },
    {
      ...common,
      title: m.shelf_acceptable(),
      score: "none",
      lines: [{ type: "boolean", text: m.shelf_acceptable_ask(), required: true }],
    },
    {
      ...common,
      title: m.shelf_falling(),
      score: "sum",
      lines: [one("", m.shelf_falling_ask(), m.shelf_no_fear(), m.shelf_most_fear())],
    },
  ];
};
