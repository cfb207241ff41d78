// @vitest-environment happy-dom
/** What a device measured: typed from its display, or from its file, which is looked at before it is taken. */
import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MeasuredForm } from "~/features/desk/measured-form";
import type { NewEntry } from "~/store/entries";
import * as dom from "./dom";

let kept: NewEntry[] = [];
let taken = 0;
let bodies: Record<string, unknown>[] = [];
const rows = [
  {
    row: 2,
    date: "2026-03-01",
    result: "created",
    column: null,
    reason: null,
    record: { side: "left", peak_kg: 33.6, steps: 240 },
  },
  {
    row: 3,
    date: "2026-03-02",
    result: "refused",
    column: "side",
    reason: "expected one of left, right",
    record: null,
  },
];
beforeEach(async () => {
  kept = [];
  taken = 0;
  bodies = [];
  dom.server((path, _method, body) => {
    if (!path.endsWith("/import-csv")) return undefined;
    const said = JSON.parse(body) as { dry_run: boolean };
    bodies.push(said);
    return new Response(JSON.stringify({ dry_run: said.dry_run, counts: { created: 1, refused: 1 }, rows }), {
      status: 200,
      headers: { "Content-Type": "application/json" },
    });
  });
  await dom.phone();
  dom.show(
    <MeasuredForm
      patient="p1"
      onSave={async (entries) => {
        kept = entries;
      }}
      onTaken={() => {
        taken += 1;
      }}
    />,
  );
});
afterEach(dom.leave);

const set = (key: string, value: string) => {
  const field = document.querySelector<HTMLInputElement>(`#measured-${key}`)!;
  field.value = value;
  field.dispatchEvent(new Event(field.tagName === "SELECT" ? "change" : "input", { bubbles: true }));
  return dom.until(() => document.querySelector<HTMLInputElement>(`#measured-${key}`)!.value === value);
};

test("percent of steps are kept as a share, and what cannot be is said beside its field", async () => {
  await dom.until(() => document.querySelector("#measured-side"));
  await set("side", "left");
  await dom.press("Save");
  await dom.says("at least one figure");
  await set("peak_kg", "31,5");
  await set("steps", "2.5");
  await dom.press("Save");
  await dom.until(() => document.querySelector("#measured-steps[aria-invalid=true]"));
  expect(kept).toEqual([]);
  await set("steps", "240");
  await set("share_above_limit", "40");
  await dom.press("Save");
  await dom.until(() => kept.length);
  expect(kept[0]).toMatchObject({
    kind: "load_measurement",
    side: "left",
    device: "Insole",
    peak_kg: 31.5,
    steps: 240,
    share_above_limit: 0.4,
  });
});

test("a file is looked at first, and taken with a second press", async () => {
  await dom.until(() => document.querySelector("#measured-file"));
  await set("device", "Loadsol");
  const input = document.querySelector<HTMLInputElement>("#measured-file")!;
  Object.defineProperty(input, "files", { value: [new File(["date,peak"], "walks.csv")] });
  input.dispatchEvent(new Event("change", { bubbles: true }));
  await dom.says("peak 33.6 kg");
  await dom.says("240");
  await dom.says("Line 3 (side):");
  expect(bodies).toEqual([{ csv: "date,peak", device: "Loadsol", dry_run: true }]);
  expect(taken).toBe(0);
  await dom.press("Take 1");
  await dom.until(() => taken === 1);
  expect(bodies[1]).toMatchObject({ dry_run: false });
});
