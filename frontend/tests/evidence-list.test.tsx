// @vitest-environment happy-dom
/** A finding names its entries, and each brings its day into sight; messages stand under their patient. */
import { afterEach, expect, test } from "vitest";
import type { AnyRecord, Message } from "~/domain/records";
import { byPatient } from "~/features/desk/desk-inbox";
import { EvidenceList } from "~/features/desk/evidence";
import { KnownPatient } from "~/features/desk/known";
import * as dom from "./dom";

afterEach(dom.leave);

const pain = (id: string, date: string, intensity: number): AnyRecord =>
  ({
    ...{ id, date, intensity, kind: "pain", site: "hip", side: "left" },
    ...{ recorded_at: `${date}T08:00:00Z`, timezone: "UTC" },
  }) as AnyRecord;

test("each entry of the evidence is named, newest first, and a touch shows its day", () => {
  const days: string[] = [];
  const records = [pain("a", "2026-03-01", 3), pain("b", "2026-03-08", 6), pain("c", "2026-03-09", 1)];
  const page = dom.show(
    <KnownPatient.Provider value={{ findings: [], records }}>
      <EvidenceList ids={["a", "b", "gone"]} onDay={(day) => days.push(day)} />
    </KnownPatient.Provider>,
  );
  const lines = [...page.querySelectorAll("button")];
  expect(lines).toHaveLength(2);
  expect(lines[0]!.textContent).toMatch(/8 March.*6/);
  lines[1]!.click();
  expect(days).toEqual(["2026-03-01"]);
  expect(page.textContent).toContain("taken out: 1");
});

test("messages stand once under each patient, in the order of their newest", () => {
  const rows = ["a", "b", "a", "c", "b"].map((patient, n) => ({ id: String(n), patient }) as Message);
  expect(byPatient(rows).map((group) => group.map((row) => row.id))).toEqual([["0", "2"], ["1", "4"], ["3"]]);
});
