/** A day holds one statement about each thing; saying it again corrects it, and taking it back leaves its trace. */
import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, expect, test } from "vitest";
import type { AnyRecord } from "~/domain/records";
import { currentOnDay } from "~/store/current-rows";
import { openDatabase, type TohDatabase } from "~/store/db";
import { makeEntry, type NewEntry, putStatements, takenBack } from "~/store/entries";

const DAY = "2026-03-02";
let db: TohDatabase;
let count = 0;
beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  count += 1;
  db = openDatabase(`statements-${count}`);
});
const say = (...entries: NewEntry[]) =>
  putStatements(
    db,
    entries.map((entry) => makeEntry({ date: DAY, ...entry })),
  );
const standing = async (...fields: string[]) =>
  (await currentOnDay(db, DAY)).map((row) => fields.map((field) => row[field]));
const load = (status: string, more = {}) => ({ kind: "weight_bearing", side: "left", status, ...more });
const pain = (intensity: number, more = {}) => ({
  kind: "pain",
  site: "hip",
  side: "left",
  intensity,
  ...more,
});

test("could not, full and part of one day do not stand side by side", async () => {
  await say(load("UNABLE"));
  await say(load("FWB"));
  await say(load("PWB", { percent: 20, aid: "two_crutches" }));
  expect(await standing("status", "percent", "aid")).toEqual([["PWB", 20, "two_crutches"]]);
  await say(load("TTWB"));
  expect(await standing("status", "percent", "aid")).toEqual([["TTWB", undefined, "two_crutches"]]);
  await say({ ...load("FWB"), side: "right" });
  expect(await currentOnDay(db, DAY)).toHaveLength(2);
  // every version is still there, and all of them are sent
  expect(await db.records.count()).toBe(5);
  expect((await db.outbox.toArray()).map((row) => row.item.supersedes ?? null).filter(Boolean)).toHaveLength(
    3,
  );
});

test("a place and a circumstance are one statement; what was said besides stays", async () => {
  await say(pain(3, { note: "on the stairs", sleep_affected: true }));
  await say(pain(5, { circumstance: "walking" }));
  await say(pain(4));
  expect((await standing("intensity", "circumstance", "note", "sleep_affected")).sort()).toEqual(
    [
      [4, undefined, "on the stairs", true],
      [5, "walking", undefined, undefined],
    ].sort(),
  );
  await putStatements(db, [makeEntry({ ...pain(7), date: "2026-03-03" })]);
  expect(await currentOnDay(db, DAY)).toHaveLength(2);
});

test("the same place twice in one saving is one statement", async () => {
  await say(pain(3), pain(4));
  expect(await standing("intensity")).toEqual([[4]]);
});

test("what two devices said side by side becomes one when it is said again", async () => {
  for (const [id, status] of [
    ["0197a000-0000-7000-8000-000000000001", "FWB"],
    ["0197a000-0000-7000-8000-000000000002", "UNABLE"],
  ] as const) {
    const row = { ...makeEntry({ ...load(status), date: DAY }), id };
    await db.records.put({ ...row, current: 1, sync: "sent" });
  }
  await say(load("PWB"));
  expect(await standing("status")).toEqual([["PWB"]]);
});

test("what the clinic wrote and what was refused is left alone", async () => {
  const clinic = makeEntry({ ...load("FWB"), date: DAY });
  const author = { name: "Physio", role: "clinician" };
  await db.records.put({ ...clinic, author, current: 1, sync: "sent" });
  await db.records.put({ ...makeEntry({ ...load("WBAT"), date: DAY }), current: 1, sync: "refused" });
  const [written] = await say(load("PWB"));
  expect(written!.supersedes).toBeUndefined();
  expect(await currentOnDay(db, DAY)).toHaveLength(3);
});

test("taken back, a new entry is deleted and a corrected one says again what it said", async () => {
  await say(load("TTWB", { aid: "cane" }));
  const written = await say(load("FWB"), pain(8));
  await say(...(await takenBack(db, written)));
  expect(await standing("kind", "status", "aid")).toEqual([["weight_bearing", "TTWB", "cane"]]);
  expect(await db.records.count()).toBe(5);
  const gone = await say({ kind: "deletion", supersedes: (await currentOnDay(db, DAY))[0]!.id } as NewEntry);
  expect(await currentOnDay(db, DAY)).toEqual([]);
  await say(...(await takenBack(db, gone)));
  expect(await standing("status")).toEqual([["TTWB"]]);
  const rows: AnyRecord[] = await db.records.toArray();
  expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
});
