/** Nothing that was said about a day is left out silently. */
import { expect, test } from "vitest";
import { emptyForm, type LogForm } from "~/domain/day-form";
import { lacksPlace, toEntries } from "~/features/log/form";

const DAY = "2026-03-02";
const hip: LogForm["places"] = [{ site: "hip", side: "left", intensity: 3 }];
const said: [string, Partial<LogForm>, string][] = [
  ["sleep", { sleep: true }, "sleep_affected"],
  ["daily life", { daily: true }, "daily_life_affected"],
  ["a limp", { limp: true }, "limp"],
  ["stiffness", { stiffness: 0 }, "stiffness_minutes"],
  ["a note", { note: "on the stairs" }, "note"],
  ["where it radiates", { radiates: ["groin"] }, "radiates_to"],
];

test.each(said)("%s needs a place, and is kept with one", (_, part, field) => {
  expect(lacksPlace({ ...emptyForm(), ...part })).toBe(true);
  const whole = { ...emptyForm(), ...part, places: hip };
  expect(lacksPlace(whole)).toBe(false);
  expect(toEntries(whole, DAY)[0]).toHaveProperty(field);
  expect(toEntries(whole, DAY)[0]![field]).not.toBeUndefined();
});

test("a day of load alone needs no place", () => {
  const form = emptyForm();
  form.load.left.status = "TTWB";
  expect(lacksPlace(form)).toBe(false);
  expect(toEntries(form, DAY)).toHaveLength(1);
});
