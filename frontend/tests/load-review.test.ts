import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Blocking, type Criterion, loadReview, reviewNumbers } from "~/domain/load-review";
import type { AnyRecord, LoadTerms } from "~/domain/records";
import { LEGS, type Leg } from "~/domain/vocabulary";

interface Case {
  name: string;
  today: string;
  records: AnyRecord[];
  terms: LoadTerms;
  findings: Blocking[];
  expect: Record<Leg, Criterion[]>;
}
const { format, cases } = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../tests/vectors/load/reviews.json"), "utf8"),
) as { format: string; cases: Case[] };

test("there are cases", () => {
  expect(format).toBe("toh-reviews/1");
  expect(cases.length).toBeGreaterThan(30);
});

test.each(cases)("$name", ({ today, records, terms, findings, expect: said }) => {
  for (const leg of LEGS) expect(loadReview(leg, records, terms, findings, today)).toEqual(said[leg]);
});

test("another number that was set is heeded", () => {
  const { today, records, terms, findings } = cases.find(({ name }) => name === "pain above the limit")!;
  const found = loadReview("left", records, terms, findings, today, reviewNumbers({ review_pain: 3 }));
  expect(found.every((one) => one.met)).toBe(true);
});
