// @vitest-environment happy-dom
/** A birth is told days later: it takes the day on which it was, and the page says what the server would not take. */
import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { birthDays, isBirthDay } from "~/domain/birth";
import { addDays, today } from "~/domain/days";
import type { Profile } from "~/domain/records";
import { Pregnancy } from "~/features/settings/pregnancy";
import * as m from "~/paraglide/messages";
import { currentOfKind } from "~/store/current-rows";
import type { TohDatabase } from "~/store/db";
import { useKeep } from "~/ui/use-keep";
import * as dom from "./dom";

let db: TohDatabase;
beforeEach(async () => {
  dom.server(dom.unreachable);
  db = await dom.phone();
});
afterEach(dom.leave);

const WITH_CHILD = { ...dom.PROFILE, pregnancy: { status: "pregnant", gestation_weeks: 36 } } as Profile;
function Screen() {
  const [keep, notKept] = useKeep();
  return (
    <>
      <Pregnancy profile={WITH_CHILD} keep={keep} />
      {notKept}
    </>
  );
}

test("a birth is kept on the day that is said, never ahead, never before the pregnancy", async () => {
  dom.show(<Screen />);
  await dom.press(m.pregnancy_delivered());
  await dom.send("dialog form");
  await dom.says("Please choose a day from");
  for (const day of [addDays(today(), 1), addDays(today(), -36 * 7 - 1)]) {
    await dom.type("#birth-day", day);
    await dom.send("dialog form");
    await dom.settled();
  }
  expect(await currentOfKind(db, "delivery")).toEqual([]);
  await dom.type("#birth-day", addDays(today(), -12));
  await dom.send("dialog form");
  await dom.until(() => !document.querySelector("dialog"));
  expect((await currentOfKind(db, "delivery")).map((row) => row.date)).toEqual([addDays(today(), -12)]);
});

test("so is the end of a pregnancy", async () => {
  dom.show(<Screen />);
  await dom.press(m.pregnancy_ended());
  await dom.type("#birth-day", addDays(today(), -3));
  await dom.send("dialog form");
  await dom.until(() => !document.querySelector("dialog"));
  const [row] = await currentOfKind(db, "pregnancy");
  expect([row?.ended, row?.date]).toEqual([true, addDays(today(), -3)]);
});

test("what the server refused of it is said here, with the reason", async () => {
  dom.show(<Screen />);
  await dom.press(m.pregnancy_delivered());
  await dom.type("#birth-day", today());
  await dom.send("dialog form");
  await dom.until(() => !document.querySelector("dialog"));
  const [row] = await db.outbox.toArray();
  await db.outbox.update(row!.n!, { state: "refused", field: "date", reason: "not in the future" });
  await dom.says(m.refused_date());
});

test("the days that are offered", () => {
  const on = (fields: object) => birthDays({ ...dom.PROFILE, ...fields } as Profile, "2026-12-01");
  expect(on({ pregnancy: {} })).toEqual({ from: "1900-01-01", to: "2026-12-01" });
  expect(on({ pregnancy: {}, birth_date: "1996-02-29" }).from).toBe("2008-02-28");
  expect(on({ pregnancy: {}, birth_year: 1996 }).from).toBe("2008-01-01");
  expect(on({ pregnancy: { status: "pregnant", gestation_weeks: 2.5 }, birth_year: 1996 }).from).toBe(
    "2026-11-14",
  );
  const days = { from: "2026-01-01", to: "2026-12-01" };
  expect(
    ["2025-12-31", "2026-01-01", "2026-12-01", "2026-12-02", ""].map((day) => isBirthDay(day, days)),
  ).toEqual([false, true, true, false, false]);
});
