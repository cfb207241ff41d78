import { expect, test } from "vitest";
import { courseOf } from "~/domain/course";
import { happened } from "~/domain/happened";
import type { AnyRecord, LoadTerms } from "~/domain/records";

const pain = (date: string) => ({ id: date, kind: "pain", date, site: "hip", side: "left", intensity: 3 });
const rows = (...list: object[]) => list as unknown as AnyRecord[];

test("a week without an entry is marked in its middle, six days are not", () => {
  const records = rows(pain("2026-01-01"), pain("2026-01-08"), pain("2026-01-16"));
  const found = happened(courseOf(records, "2026-01-20"), records);
  expect(found.map(({ kind, day }) => [kind, day])).toEqual([["silence", "2026-01-12"]]);
});

test("a pause that was said is no silence", () => {
  const pause = { id: "p", kind: "pause", date: "2026-01-03", until_on: "2026-01-14" };
  const records = rows(pain("2026-01-01"), pause, pain("2026-01-16"));
  expect(happened(courseOf(records, "2026-01-17"), records)).toEqual([]);
});

test("silence until today counts as well", () => {
  const records = rows(pain("2026-01-01"));
  expect(happened(courseOf(records, "2026-01-09"), records).map(({ kind }) => kind)).toEqual(["silence"]);
  expect(happened(courseOf(records, "2026-01-07"), records)).toEqual([]);
});

test("each load that came in force is marked once a day, whichever leg", () => {
  const signed = (id: string, side: string) => ({
    id,
    kind: "prescription",
    date: "2026-01-02",
    side,
    status: "NWB",
  });
  const records = rows(signed("a", "left"), signed("b", "right"), pain("2026-01-03"));
  const term = (record: string) => ({ record, from: "2026-01-02", until: null, end: "" });
  const terms = { left: [term("a")], right: [term("b")] } as unknown as LoadTerms;
  const found = happened(courseOf(records, "2026-01-05", null, terms), records);
  expect(found.map(({ kind, day }) => [kind, day])).toEqual([["load", "2026-01-02"]]);
});
