// @vitest-environment happy-dom
/** The person's own activities: named by them or at the desk, asked once a week on Today, and a small change is called small. */
import "fake-indexeddb/auto";
import { afterEach, expect, test } from "vitest";
import { addDays, today } from "~/domain/days";
import { dueOn, goalsOf } from "~/domain/goals";
import type { AnyRecord } from "~/domain/records";
import { GoalForm } from "~/features/desk/goal-form";
import { Goals } from "~/features/goals/goals";
import { Today } from "~/features/today/today";
import * as m from "~/paraglide/messages";
import { currentOfKind } from "~/store/current-rows";
import type { NewEntry } from "~/store/entries";
import { GoalList } from "~/ui/goal-list";
import * as dom from "./dom";

afterEach(dom.leave);

const rated = (date: string, activity: string, score?: number, more = {}) =>
  ({ id: `${date}${activity}`, kind: "goal", date, activity, score, ...more }) as unknown as AnyRecord;
const back = (days: number) => addDays(today(), -days);

test("the same words are one series, and the week is counted from the oldest answer that is asked for", () => {
  const goals = goalsOf([
    rated("2026-01-01", "Stairs", 2),
    rated("2026-01-01", "Dance", 5),
    rated("2026-01-08", "stairs ", 3),
    rated("2026-01-09", "Dance", undefined, { ended: true }),
  ]);
  expect(
    goals.map(({ activity, ended, points, verdict }) => [activity, ended, points.length, verdict?.said]),
  ).toEqual([
    ["stairs ", false, 2, "within"],
    ["Dance", true, 1, undefined],
  ]);
  expect(dueOn(goals)).toBe("2026-01-15");
  expect(dueOn(goalsOf([]))).toBeNull();
});

test("one point is too small to matter, two are enough; it is never called better", () => {
  const goals = goalsOf([
    rated("2026-01-01", "Stairs", 2),
    rated("2026-01-01", "Dance", 2),
    rated("2026-01-08", "Stairs", 3),
    rated("2026-01-08", "Dance", 4),
  ]);
  dom.show(<GoalList goals={goals} />);
  const [stairs, dance] = [...document.querySelectorAll(".goal")].map((one) => one.textContent);
  expect(stairs).toContain(m.verdict_matters_not());
  expect(dance).toContain(m.verdict_matters());
  expect(dance).toContain("JMIR Rehabil 2022");
  expect(dom.text()).not.toContain(m.verdict_within());
  expect(dom.text()).not.toMatch(/better/i);
});

test("Today asks once a week, and not during a pause", async () => {
  const db = await dom.phone();
  dom.show(<Today />);
  await dom.says(m.today_log_pain());
  expect(dom.text()).not.toContain(m.today_goals());
  await dom.entry(db, { kind: "goal", activity: "Stairs", score: 2, date: back(7) });
  await dom.says(m.today_goals());
  await dom.entry(db, { kind: "pause", date: today(), until_on: addDays(today(), 3) });
  await dom.says(m.pause_exercises());
  expect(dom.text()).not.toContain(m.today_goals());
});

test("named and rated on the phone, without a connection; said again the same day it is corrected", async () => {
  dom.server(dom.unreachable);
  const db = await dom.phone();
  await dom.entry(db, { kind: "goal", activity: "Stairs", score: 2, date: back(9) });
  dom.at("/more/goals", "/more/goals", Goals);
  await dom.says("Stairs");
  await dom.send("form");
  await dom.says(m.goals_missing());
  const rate = async (score: number) => {
    (await dom.field(`[aria-label="Stairs"] input[value="${score}"]`)).click();
    await dom.send("form");
  };
  await rate(4);
  await dom.says(m.goal_from_to({ first: 2, last: 4 }));
  await rate(5);
  await dom.says(m.goal_from_to({ first: 2, last: 5 }));
  const here = (await currentOfKind(db, "goal")).filter((row) => row.date === today());
  expect(here.map(({ activity, score }) => [activity, score])).toEqual([["Stairs", 5]]);
});

test("at the desk no more than three are asked for, and the patient's words are sent with how they were heard", async () => {
  const sent: NewEntry[] = [];
  const records = [rated(back(9), "Stairs", 2), rated(back(9), "Dance", 3)];
  dom.show(<GoalForm records={records} onSave={async (entries) => void sent.push(...entries)} />);
  await dom.press(m.goal_add());
  const name = await dom.field("#goal-0");
  (name as HTMLInputElement).value = " Carry Ana ";
  name.dispatchEvent(new Event("input", { bubbles: true }));
  await dom.send("form");
  await dom.says(m.goals_missing());
  expect(dom.text()).not.toContain(m.goal_add());
  (await dom.field('[aria-label="Carry Ana"] input[value="1"]')).click();
  (await dom.field('[aria-label="Stairs"] input[value="3"]')).click();
  await dom.send("form");
  expect(sent).toEqual([
    { kind: "goal", activity: "Stairs", score: 3, ended: false, date: today(), told: "visit" },
    { kind: "goal", activity: "Carry Ana", score: 1, ended: false, date: today(), told: "visit" },
  ]);
});
