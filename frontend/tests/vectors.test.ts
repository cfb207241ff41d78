import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { AnyRecord } from "~/domain/records";
import { redFlags } from "~/domain/redflags";
import { DEFAULTS, type Numbers, numbersOf } from "~/domain/rules/numbers";

interface Vector {
  name: string;
  today: string;
  numbers?: Partial<Numbers>;
  records: AnyRecord[];
  expect: { finding: string; side?: string | null }[];
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
  const held = JSON.parse(readFileSync(join(FOLDER, "numbers.json"), "utf8")) as { numbers: Numbers };
  expect(DEFAULTS).toEqual(held.numbers);
});

describe.each(files)("%s", (file) => {
  test.each(vectors.filter((vector) => vector.file === file))("$name", (vector) => {
    expect(say(redFlags(vector.records, vector.today, numbersOf(vector.numbers)))).toEqual(
      say(vector.expect),
    );
  });
});
