/** Nothing that was said about a day is left out silently. */
import { expect, test } from "vitest";
import { emptyForm, type LogForm } from "~/domain/day-form";
import type { Profile } from "~/domain/records";
import { lacksPlace, namedPlaces, painFreePlaces, toEntries } from "~/features/log/form";

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

test("the hip named among the first questions is offered, and is what no pain speaks of", () => {
  const named = (hip_side: string | null) => ({ episodes: [], settings: { hip_side } }) as unknown as Profile;
  expect(namedPlaces(named("right"))).toEqual([{ site: "hip", side: "right" }]);
  expect(namedPlaces(named("both")).map((place) => place.side)).toEqual(["left", "right"]);
  expect(namedPlaces(named(null))).toEqual([]);
  expect(painFreePlaces([], named("right"))).toEqual([{ site: "hip", side: "right", intensity: 0 }]);
  expect(painFreePlaces([], named(null))).toEqual([{ site: "hip", side: "unknown", intensity: 0 }]);
});
