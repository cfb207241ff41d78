import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { addDays, today as todayOf } from "~/domain/days";
import type { Profile } from "~/domain/records";
import { setLocale } from "~/paraglide/runtime";
import { TohDatabase, writeMeta } from "~/store/db";
import { makeEntry, type NewEntry, putEntries } from "~/store/entries";
import { openFindings } from "~/ui/local-findings";

let db: TohDatabase;
const today = todayOf();
beforeEach(() => {
  setLocale("en");
  db = new TohDatabase(`local-findings-${Math.random()}`);
});
afterEach(() => db.delete());

const on = (back: number, entry: NewEntry) => makeEntry({ ...entry, date: addDays(today, -back) });
const inForce = (numbers: Record<string, number>) =>
  writeMeta(db, "profile", { id: "p1", numbers } as unknown as Profile);
const found = async () => (await openFindings(db, today)).map(({ finding }) => finding);

async function twoPointsMoreWhileWalking() {
  const scores = [3, 3, 3, 3, 5, 5];
  const entries = scores.map((intensity, index) =>
    on(5 - index, { kind: "pain", site: "hip", side: "left", intensity, circumstance: "walking" }),
  );
  await putEntries(db, entries);
}

test("without a connection the phone goes by the number that the clinic set", async () => {
  await twoPointsMoreWhileWalking();
  expect(await found()).toEqual(["loading-despite-worsening-pain"]);
  await inForce({ worsening_points: 3, of_another_rule: 1 });
  expect(await found()).toEqual([]);
  await inForce({ worsening_points: 1.5 });
  expect(await found()).toEqual(["loading-despite-worsening-pain"]);
  await inForce({});
  expect(await found()).toEqual(["loading-despite-worsening-pain"]);
});

test("a finding says the number in force, and calls a default only what is one", async () => {
  await twoPointsMoreWhileWalking();
  const number = async () => (await openFindings(db, today))[0]?.text.number;
  expect(await number()).toContain("2 points higher than before");
  expect(await number()).toContain("default of this software");
  await inForce({ worsening_points: 1.5 });
  expect(await number()).toContain(": 1.5 points (2)");
  expect(await number()).toContain("Your clinic chose");
  expect(await number()).not.toContain("is a default of this software");
  await inForce({ postpartum_days: 100 });
  expect(await number()).toContain("default of this software");
});

test("the days of a pregnancy that a clinic set are said", async () => {
  await putEntries(db, [
    on(0, { kind: "pregnancy", gestation_week: 30 }),
    on(0, { kind: "pain", site: "hip", side: "left", intensity: 3 }),
  ]);
  const number = async () => (await openFindings(db, today))[0]?.text.number;
  expect(await number()).toContain("from week 28 of pregnancy");
  await inForce({ third_trimester_days: 200, postpartum_days: 180 });
  expect(await number()).toContain("starts after: 200 days (196)");
  expect(await number()).toContain("counts: 180 days (365)");
  await inForce({ third_trimester_days: 217 });
  expect(await found()).toEqual([]);
});

test.each([
  ["the consent to keep entries is withdrawn", { rests_since: "2026-03-01T10:00:00Z" }],
  ["everything is to be deleted", { erasure_due_at: "2026-03-15T10:00:00Z" }],
])("nothing is looked at while %s", async (_, rests) => {
  await twoPointsMoreWhileWalking();
  await writeMeta(db, "profile", { id: "p1", numbers: {}, ...rests } as unknown as Profile);
  expect(await found()).toEqual([]);
  await inForce({});
  expect(await found()).toEqual(["loading-despite-worsening-pain"]);
});
