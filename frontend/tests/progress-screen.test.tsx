// @vitest-environment happy-dom
/** Progress begins with an answer, in both languages, and never with more than the entries say. */
import "fake-indexeddb/auto";
import { afterEach, expect, test } from "vitest";
import { addDays, today } from "~/domain/days";
import { Progress } from "~/features/progress/progress";
import { changeLanguage } from "~/ui/language";
import { progressSentence } from "~/ui/progress-words";
import * as dom from "./dom";

afterEach(dom.leave);

/** One entry a day, the last of them today. */
async function logged(letters: string, side = "left"): Promise<void> {
  const db = await dom.phone();
  for (const [index, letter] of [...letters].entries()) {
    if (letter === "-") continue;
    const date = addDays(today(), index - letters.length + 1);
    await dom.entry(db, { kind: "pain", site: "hip", side, intensity: Number(letter), date });
  }
}

test.each([
  [
    "5".repeat(14) + "3".repeat(15),
    "Your left hip hurts less than four weeks ago: 3 in the middle of the last 7 days, 5 then (28 of 28 days).",
  ],
  [
    "3".repeat(14) + "5".repeat(15),
    "Your left hip hurts more than four weeks ago: 5 in the middle of the last 7 days, 3 then (28 of 28 days).",
  ],
  [
    "4".repeat(29),
    "Your left hip: no clear change in four weeks. 4 in the middle of the last 7 days, 4 then (28 of 28 days). Less than 2 apart does not count",
  ],
  ["8".repeat(7) + "2".repeat(19) + "555", "but the newest entries say worse"],
  [
    "444",
    "Your left hip: too few days to say. 2 of the last 28 days have a number; 23 more days of entries are needed.",
  ],
])("%s", async (letters, words) => {
  await logged(letters);
  dom.show(<Progress />);
  await dom.says(words);
  expect(document.querySelector("main, section, div")!.innerHTML).not.toMatch(/safe|cleared|healed/i);
});

test("in German, and at the desk without the owner's word", async () => {
  await logged("5".repeat(14) + "3".repeat(15));
  changeLanguage("de");
  dom.show(<Progress />);
  await dom.says(
    "Ihre linke Hüfte schmerzt weniger als vor vier Wochen: 3 in der Mitte der letzten 7 Tage, damals 5 (28 von 28 Tagen).",
  );
  const one = {
    place: "knee:right",
    first: "",
    last: "",
    logged: 28,
    now: 1.5,
    before: 4,
    least: 2.07,
    missing: 0,
    lately_worse: false,
  };
  expect(progressSentence({ ...one, verdict: "better" }, false)).toBe(
    "Knie rechts schmerzt weniger als vor vier Wochen: 1,5 in der Mitte der letzten 7 Tage, damals 4 (28 von 28 Tagen).",
  );
  expect(progressSentence({ ...one, now: 3, verdict: "no_clear_change" }, false)).toContain(
    "Weniger als 2,1",
  );
});
