// @vitest-environment happy-dom
/** A clinic's questionnaire on the phone: its scores, and what is said of answers that stand already. */
import { afterEach, expect, test } from "vitest";
import type { Day } from "~/domain/days";
import type { Form } from "~/domain/questionnaires";
import { QuestionnairePage, Questionnaires } from "~/features/questionnaires/patient";
import { ScoreCharts } from "~/ui/score-chart";
import * as dom from "./dom";

afterEach(dom.leave);

test("a mean keeps its second place, and its table is one of the app's", () => {
  const scored = (date: Day, value: number) => ({
    date,
    scores: [{ id: "mean", text: "Mean", value, answered: 2, of: 2 }],
  });
  const root = dom.show(<ScoreCharts rows={[scored("2026-03-01", 0.75), scored("2026-03-08", 2.75)]} />);
  expect(root.querySelector(".score-last")?.textContent).toBe("2.75");
  expect(dom.text()).toContain("lowest 0.75, highest 2.75");
  const cells = [...root.querySelectorAll("table.data td:nth-child(2)")].map((cell) => cell.textContent);
  expect(cells).toEqual(["2.75", "0.75"]);
});

const form: Form = {
  items: [
    { id: "fell", type: "date", text: "When did you fall?", earliest: "2026-01-01", latest: "2026-06-30" },
  ],
  scores: [],
};
async function asked(answered: boolean): Promise<void> {
  dom.server(() => undefined);
  const db = await dom.phone();
  await dom.entry(db, { kind: "questionnaire", questionnaire: "q1", every: "week", title: "Hip", form });
  if (answered)
    await dom.entry(db, {
      kind: "questionnaire_response",
      questionnaire: "q1",
      answers: { fell: "2026-03-01" },
    });
  dom.at("/more/questionnaires/q1", "/more/questionnaires/:id", QuestionnairePage);
  await dom.says("When did you fall?");
}

test("an empty form says that the last answers stand, while no others are due", async () => {
  await asked(true);
  expect(document.querySelector(".notice")?.textContent).toMatch(/^Answered on \d/);
});

test("a date outside the question's limits is not sent, and the limits are said", async () => {
  await asked(false);
  expect(document.querySelector(".notice")).toBeNull();
  await dom.type("input[type=date]", "2026-07-01");
  await dom.press("Save");
  await dom.says("This has to be a day from 1 January");
  await dom.type("input[type=date]", "2026-06-30");
  await dom.press("Save");
  await dom.says("Saved on this phone.");
});

test("answers can be said differently, keep what was typed when the sheet is shut, and be taken back", async () => {
  const db = await dom.phone();
  await dom.entry(db, { kind: "questionnaire", questionnaire: "q1", every: "week", title: "Hip", form });
  const first = await dom.entry(db, {
    kind: "questionnaire_response",
    questionnaire: "q1",
    date: "2026-03-02",
    answers: { fell: "2026-03-01" },
  });
  const standing = async () =>
    (await db.records.where("[kind+current]").equals(["questionnaire_response", 1]).toArray()).map((row) => [
      row.date,
      (row.answers as { fell: string }).fell,
    ]);
  dom.at("/more/questionnaires", "/more/questionnaires", Questionnaires);
  await dom.press("Change my last answers");
  expect((await dom.field("input[type=date]")).value).toBe("2026-03-01");
  await dom.type("input[type=date]", "2026-02-14");
  (await dom.field<HTMLDialogElement>("dialog[open]")).close();
  await dom.until(() => !document.querySelector("dialog"), "the sheet shut");
  await dom.press("Change my last answers");
  expect((await dom.field("input[type=date]")).value).toBe("2026-02-14");
  await dom.press("Save");
  await dom.says("Kept:");
  // the day that was asked about stays
  expect(await standing()).toEqual([["2026-03-02", "2026-02-14"]]);
  await dom.press("Undo");
  await dom.says("Taken back.");
  expect(await standing()).toEqual([["2026-03-02", "2026-03-01"]]);
  await dom.settled();
  await dom.press("Change my last answers");
  await dom.press("Delete");
  await dom.says("Deleted");
  expect(await standing()).toEqual([]);
  expect(await db.records.get(first.id)).toBeTruthy();
});

test("answers that were just saved can be taken back, and stand on the page again", async () => {
  await asked(false);
  await dom.type("input[type=date]", "2026-06-30");
  await dom.press("Save");
  await dom.says("Saved on this phone.");
  await dom.press("Undo");
  expect((await dom.field("input[type=date]")).value).toBe("2026-06-30");
});
