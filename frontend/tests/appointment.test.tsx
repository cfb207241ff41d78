// @vitest-environment happy-dom
/** The page for an appointment: from what is on the phone, since the last visit, with the questions first. */
import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findingsSince, toldSince, visitsAround } from "~/domain/appointment";
import { addDays, today } from "~/domain/days";
import type { AnyRecord, Finding } from "~/domain/records";
import { Appointment } from "~/features/appointment/appointment";
import * as m from "~/paraglide/messages";
import { currentOfKind } from "~/store/current-rows";
import type { TohDatabase } from "~/store/db";
import { changeLanguage } from "~/ui/language";
import * as dom from "./dom";

let db: TohDatabase;
beforeEach(async () => {
  dom.server(dom.unreachable);
  db = await dom.phone();
});
afterEach(dom.leave);

const ago = (days: number) => addDays(today(), -days);
const open = () => dom.at("/more/appointment", "/more/appointment", Appointment);

test("the last visit is before today, the next one from today on", () => {
  const visit = (visit_on: string) =>
    ({ id: visit_on, kind: "visit", date: "2026-01-05", visit_on }) as unknown as AnyRecord;
  const rows = ["2026-12-01", "2026-11-30", "2026-02-01", "2027-01-04"].map(visit);
  const { last, next } = visitsAround(rows, "2026-12-01");
  expect([last?.visit_on, next?.visit_on]).toEqual(["2026-11-30", "2026-12-01"]);
  expect(toldSince(rows, last, "2026-12-01")).toBe("2026-11-30");
  expect(toldSince(rows, undefined, "2026-12-01")).toBe("2026-01-05");
  expect(toldSince([], undefined, "2026-12-01")).toBe("2026-12-01");
});

test("findings that stand come first, then those that opened since; not what clinicians alone see", () => {
  const one = (id: string, fields: object) =>
    ({
      id,
      urgency: "soon",
      audience: ["patient"],
      state: "open",
      opened_on: "2026-11-01",
      ...fields,
    }) as unknown as Finding;
  const rows = [
    one("over before", { state: "resolved", opened_on: "2026-09-01" }),
    one("over since", { state: "resolved", opened_on: "2026-11-02" }),
    one("open long", { opened_on: "2026-01-01" }),
    one("urgent", { urgency: "now" }),
    one("theirs", { audience: ["clinician"] }),
    one("gone", { state: "withdrawn" }),
  ];
  expect(findingsSince(rows, "2026-10-01").map(({ id }) => id)).toEqual([
    "urgent",
    "open long",
    "over since",
  ]);
});

test("without a connection: what happened since, the load, the pain by week, scans, findings, questions", async () => {
  await dom.entry(db, { kind: "visit", visit_on: ago(20), whom: "Dr Reis" });
  await dom.entry(db, { kind: "visit", visit_on: addDays(today(), 6), time: "10:30", whom: "Dr Reis" });
  await dom.entry(db, { kind: "fall", outcome: "fall", date: ago(30) });
  await dom.entry(db, { kind: "fall", outcome: "stumble", side: "left", date: ago(10) });
  for (let day = 1; day <= 8; day += 1) {
    await dom.entry(db, { kind: "pain", site: "hip", side: "left", intensity: 6, date: ago(day) });
    await dom.entry(db, { kind: "weight_bearing", side: "left", status: "TTWB", date: ago(day) });
  }
  await dom.entry(db, { kind: "lab", test: "vitamin_d_25oh", value: 18, unit: "ng/mL", date: ago(9) });
  await dom.entry(db, {
    kind: "medicine",
    name: "Paracetamol 500",
    action: "start",
    every: "day",
    times: ["08:00"],
    date: ago(5),
  });
  await dom.entry(db, { kind: "question", text: "May I swim?" });
  await db.findings.put({
    id: "f1",
    finding: "pain-worse",
    urgency: "soon",
    audience: ["patient"],
    state: "resolved",
    opened_on: ago(9),
    resolved_on: ago(2),
    evidence: [],
    sources: [],
    text: { seen: "It hurt more.", do: "Do less on this leg.", why: "" },
  } as unknown as Finding);
  open();
  for (const words of [
    "Since the last visit on",
    "Dr Reis",
    "10:30",
    "May I swim?",
    "tumble",
    "Pain by week",
    "7/7",
    "In 21 days: pain logged on 8, load on 8, exercise on 0",
    "18",
    "It hurt more.",
    "Do less on this leg.",
    "over since",
    "Paracetamol 500",
    "08:00",
  ])
    await dom.says(words);
  expect(dom.text().match(/tumble/g)).toHaveLength(1);
  expect(dom.text()).not.toMatch(/I fell|A fall/);
  expect(document.querySelector("a[target=_blank]")?.getAttribute("href")).toContain(
    "/api/v1/patients/p1/appointment.pdf?language=en",
  );
});

test("a question is kept, asked, and its answer stays; a visit is noted, changed and taken away", async () => {
  open();
  await dom.type("#question", "  May I swim?  ");
  await dom.until(() => !document.querySelector<HTMLButtonElement>("form button")?.disabled);
  await dom.send("form.stack-tight");
  await dom.press(`${m.appointment_asked()}: May I swim?`);
  await dom.type("#answer", "Yes, no breaststroke");
  await dom.send("dialog form");
  await dom.says("Yes, no breaststroke");
  expect((await currentOfKind(db, "question")).map(({ text, answer }) => [text, answer])).toEqual([
    ["May I swim?", "Yes, no breaststroke"],
  ]);
  await dom.press(m.appointment_add_visit());
  await dom.send("dialog form");
  await dom.says("at most 24 months ahead");
  await dom.type("#visit-on", addDays(today(), 1));
  await dom.type("#visit-whom", " Dr  Reis ");
  await dom.send("dialog form");
  await dom.says("Dr Reis");
  const [visit] = await currentOfKind(db, "visit");
  expect(visit).toMatchObject({ visit_on: addDays(today(), 1), whom: "Dr Reis", date: today() });
  await dom.press(
    await dom.until(() =>
      document.querySelector<HTMLElement>(`[aria-label^="${m.edit()}"]`)?.getAttribute("aria-label"),
    ),
  );
  await dom.press(m.delete());
  await dom.until(() => !dom.text().includes("Dr Reis"));
  expect(await currentOfKind(db, "visit")).toEqual([]);
});

test("in German", async () => {
  changeLanguage("de");
  open();
  await dom.says("Seit dem ersten Eintrag");
  await dom.says("Was der App auffiel");
});
