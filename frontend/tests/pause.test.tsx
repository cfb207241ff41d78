// @vitest-environment happy-dom
/** A pause: nothing is asked on its days, and what is urgent shows all the same. */
import "fake-indexeddb/auto";
import { afterEach, expect, test } from "vitest";
import { addDays, today } from "~/domain/days";
import { endedOn, pauseOn } from "~/domain/pause";
import type { AnyRecord } from "~/domain/records";
import { Today } from "~/features/today/today";
import * as m from "~/paraglide/messages";
import { currentOfKind } from "~/store/current-rows";
import * as dom from "./dom";

afterEach(dom.leave);

const pause = (id: string, date: string, until_on: string) =>
  ({ id, kind: "pause", date, until_on }) as unknown as AnyRecord;

test("a pause holds its first and its last day, and ends with the day before", () => {
  const one = pause("a", "2026-03-02", "2026-03-10");
  expect(["2026-03-01", "2026-03-02", "2026-03-10", "2026-03-11"].map((day) => pauseOn([one], day))).toEqual([
    null,
    one,
    one,
    null,
  ]);
  expect(endedOn([one, pause("b", "2026-03-05", "2026-03-06")], "2026-03-05")).toEqual([
    { kind: "pause", date: "2026-03-02", until_on: "2026-03-04", reason: undefined, supersedes: "a" },
    { kind: "deletion", date: "2026-03-05", supersedes: "b" },
  ]);
});

test("begun and ended on Today without a connection; nothing is asked meanwhile, and an urgent finding stays", async () => {
  dom.server(dom.unreachable);
  const db = await dom.phone();
  await dom.entry(db, { kind: "weight_bearing", side: "left", status: "UNABLE" });
  dom.show(<Today />);
  await dom.says(m.today_log_pain());
  await dom.press(m.pause_begin());
  await dom.press(m.pause_reason_travel());
  await dom.send("dialog form");
  await dom.says("You are not asked to log.");
  expect((await currentOfKind(db, "pause")).map(({ until_on, reason }) => [until_on, reason])).toEqual([
    [addDays(today(), 6), "travel"],
  ]);
  expect(dom.text()).not.toContain(m.today_log_pain());
  expect(dom.text()).toContain(m.pause_exercises());
  await dom.until(() => document.querySelector(".finding-now"), "the urgent card");
  await dom.press(m.pause_end());
  await dom.says(m.today_log_pain());
  expect(await currentOfKind(db, "pause")).toEqual([]);
});
