// @vitest-environment happy-dom
/** The own list of medicines: what is taken, noted on any day; and what a pregnancy asks of it. */
import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { addDays, today } from "~/domain/days";
import { classOf, coursesOf, dueOn, gateOf, noteOf, takenOn } from "~/domain/medicines";
import type { AnyRecord, Profile } from "~/domain/records";
import { Medicines } from "~/features/medicines/medicines";
import * as m from "~/paraglide/messages";
import { currentOfKind } from "~/store/current-rows";
import type { TohDatabase } from "~/store/db";
import * as dom from "./dom";

let db: TohDatabase;
beforeEach(async () => {
  dom.server(dom.unreachable);
  db = await dom.phone();
});
afterEach(dom.leave);

const row = (date: string, fields: object): AnyRecord =>
  ({
    id: `${date}${JSON.stringify(fields)}`,
    kind: "medicine",
    date,
    recorded_at: `${date}T08:00:00Z`,
    timezone: "UTC",
    ...fields,
  }) as AnyRecord;
const people = (fields: object) => ({ ...dom.PROFILE, ...fields }) as Profile;

test("courses run from a start to its stop or its next start; doses fall on their days", () => {
  const [weekly, again, daily] = coursesOf([
    row("2026-01-31", { name: "One", class: "other", action: "start", every: "week" }),
    row("2026-02-14", { name: "one ", action: "stop" }),
    row("2026-03-01", { name: "One", action: "start", every: "month" }),
    row("2026-03-01", { name: "Two", action: "start", every: "day", times: ["08:00", "20:00"] }),
  ]);
  expect([weekly!.from, weekly!.until]).toEqual(["2026-01-31", "2026-02-14"]);
  expect(["2026-02-06", "2026-02-07", "2026-02-14"].map((day) => dueOn(weekly!, day))).toEqual([
    false,
    true,
    false,
  ]);
  expect([takenOn(again!, "2026-02-28"), dueOn(again!, "2026-04-01"), dueOn(again!, "2026-04-02")]).toEqual([
    false,
    true,
    false,
  ]);
  expect(dueOn({ ...again!, from: "2026-01-31" }, "2026-02-28")).toBe(true);
  const notes = [
    row("2026-03-02", { name: "two", outcome: "taken" }),
    row("2026-03-02", { name: "TWO", outcome: "skipped", time: "08:00" }),
  ];
  expect([noteOf(daily!, notes, "08:00")?.outcome, noteOf(daily!, notes, "20:00")?.outcome]).toEqual([
    "skipped",
    "taken",
  ]);
});

test("the class by the name, as the server has it", () => {
  expect(
    [
      "Ibuprofen 400",
      "Alendronic acid",
      "Alendronate + Vitamin D",
      "Calcium 500",
      "atorvastatin calcium",
      "Vitamin D 1000 IE",
      "Paracetamol",
      "Rosinen",
    ].map(classOf),
  ).toEqual(["nsaid", "bisphosphonate", "bisphosphonate", "calcium", null, "vitamin_d", "analgesic", null]);
});

test.each([
  ["pregnant", { pregnancy: { status: "pregnant", breastfeeding: "no" } }, ["stop-and-ask", "ask", null]],
  ["not stated", { pregnancy: { status: "unknown" } }, ["stop-and-ask", "ask", null]],
  ["not pregnant", { pregnancy: { status: "none", breastfeeding: "no" } }, [null, null, null]],
  ["a man", { sex: "male", pregnancy: { status: "unknown" } }, [null, null, null]],
])("what is asked of a medicine of somebody who is %s", (_, fields, expected) => {
  expect(["nsaid", "other", "calcium"].map((one) => gateOf(one, people(fields)))).toEqual(expected);
});

test("one is put on the list with its times, noted for a past day, corrected, and taken off", async () => {
  dom.at("/more/medicines", "/more/medicines", Medicines);
  await dom.press(m.medicines_add());
  await dom.send("form.stack");
  await dom.says(m.medicines_name_wrong());
  await dom.type("#medicine-name", " Naproxen  500 ");
  await dom.type("#medicine-times", "07:30");
  await dom.type("#medicine-from", addDays(today(), -10));
  await dom.send("form.stack");
  await dom.says(`${m.medicines_every_day()}, 07:30`);
  const [kept] = await currentOfKind(db, "medicine");
  expect(kept).toMatchObject({
    name: "Naproxen 500",
    class: "nsaid",
    action: "start",
    every: "day",
    times: ["07:30"],
    date: addDays(today(), -10),
  });
  await dom.type("#medicines-day", addDays(today(), -3));
  await dom.press(`${m.medicine_taken()}: Naproxen 500, 07:30`);
  await dom.until(() => document.querySelector('[aria-pressed="true"]')?.textContent === m.medicine_taken());
  await dom.press(`${m.medicine_skipped()}: Naproxen 500, 07:30`);
  await dom.until(
    () => document.querySelector('[aria-pressed="true"]')?.textContent === m.medicine_skipped(),
  );
  expect((await currentOfKind(db, "medicine_taken")).map((one) => [one.date, one.outcome, one.time])).toEqual(
    [[addDays(today(), -3), "skipped", "07:30"]],
  );
  await dom.press(`${m.medicines_stop()}: Naproxen 500`);
  await dom.says(m.medicines_none());
});

test("a pregnancy is asked about before the medicine is put on the list", async () => {
  await db.meta.put({ key: "profile", value: people({ pregnancy: { status: "pregnant" } }) });
  dom.at("/more/medicines", "/more/medicines", Medicines);
  await dom.press(m.medicines_add());
  await dom.type("#medicine-name", "Ibuprofen");
  await dom.says(m.medicines_gate_stop());
  await dom.type("#medicine-name", "Calcium");
  await dom.until(() => !dom.text().includes(m.medicines_gate_stop()));
});

test("calcium and vitamin D of a past day: said again it is said anew", async () => {
  dom.at("/more/medicines", "/more/medicines", Medicines);
  const day = addDays(today(), -1);
  await dom.type("#medicines-day", day);
  await dom.says(`${m.medicines_intake({ day: "yesterday" })}`);
  await dom.type("#calcium_mg", "10001");
  await dom.send("form.section");
  await dom.says("10,000");
  await dom.type("#calcium_mg", "950,5");
  await dom.type("#vitamin_d_iu", "800");
  await dom.send("form.section");
  await dom.says(m.medicines_intake_said({ value: "950.5" }));
  await dom.type("#calcium_mg", "1000");
  await dom.send("form.section");
  await dom.says(m.medicines_intake_said({ value: "1,000" }));
  expect(
    (await currentOfKind(db, "intake")).map(({ date, calcium_mg, vitamin_d_iu }) => [
      date,
      calcium_mg,
      vitamin_d_iu,
    ]),
  ).toEqual([[day, 1000, 800]]);
});
