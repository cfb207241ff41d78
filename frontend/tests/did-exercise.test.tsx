// @vitest-environment happy-dom
/** Exercise of any kind can be noted on any day, programme or not. */
import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { addDays, today } from "~/domain/days";
import { DayForm } from "~/features/log/day-form";
import * as m from "~/paraglide/messages";
import { currentOfKind } from "~/store/current-rows";
import type { TohDatabase } from "~/store/db";
import * as dom from "./dom";

let db: TohDatabase;
beforeEach(async () => {
  dom.server(dom.unreachable);
  db = await dom.phone();
});
afterEach(dom.leave);

test("on a past day, with its minutes; saying the same kind again corrects it", async () => {
  const day = addDays(today(), -4);
  dom.show(<DayForm day={day} />);
  await dom.press(m.did_exercise_keep());
  await dom.says(m.did_exercise_missing());
  await dom.press(m.exercise_aquatic());
  await dom.type("#exercise-minutes", "1441");
  await dom.press(m.did_exercise_keep());
  await dom.says("1,440");
  const rows = async () =>
    (await currentOfKind(db, "exercise")).map((row) => [row.date, row.category, row.minutes]);
  for (const minutes of [20, 35]) {
    if (minutes === 35) await dom.press(m.exercise_aquatic());
    await dom.type("#exercise-minutes", String(minutes));
    await dom.press(m.did_exercise_keep());
    await dom.until(() => document.querySelector<HTMLInputElement>("#exercise-minutes")?.value === "");
    expect(await rows()).toEqual([[day, "aquatic", minutes]]);
  }
});

test("without minutes it is a note all the same, and the day's own form is not sent", async () => {
  dom.show(<DayForm day={today()} />);
  await dom.press(m.exercise_balance());
  await dom.press(m.did_exercise_keep());
  await dom.until(() => document.querySelector(".chip[aria-pressed=true]") === null);
  await dom.settled();
  expect((await db.records.toArray()).map((row) => row.kind)).toEqual(["exercise"]);
});
