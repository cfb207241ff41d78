import { expect, test } from "vitest";
import type { AnyRecord, Finding, LoadDecision } from "~/domain/records";
import { speaksAgainst } from "~/features/desk/against";

const finding = (urgency: string, side: string | null, state = "open") =>
  ({ id: urgency, urgency, side, state, text: { seen: `seen ${urgency}` } }) as unknown as Finding;
const row = (kind: string, fields: Record<string, unknown>): AnyRecord =>
  ({ id: kind, kind, date: "2026-03-01", recorded_at: "2026-03-01T08:00:00Z", ...fields }) as AnyRecord;
const toe = { status: "TTWB" } as LoadDecision;

test("an open finding of today, the load in force, the last pain and a missing MRI speak against a resolution", () => {
  const known = {
    findings: [finding("now", "left"), finding("routine", "left"), finding("soon", "left", "resolved")],
    records: [row("pain", { site: "hip", side: "left", intensity: 3 })],
  };
  const said = speaksAgainst(known, { load: { left: toe, right: null }, mri: true });
  expect(said).toHaveLength(4);
  expect(said[0]).toContain("seen now");
  expect(said[1]).toContain("TTWB");
  expect(said[2]).toContain("3");
  // what is about the other leg says nothing here
  expect(speaksAgainst(known, { leg: "right", load: { left: toe, right: null } })).toEqual([]);
});

test("nothing speaks against it where nothing is open, nothing hurts and an MRI is there", () => {
  const records = [
    row("pain", { site: "hip", side: "left", intensity: 4 }),
    row("pain", { site: "hip", side: "left", intensity: 0 }),
    row("imaging", { modality: "mri", result: "normal" }),
  ];
  const full = { status: "FWB" } as LoadDecision;
  expect(speaksAgainst({ findings: [], records }, { load: { left: full, right: null }, mri: true })).toEqual(
    [],
  );
});
