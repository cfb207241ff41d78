// @vitest-environment happy-dom
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, describe as group, test } from "vitest";
import { courseOf } from "~/domain/course";
import type { AnyRecord } from "~/domain/records";
import { KINDS, kindOf } from "~/kinds";
import type { KindName } from "~/kinds/kind";
import { setLocale } from "~/paraglide/runtime";
import { describe } from "~/ui/describe";
import { EDITABLE } from "~/ui/edit-entry";
import { LANGUAGES } from "~/ui/language";

/** One accepted example of each kind, as the server publishes it with its schema. */
const { schemas } = JSON.parse(readFileSync(join(import.meta.dirname, "../openapi.json"), "utf8")).components;
const examples: AnyRecord[] = schemas.KindFields.oneOf.map(({ $ref }: { $ref: string }, index: number) => ({
  id: `e${index}`,
  date: "2026-03-01",
  recorded_at: "2026-03-01T08:00:00Z",
  timezone: "Europe/Lisbon",
  ...schemas[$ref.split("/").pop()!].example,
}));
afterEach(() => setLocale("en"));

test("the phone knows the kinds that the server publishes", () => {
  expect(examples.map(({ kind }) => kind).sort()).toEqual(Object.keys(KINDS).sort());
});

group.each(LANGUAGES)("%s", (language) => {
  test.each(examples.map((entry) => ({ ...entry, entry })))("$kind is said in words", ({ entry }) => {
    setLocale(language);
    const kind = kindOf(entry.kind)!;
    for (const words of [
      kind.name(),
      describe(entry),
      describe(bare(entry)),
      ...eachWord(entry).map(describe),
    ]) {
      expect(words).not.toBe("");
      // an id of ours: a word with an underscore, or the kind itself where a name would have a capital
      expect(words).not.toMatch(/\w_\w/);
      expect(words).not.toBe(entry.kind);
    }
  });

  test("a kind of a newer server is called an entry, never by its id", () => {
    setLocale(language);
    expect(describe({ ...examples[0]!, kind: "of_tomorrow" })).not.toMatch(/of_tomorrow|undefined/);
  });
});

/** Only what the server asks for: nothing that may be left out. */
function bare(entry: AnyRecord): AnyRecord {
  const shape = schemas[schemaOf(entry.kind)];
  const kept = new Set(["id", "date", "recorded_at", "timezone", ...shape.required]);
  return Object.fromEntries(Object.entries(entry).filter(([key]) => kept.has(key))) as AnyRecord;
}
/** The example with every word that one of its fields can take. */
function eachWord(entry: AnyRecord): AnyRecord[] {
  const shape = schemas[schemaOf(entry.kind)];
  return Object.entries(shape.properties as Record<string, { enum?: (string | null)[] }>).flatMap(
    ([field, { enum: words }]) =>
      field === "kind" ? [] : (words ?? []).map((word) => ({ ...entry, [field]: word })),
  );
}
const schemaOf = (kind: string) =>
  `${kind
    .split("_")
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join("")}Fields`;

test("what can be mended in the tray has a form", () => {
  const mended = Object.entries(KINDS).filter(([, kind]) => kind.tray === "mend");
  expect(mended.map(([name]) => name).sort()).toEqual([...EDITABLE].sort());
});

test.each(examples.map((entry) => ({ ...entry, entry })))(
  "$kind is drawn in the course as it says",
  ({ entry }) => {
    const mark = ["mark", "bone"].includes(KINDS[entry.kind as KindName].chart);
    expect(courseOf([entry], "2026-03-02").marks.length > 0).toBe(mark);
  },
);
