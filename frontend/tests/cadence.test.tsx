// @vitest-environment happy-dom
/** How often one is asked to log, as backend/guidance/asked.py says it (tests/rules/test_reminders.py). */
import "fake-indexeddb/auto";
import { afterEach, expect, test } from "vitest";
import { cadenceOf, nextAsked } from "~/domain/cadence";
import { addDays, today } from "~/domain/days";
import type { Profile } from "~/domain/records";
import { Today } from "~/features/today/today";
import * as m from "~/paraglide/messages";
import * as dom from "./dom";

afterEach(dom.leave);

const FULL = { status: "FWB", aid: "none", decided_on: "2026-01-01" };
const known = (locked_why: string[], left: object | null = FULL, more: object = {}) =>
  ({
    ...dom.PROFILE,
    load: { left, right: null },
    exercise_gate: { locked_why },
    ...more,
  }) as unknown as Profile;

test("daily while restricted, undecided or in trouble, every third day when stable, weekly after resolution", () => {
  const days = (profile: Profile | null, trouble = false) => cadenceOf(profile, trouble).days;
  expect(days(null)).toBe(1);
  expect(days(dom.PROFILE)).toBe(1);
  expect(days(known(["not-resolved", "no-permission"]))).toBe(3);
  expect(days(known(["no-permission"]))).toBe(7);
  expect(days(known([]))).toBe(7);
  expect(days(known(["no-fwb"], null))).toBe(7);
  expect(days(known(["not-resolved", "no-fwb"], { ...FULL, status: "WBAT" }))).toBe(1);
  expect(days(known(["not-resolved", "no-fwb"], null))).toBe(1);
  expect(days(known(["not-resolved", "no-permission", "open-finding"]))).toBe(1);
  expect(days(known(["not-resolved", "no-permission"]), true)).toBe(1);
  expect(days(known([], FULL, { numbers: { log_resolved_days: 14 } }))).toBe(14);
});

test("asked so many days after the last entry, and again after so many", () => {
  const third = { days: 3, why: "stable" } as const;
  expect(nextAsked(null, "2026-03-10", third)).toBe("2026-03-10");
  expect(nextAsked("2026-03-09", "2026-03-10", third)).toBe("2026-03-12");
  expect(nextAsked("2026-03-07", "2026-03-10", third)).toBe("2026-03-10");
  expect(nextAsked("2026-03-06", "2026-03-10", third)).toBe("2026-03-12");
});

test("Today says why it does not ask, and asks on the day", async () => {
  const db = await dom.phone();
  await db.meta.put({ key: "profile", value: known(["not-resolved", "no-permission"]) });
  const one = await dom.entry(db, { kind: "intake", calcium_mg: 100, date: addDays(today(), -1) });
  dom.show(<Today />);
  await dom.says("every 3 days");
  expect(dom.text()).not.toContain(m.today_log_pain());
  await db.records.delete(one.id);
  await dom.entry(db, { kind: "intake", calcium_mg: 100, date: addDays(today(), -3) });
  await dom.says(m.today_log_pain());
  expect(dom.text()).toContain("every 3 days");
});
