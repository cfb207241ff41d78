/** What the desk puts together is the very FHIR Questionnaire that tests/exchange/test_built_questionnaires.py has the server read. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Built, counted, questionnaireOf } from "~/domain/build-questionnaire";
import { setLocale } from "~/paraglide/runtime";
import { shelf } from "~/ui/words/shelf";

const FILE = join(import.meta.dirname, "../../tests/exchange/built-questionnaires.json");
const MIXED: Built = {
  title: " Morning ",
  score: "sum",
  least_answers: 2,
  licence: "Ponte, for its own patients",
  lines: [
    { type: "scale", text: "How stiff?", required: true, least: "not", most: "most" },
    {
      type: "choice",
      text: "How long?",
      required: false,
      options: [
        { text: "minutes", points: 0 },
        { text: "hours", points: 2.5 },
        { text: "do not know", points: null },
      ],
    },
    { type: "integer", text: "Nights awake?", required: false },
    { type: "boolean", text: "Slept?", required: false },
    { type: "text", text: "Else?", required: false },
  ],
};

const made = () => {
  setLocale("en");
  return [MIXED, ...shelf()].map(questionnaireOf);
};

test("the file that the server's test reads is what is made here", () => {
  if (process.env.TOH_WRITE) writeFileSync(FILE, `${JSON.stringify(made(), null, 2)}\n`);
  expect(made()).toEqual(JSON.parse(readFileSync(FILE, "utf8")));
});

test("words and yes or no count for no score", () => {
  expect(counted(MIXED)).toBe(3);
});
