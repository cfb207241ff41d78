// @vitest-environment happy-dom
/** A clinic's questionnaire on the phone: its scores, and what is said of answers that stand already. */
import { afterEach, expect, test } from "vitest";
import type { Day } from "~/domain/days";
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
