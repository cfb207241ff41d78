// @vitest-environment happy-dom
/** Without a limit in kilograms nothing is practised: Plan asks for the weight instead, and what was typed gives the limit at once. */
import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { addDays, today } from "~/domain/days";
import type { Finding } from "~/domain/records";
import { PastFindings } from "~/features/desk/past-findings";
import { Plan } from "~/features/plan/plan";
import type { TohDatabase } from "~/store/db";
import { changeLanguage } from "~/ui/language";
import * as dom from "./dom";

let db: TohDatabase;
beforeEach(async () => {
  dom.server(dom.unreachable);
  db = await dom.phone();
});
afterEach(dom.leave);

test("a percent of a weight that nobody knows asks for the weight, and offers practice once it is known", async () => {
  const date = addDays(today(), -3);
  const signed = await dom.entry(db, {
    kind: "prescription",
    side: "left",
    status: "PWB",
    percent: 30,
    date,
  });
  const left = { status: "PWB", percent: 30, kg: null, weigh: true, decided_on: date, decided_by: "Sofia" };
  const load_terms = { left: [{ record: signed.id, from: date, until: null, end: "" }], right: [] };
  await db.meta.put({ key: "profile", value: { ...dom.PROFILE, load: { left, right: null }, load_terms } });
  dom.at("/plan", "/plan", Plan);
  await dom.button("Weigh yourself");
  expect(document.querySelector('a[href^="/more/practice"]')).toBeNull();
  await dom.press("Weigh yourself");
  for (const key of ["7", "0"]) await dom.press(key);
  await dom.press("Save");
  await dom.until(() => document.querySelector('a[href="/more/practice/left"]'), "practice");
  await dom.says("21 kg");
  expect(dom.text()).not.toContain("Weigh yourself");
});

test("the desk says what was taken back, by which version or because entries changed", async () => {
  const one = (id: string, more: object) =>
    ({
      id,
      opened_on: "2026-03-01",
      evidence: ["a"],
      text: { seen: `Seen ${id}.` },
      ...more,
    }) as unknown as Finding;
  const withdrawn = [
    one("a", { state: "withdrawn", resolved_on: "2026-03-09", resolved_reason: "rule:guidance-2026.12.1" }),
    one("b", { state: "withdrawn", resolved_on: "2026-03-08", resolved_reason: "rule:records-changed" }),
  ];
  const findings = [one("c", { state: "resolved", resolved_on: "2026-03-04" })];
  dom.show(<PastFindings {...{ findings, withdrawn }} chosen={null} onChoose={() => undefined} />);
  await dom.says("Withdrawn: Seen a.");
  await dom.says("by version 2026.12.1 of the guidance");
  await dom.says("because the entries have changed");
  expect(document.querySelector("h2")!.textContent).toContain("3");
  expect(document.querySelectorAll("button")).toHaveLength(1);
  changeLanguage("de");
  dom.show(<PastFindings findings={[]} {...{ withdrawn }} chosen={null} onChoose={() => undefined} />);
  await dom.says("Zurückgenommen: Seen a.");
});
