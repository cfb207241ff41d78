import { expect, test } from "vitest";
import { courseOf } from "~/domain/course";
import { monthOf } from "~/domain/month";
import type { AnyRecord, LoadTerms } from "~/domain/records";
import { searchIn } from "~/domain/search";

let count = 0;
const row = (date: string, kind: string, more: object = {}): AnyRecord => {
  count += 1;
  return { id: `r${count}`, kind, date, ...more } as unknown as AnyRecord;
};
const pain = (date: string, intensity: number | null, more: object = {}) =>
  row(date, "pain", { site: "hip", side: "left", intensity, ...more });
const at = (records: AnyRecord[], today: string, terms?: LoadTerms) => (day: string) =>
  monthOf(courseOf(records, today, null, terms), records, today, today).days.find((one) => one.day === day)!;

test("only days since the first entry are asked for, and none that is to come", () => {
  const records = [pain("2026-02-10", 3), pain("2026-02-12", 4)];
  const month = monthOf(courseOf(records, "2026-02-14"), records, "2026-02-01", "2026-02-14");
  expect(month.days).toHaveLength(28);
  expect([month.logged, month.asked, month.gaps]).toEqual([2, 5, ["2026-02-11", "2026-02-13", "2026-02-14"]]);
});

test("a pause is not asked for, and what was logged in it counts", () => {
  const records = [
    pain("2026-02-01", 3),
    row("2026-02-03", "pause", { until_on: "2026-02-06" }),
    pain("2026-02-04", 1),
  ];
  const month = monthOf(courseOf(records, "2026-02-07"), records, "2026-02-01", "2026-02-07");
  expect([month.logged, month.asked, month.gaps]).toEqual([2, 4, ["2026-02-02", "2026-02-07"]]);
  expect(month.days.filter((one) => one.pause)).toHaveLength(4);
});

test("the highest pain of any place, and a day without a number is logged all the same", () => {
  const records = [pain("2026-02-01", 2), pain("2026-02-01", 6, { site: "knee" }), pain("2026-02-02", null)];
  const on = at(records, "2026-02-02");
  expect(on("2026-02-01").pain).toBe(6);
  expect([on("2026-02-02").pain, on("2026-02-02").logged]).toEqual([null, true]);
});

test("a load is as decided, or above it", () => {
  const signed = row("2026-02-01", "prescription", { side: "left", status: "PWB", percent: 30 });
  const terms = { left: [{ record: signed.id, from: "2026-02-01", until: null, end: "" }], right: [] };
  const reported = (date: string, status: string) => row(date, "weight_bearing", { side: "left", status });
  const records = [
    signed,
    reported("2026-02-02", "NWB"),
    reported("2026-02-03", "FWB"),
    pain("2026-02-04", 1),
  ];
  const on = at(records, "2026-02-04", terms);
  expect(["2026-02-02", "2026-02-03", "2026-02-04"].map((day) => on(day).load)).toEqual([
    "as_decided",
    "above",
    null,
  ]);
});

test("a search finds notes and places, whatever their accents, and asks for two letters", () => {
  const records = [
    pain("2026-02-01", 3, { note: "Über die Treppe getragen" }),
    pain("2026-02-02", 3, { note: "stairs" }),
    pain("2026-02-03", 3),
  ];
  const say = (one: AnyRecord) => `Left hip ${one.intensity}`;
  const found = (asked: string) => searchIn(records, asked, say).map((one) => one.date);
  expect(found("uber treppe")).toEqual(["2026-02-01"]);
  expect(found("HIP")).toEqual(["2026-02-03", "2026-02-02", "2026-02-01"]);
  expect(found("h")).toEqual([]);
  expect(found("knee")).toEqual([]);
});
