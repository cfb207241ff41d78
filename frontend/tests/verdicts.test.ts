import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Measure, type Reading, verdict } from "~/domain/errors";
import { acrossSides, reviewed } from "~/domain/examined";
import type { AnyRecord } from "~/domain/records";

const FILE = JSON.parse(readFileSync("../tests/vectors/errors/verdicts.json", "utf8")) as {
  changes: {
    measure: Measure;
    first: number;
    last: number;
    how: [Reading["how"], Reading["how"]];
    least?: number;
    digits?: number;
    expect: [string, string];
  }[];
  reviews: { name: string; records: AnyRecord[]; expect: Record<string, unknown>[] }[];
};

describe("what may be said of a change", () => {
  test.each(FILE.changes)("$measure from $first to $last: $expect", (one) => {
    const [first, last] = [one.first, one.last].map((value, at) => ({ value, how: one.how[at]! }));
    const said = verdict(one.measure, first!, last!, { least: one.least, digits: one.digits });
    expect([said.said, said.because]).toEqual(one.expect);
  });

  test.each(FILE.reviews)("a review: $name", ({ records, expect: wanted }) => {
    const found = reviewed(records).map((row) => ({
      thing: row.thing,
      name: row.name,
      side: row.side,
      mode: row.mode,
      field: row.field,
      first_on: row.points[0]!.day,
      first: row.first.value,
      last_on: row.points.at(-1)!.day,
      last: row.last.value,
      times: row.points.length,
      verdict: row.verdict && [row.verdict.said, row.verdict.because],
    }));
    expect(found).toEqual(wanted);
  });

  test("left less right, only where both were taken in the same way", () => {
    const both = reviewed(FILE.reviews.find((one) => one.name === "within and beyond")!.records);
    expect(acrossSides(both)).toBe(-21);
    expect(acrossSides(both.slice(0, 1))).toBeNull();
    const other = both.map((row, at) => ({
      ...row,
      last: { ...row.last, how: { ...row.last.how, rater: String(at) } },
    }));
    expect(acrossSides(other)).toBeNull();
  });
});
