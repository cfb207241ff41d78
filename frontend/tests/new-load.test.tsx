// @vitest-environment happy-dom
/** A load that was changed since Today was last looked at is marked, once, on the leg that it is about. */
import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LoadDecision } from "~/domain/records";
import { Today } from "~/features/today/today";
import type { TohDatabase } from "~/store/db";
import * as dom from "./dom";

const MARK = "New since you last looked";
const toes = { status: "TTWB", decided_on: "2026-11-10" } as LoadDecision;
const half = { status: "PWB", percent: 50, aid: "two_crutches", decided_on: "2026-11-20" } as LoadDecision;
let db: TohDatabase;
const decide = (left: LoadDecision | null, right: LoadDecision | null = null) =>
  db.meta.put({ key: "profile", value: { ...dom.PROFILE, load: { left, right } } });
const marks = () =>
  ["left", "right"].map((leg) => document.querySelector(`.side-edge-${leg} .today-new`)?.textContent ?? "");
const gist = (load: LoadDecision | null) =>
  load
    ? [load.status, load.percent ?? (load.limit_kg ? `${load.limit_kg} kg` : ""), load.aid ?? ""].join(" ")
    : "";
async function isKept(): Promise<boolean> {
  const [profile, left, right] = await db.meta.bulkGet(["profile", "seen-load-left", "seen-load-right"]);
  const load = (profile?.value as { load: Record<string, LoadDecision | null> } | undefined)?.load;
  return left?.value === gist(load?.left ?? null) && right?.value === gist(load?.right ?? null);
}
/** Opens Today and looks until it stands and has kept what was seen. */
async function look(): Promise<string[]> {
  dom.show(<p />);
  dom.show(<Today />);
  await dom.until(() => document.querySelector(".section"));
  // what is shown is kept a moment later; in a pocket, and before the first reading, it never is
  for (let turn = 0; turn < 12 && !(await isKept()); turn += 1) await dom.settled();
  await dom.settled();
  return marks();
}
const visible = (state: DocumentVisibilityState) => {
  vi.spyOn(document, "visibilityState", "get").mockReturnValue(state);
  document.dispatchEvent(new Event("visibilitychange"));
  return dom.settled();
};

beforeEach(async () => {
  dom.server(dom.unreachable);
  db = await dom.phone();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await dom.leave();
});

test("the first look marks nothing; a change is marked on its leg, and gone with the next look", async () => {
  await decide(toes, toes);
  expect(await look()).toEqual(["", ""]);
  await decide(toes, half);
  expect(await look()).toEqual(["", MARK]);
  expect(await look()).toEqual(["", ""]);
});

test.each([
  ["a first decision", null, half],
  ["another percentage", half, { ...half, percent: 70 }],
  ["other kilograms", { ...half, percent: null, limit_kg: 20 }, { ...half, percent: null, limit_kg: 30 }],
  ["another aid", half, { ...half, aid: "cane" }],
  ["one that was taken back", half, null],
] as [string, LoadDecision | null, LoadDecision | null][])("%s is new", async (_, before, after) => {
  await decide(before);
  await look();
  await decide(after);
  expect(await look()).toEqual([MARK, ""]);
});

test("a phone that is being set up has seen nothing yet, and marks nothing", async () => {
  await db.meta.delete("profile");
  await look();
  await decide(toes, half);
  await dom.says("50");
  await dom.settled();
  expect(marks()).toEqual(["", ""]);
});

test("the same load decided again is not new", async () => {
  await decide(half);
  await look();
  await decide({ ...half, decided_on: "2026-11-21", review_on: "2026-12-01", decided_by: "Rui" });
  expect(await look()).toEqual(["", ""]);
});

test("what comes while somebody looks on is marked; in a pocket nothing is seen", async () => {
  await decide(toes);
  await look();
  await decide(half);
  await dom.says(MARK);
  await dom.settled();
  await visible("hidden");
  await visible("visible");
  expect(marks()).toEqual(["", ""]);
  await visible("hidden");
  await decide(toes);
  await dom.settled();
  await visible("visible");
  expect(marks()).toEqual([MARK, ""]);
  expect(await look()).toEqual(["", ""]);
});
