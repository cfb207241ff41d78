import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { AnyRecord } from "~/domain/records";
import { redFlags } from "~/domain/redflags";

interface Vector {
  name: string;
  today: string;
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

describe.each(files)("%s", (file) => {
  test.each(vectors.filter((vector) => vector.file === file))("$name", (vector) => {
    expect(say(redFlags(vector.records, vector.today))).toEqual(say(vector.expect));
  });
});
