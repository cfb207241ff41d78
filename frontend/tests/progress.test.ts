import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { addDays, type Day } from "~/domain/days";
import { progressOf } from "~/domain/progress";
import type { AnyRecord } from "~/domain/records";

interface Case {
  name: string;
  today: Day;
  pain: Record<string, string>;
  change?: { ago: number; direction: string; side: string }[];
  diagnosis?: string;
  expect: Record<string, unknown>[];
}
const { format, cases } = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../tests/vectors/progress/courses.json"), "utf8"),
) as { format: string; cases: Case[] };

/** A case as rows: each letter is a day that ends with today (tests/vectors/progress/courses.py). */
function rowsOf({ pain, today, change = [], diagnosis }: Case): AnyRecord[] {
  const rows: AnyRecord[] = [];
  const add = (date: Day, kind: string, more: object) => {
    const id = `r${String(rows.length).padStart(4, "0")}`;
    rows.push({ id, kind, date, at: `${date}T10:00:${id.slice(-2)}Z`, ...more } as unknown as AnyRecord);
  };
  for (const [place, letters] of Object.entries(pain)) {
    const [site, side] = place.split(":");
    [...letters].forEach((letter, index) => {
      const value = letter === "X" ? 10 : letter === "?" ? undefined : Number(letter);
      if (letter !== "-")
        add(addDays(today, index - letters.length + 1), "pain", { site, side, intensity: value });
    });
  }
  for (const { ago, ...said } of change) add(addDays(today, -ago), "change", { ...said, site: "hip" });
  if (diagnosis) {
    const length = Object.values(pain)[0]!.length;
    add(addDays(today, 2 - length), "diagnosis", { site: "hip", side: diagnosis, basis: "mri" });
  }
  return rows;
}

test("the phone says of 317 courses what the server says", () => {
  expect(format).toBe("toh-progress/1");
  expect(cases).toHaveLength(317);
});

test.each(cases)("$name", (one) => {
  const said = progressOf(rowsOf(one), one.today).map(({ weeks: _, current: __, ...rest }) => ({
    ...rest,
    least: rest.least === null ? null : Math.round(rest.least * 1e6) / 1e6,
  }));
  expect(said).toEqual(one.expect);
});

test("the weeks end yesterday, and the last of them is the sentence's", () => {
  const one = cases.find(({ name }) => name === "two points of seven days are beyond it")!;
  const [left] = progressOf(rowsOf(one), one.today);
  expect(left!.weeks.map(({ middle, logged }) => [middle, logged])).toEqual([
    [5, 7],
    [5, 7],
    [3, 7],
    [3, 7],
  ]);
  expect(left!.weeks.at(-1)).toMatchObject({
    first: addDays(one.today, -7),
    last: addDays(one.today, -1),
    middle: left!.now,
  });
});

test("nothing logged, nothing said", () => {
  expect(progressOf([], "2026-01-01")).toEqual([]);
});
