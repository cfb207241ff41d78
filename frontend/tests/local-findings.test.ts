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
  expect(await number()).toContain("at least 2 on the pain scale");
  expect(await number()).toContain("default of this software");
  await inForce({ worsening_points: 1.5 });
  expect(await number()).toContain("at least 1.5 on the pain scale");
  expect(await number()).toContain("Your clinic chose");
  expect(await number()).not.toContain("default");
  await inForce({ postpartum_days: 100 });
  expect(await number()).toContain("default of this software");
});

test("weeks of a pregnancy are said as they are counted", async () => {
  await putEntries(db, [
    on(0, { kind: "pregnancy", gestation_week: 30 }),
    on(0, { kind: "pain", site: "hip", side: "left", intensity: 3 }),
  ]);
  const number = async () => (await openFindings(db, today))[0]?.text.number;
  expect(await number()).toContain("from week 28 on");
  await inForce({ third_trimester_days: 200, postpartum_days: 180 });
  expect(await number()).toContain("from week 28+4 on");
  expect(await number()).toContain("the 180 days after it");
  await inForce({ third_trimester_days: 217 });
  expect(await found()).toEqual([]);
});
