import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { numbersOf } from "~/domain/rules/numbers";
import { redFlagText } from "~/ui/red-flag-text";

const FILE = join(import.meta.dirname, "../../tests/vectors/words/red-flags.json");
interface Case {
  finding: string;
  site: string | null;
  side: string | null;
  numbers: Record<string, number>;
  language: string;
  text: Record<string, string>;
}
const { cases } = JSON.parse(readFileSync(FILE, "utf8")) as { cases: Case[] };

test("there are sentences of every flag in more than one language", () => {
  expect(cases.length).toBeGreaterThan(50);
  expect(new Set(cases.map(({ language }) => language)).size).toBeGreaterThan(1);
});

test.each(cases.map((one, index) => ({ ...one, index })))("$index $language $finding $site $side", (one) => {
  expect(redFlagText(one, numbersOf(one.numbers), one.language)).toEqual(one.text);
});
