import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  type Answers,
  asked,
  dueOn,
  type Form,
  kept,
  missing,
  outside,
  type RequestRecord,
  shown,
} from "~/domain/questionnaires";

interface Cases {
  form: Form;
  shown: { answers: Answers; shown: string[] }[];
  due: {
    every: "once";
    until_on?: string;
    ended?: boolean;
    answered: string[];
    today: string;
    due: string | null;
  }[];
}
/** The same cases that the server passes. */
const cases = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../tests/exchange/questionnaire-cases.json"), "utf8"),
) as Cases;

describe("what is asked follows the answers, as on the server", () => {
  test.each(cases.shown)("$answers", ({ answers, shown: ids }) => {
    expect(shown(cases.form, answers).map((line) => line.id)).toEqual(ids);
  });
});

describe("when the next answers are wanted, as on the server", () => {
  test.each(cases.due)("$every $answered on $today", ({ answered, today, due, ...request }) => {
    expect(dueOn({ date: "2026-01-01", ...request }, answered, today)).toBe(due);
  });
});

test("an answer that is hidden again is not sent, and a hidden question is not missing", () => {
  expect(kept(cases.form, { fell: false, when: "2026-01-01", nights: 1 })).toEqual({
    fell: false,
    nights: 1,
  });
  expect(missing(cases.form, {}).map((line) => line.id)).toEqual(["fell"]);
  expect(missing(cases.form, { fell: true }).map((line) => line.id)).toEqual(["when"]);
  expect(missing(cases.form, { fell: false })).toEqual([]);
});

test("the latest request of a questionnaire counts, and what is due comes first", () => {
  const request = (date: string, more: Partial<RequestRecord>): RequestRecord => ({
    id: date,
    kind: "questionnaire",
    recorded_at: `${date}T08:00:00Z`,
    timezone: "UTC",
    date,
    questionnaire: "a",
    form: cases.form,
    ...more,
  });
  const all = asked(
    [
      request("2026-01-02", { ended: true }),
      request("2026-01-01", {}),
      request("2026-01-03", { questionnaire: "b" }),
    ],
    [],
    "2026-01-05",
  );
  expect(all.map((one) => [one.request.questionnaire, one.due])).toEqual([
    ["b", "2026-01-03"],
    ["a", null],
  ]);
});

test("a date outside the limits of its question is named before it is sent, one on the limit is not", () => {
  const form: Form = {
    items: [{ id: "d", type: "date", text: "When?", earliest: "2026-03-01", latest: "2026-03-31" }],
    scores: [],
  };
  const named = (d: string) => outside(form, { d }).length;
  expect([named("2026-03-01"), named("2026-03-31")]).toEqual([0, 0]);
  expect([named("2026-02-28"), named("2026-04-01")]).toEqual([1, 1]);
  expect(
    outside({ ...form, items: [{ id: "d", type: "date", text: "When?" }] }, { d: "0026-01-01" }),
  ).toEqual([]);
});
