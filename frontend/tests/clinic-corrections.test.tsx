// @vitest-environment happy-dom
/** A patient reads what the clinic corrected and took back, and what stood there before. */
import { afterEach, expect, test } from "vitest";
import { ClinicCorrections } from "~/features/messages/clinic-corrections";
import type { StoredRecord } from "~/store/db";
import { currentSession } from "~/sync/client";
import * as dom from "./dom";

afterEach(dom.leave);

const clinic = { name: "Sofia", role: "clinician" };
const row = (id: string, more: Record<string, unknown>) =>
  ({
    id,
    recorded_at: "2026-03-10T09:00:00Z",
    received_at: "2026-03-12T09:00:00Z",
    timezone: "UTC",
    date: "2026-03-10",
    author: clinic,
    current: 0,
    sync: "sent",
    ...more,
  }) as unknown as StoredRecord;
const scan = { kind: "dexa", site: "total_hip", t_score: -1.8 };

test("a corrected scan and a prescription entered in error are told, a patient's own change is not", async () => {
  await dom.phone();
  dom.server(() => undefined);
  const own = { author: { name: "Maria", role: "patient" } };
  await currentSession().db.records.bulkPut([
    row("a", { ...scan, side: "right" }),
    row("b", { ...scan, side: "left", supersedes: "a", current: 1 }),
    row("c", { kind: "prescription", side: "left", status: "WBAT" }),
    row("d", { kind: "deletion", supersedes: "c", received_at: "2026-03-13T09:00:00Z" }),
    row("e", { kind: "pain", site: "hip", side: "left", intensity: 3, ...own }),
    row("f", { kind: "pain", site: "hip", side: "left", intensity: 4, supersedes: "e", current: 1, ...own }),
    row("g", { kind: "note", text: "old" }),
    row("h", { kind: "note", text: "new", supersedes: "g", current: 1 }),
  ]);
  const page = dom.show(<ClinicCorrections />);
  await dom.says("What your clinic corrected");
  const lines = [...page.querySelectorAll("li")].map((one) => one.textContent);
  expect(lines).toHaveLength(2);
  expect(lines[0]).toContain("Taken back, it counts no more:");
  expect(lines[0]).toContain("Sofia");
  expect(lines[1]).toMatch(/Now: .*left.*Before: .*right/i);
});

test("nothing is said where the clinic corrected nothing", async () => {
  await dom.phone();
  dom.server(() => undefined);
  await currentSession().db.records.bulkPut([row("a", { ...scan, side: "right", current: 1 })]);
  const page = dom.show(<ClinicCorrections />);
  await dom.settled();
  expect(page.querySelector("li")).toBeNull();
});
