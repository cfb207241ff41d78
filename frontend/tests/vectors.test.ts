import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { AnyRecord } from "~/domain/records";
import { redFlags } from "~/domain/redflags";
import { dayNumber, dayText, factsUntil } from "~/domain/rules/facts";
import { inForce, termsOf } from "~/domain/rules/in-force";
import { DEFAULTS, type Numbers, numbersOf } from "~/domain/rules/numbers";
import { FOREVER } from "~/domain/rules/spans";
import { follow } from "~/domain/rules/walker";

interface Vector {
  name: string;
  today: string;
  numbers?: Partial<Numbers>;
  records: AnyRecord[];
  expect: { finding: string; side?: string | null }[];
  load?: Record<"left" | "right", { in_force: string | null; terms: LoadTerm[] }>;
}
interface LoadTerm {
  record: string;
  since: string;
  until: string | null;
  end: string;
}

const FOLDER = join(import.meta.dirname, "../../tests/vectors");
const files = existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => name.endsWith(".json")) : [];
const vectors = files.flatMap((file) => {
  const content = JSON.parse(readFileSync(join(FOLDER, file), "utf8")) as { format: string; cases: Vector[] };
  expect(content.format).toBe("toh-vectors/1");
  return content.cases.map((vector) => ({ ...vector, file }));
});
const say = (list: { finding: string; side?: string | null }[]) =>
  [...new Set(list.map(({ finding, side }) => `${finding} ${side ?? ""}`.trim()))].sort();

test("there are vectors: the same cases that the server's rules pass", () => {
  expect(vectors.length).toBeGreaterThan(50);
});

test("the phone has the numbers that these rules read, no more and no fewer, with the same defaults", () => {
  const held = ["numbers.json", "in-force.json"].map(
    (file) => (JSON.parse(readFileSync(join(FOLDER, file), "utf8")) as { numbers: Partial<Numbers> }).numbers,
  );
  expect(DEFAULTS).toEqual({ ...held[0], ...held[1] });
});

describe.each(files)("%s", (file) => {
  test.each(vectors.filter((vector) => vector.file === file))("$name", (vector) => {
    expect(say(redFlags(vector.records, vector.today, numbersOf(vector.numbers)))).toEqual(
      say(vector.expect),
    );
  });
});

describe("which load is in force", () => {
  test.each(vectors.filter((vector) => vector.load))("$name", (vector) => {
    const today = dayNumber(vector.today);
    const course = follow(factsUntil(vector.records, today));
    for (const side of ["left", "right"] as const) {
      const terms = termsOf(course, side, numbersOf(vector.numbers));
      expect({
        in_force: inForce(terms, today)?.fact.key ?? null,
        terms: terms.map(({ fact, since, until, end }) => ({
          record: fact.key,
          since: dayText(since),
          until: until >= FOREVER ? null : dayText(until),
          end,
        })),
      }).toEqual(vector.load![side]);
    }
  });
});
