// @vitest-environment happy-dom
/** What an MRI shows and which blood test it is go along as they were typed; the day of the next MRI is the clinic's alone. */
import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { AnyRecord } from "~/domain/records";
import { LAB_UNITS } from "~/generated/lab";
import { setLocale } from "~/paraglide/runtime";
import type { NewEntry } from "~/store/entries";
import { describe } from "~/ui/describe";
import { ResultForm } from "~/ui/result-form";
import * as dom from "./dom";

beforeEach(() => dom.phone());
afterEach(dom.leave);

let kept: NewEntry[] = [];
const form = (kind: "imaging" | "lab", more: { clinic?: boolean; entry?: AnyRecord } = {}) => {
  kept = [];
  dom.show(
    <ResultForm
      kind={kind}
      {...more}
      onSave={async (entries) => {
        kept = entries;
        return true;
      }}
    />,
  );
};
const set = async (key: string, value: string) => {
  const field = document.querySelector<HTMLInputElement | HTMLSelectElement>(`#result-${key}`)!;
  field.value = value;
  field.dispatchEvent(new Event(field.tagName === "SELECT" ? "change" : "input", { bubbles: true }));
  await dom.until(() => document.querySelector<HTMLInputElement>(`#result-${key}`)!.value === value);
};
const entry = (fields: object) => ({ id: "a", date: "2026-03-01", ...fields }) as unknown as AnyRecord;

test("an MRI with what it shows, and the next one", async () => {
  form("imaging", { clinic: true });
  await set("side", "left");
  await dom.press("Femoral neck");
  await dom.press("Femoral head");
  await set("subchondral_line", "no");
  await set("effusion", "yes");
  await set("next_on", "2099-04-12");
  await dom.press("Save");
  await dom.until(() => kept.length);
  expect(kept[0]).toMatchObject({
    modality: "mri",
    side: "left",
    extent: ["head", "neck"],
    subchondral_line: "no",
    effusion: "yes",
    next_on: "2099-04-12",
  });
  expect(describe(entry(kept[0]!))).toMatch(
    /MRI · Left hip · .* · Femoral head, Femoral neck · Subchondral line: no · Joint effusion: yes · next MRI /i,
  );
});

test("a patient is not asked for the next one, and an X-ray for nothing that only an MRI shows", async () => {
  form("imaging");
  expect(document.querySelector("#result-next_on")).toBeNull();
  await set("side", "left");
  await set("effusion", "yes");
  await set("modality", "xray");
  expect(document.querySelector("#result-effusion")).toBeNull();
  await dom.press("Save");
  await dom.until(() => kept.length);
  expect(JSON.parse(JSON.stringify(kept[0]))).not.toHaveProperty("effusion");
});

test("each blood test has its own units and its own name", async () => {
  form("lab");
  await set("test", "pth");
  expect(
    [...document.querySelectorAll("select[aria-label=Unit] option")].map((one) => one.textContent),
  ).toEqual(LAB_UNITS.pth);
  await set("value", "62,5");
  await set("comparator", "above");
  await dom.press("Save");
  await dom.until(() => kept.length);
  expect(kept[0]).toMatchObject({ test: "pth", value: 62.5, unit: "pg/mL", comparator: "above" });
  expect(describe(entry(kept[0]!))).toBe("Parathyroid hormone · > 62.5 pg/mL");
  setLocale("de");
  expect(describe(entry({ ...kept[0]!, test: "tsh", comparator: null }))).toBe(
    "TSH (Schilddrüse) · 62,5 pg/mL",
  );
  setLocale("en");
});

test("vitamin D keeps its limits, and a correction invents no unit", async () => {
  form("lab");
  await set("value", "400");
  await dom.press("Save");
  await dom.says("from 1 to 300");
  expect(kept).toEqual([]);
  form("lab", { entry: entry({ kind: "lab", test: "calcium", value: 2.3 }) });
  await dom.press("Save");
  await dom.until(() => kept.length);
  expect(JSON.parse(JSON.stringify(kept[0]))).not.toHaveProperty("unit");
});
