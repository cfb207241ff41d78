// @vitest-environment happy-dom
/** Daily life: asked on the phone, decided at the desk, read on the phone; what came since a decision is said. */
import "fake-indexeddb/auto";
import { afterEach, expect, test } from "vitest";
import { changedSince, lifeOf } from "~/domain/daily-life";
import { addDays, today } from "~/domain/days";
import type { AnyRecord, Finding, LoadTerms } from "~/domain/records";
import { DailyLife } from "~/features/daily-life/daily-life";
import { LifeForm } from "~/features/desk/life-form";
import * as m from "~/paraglide/messages";
import { currentOfKind } from "~/store/current-rows";
import type { NewEntry } from "~/store/entries";
import * as dom from "./dom";

afterEach(dom.leave);

const row = (date: string, doing: string, more = {}) =>
  ({
    id: `${date}${doing}${JSON.stringify(more)}`,
    kind: "daily_life",
    date,
    doing,
    ...more,
  }) as unknown as AnyRecord;

test("a decision answers what was asked before it, and a later question stands beside it", () => {
  const [drive] = lifeOf([row("2026-01-01", "drive"), row("2026-01-02", "drive", { answer: "not_yet" })]);
  expect([drive!.decision?.answer, drive!.question]).toEqual(["not_yet", null]);
  const [again] = lifeOf([row("2026-01-02", "drive", { answer: "not_yet" }), row("2026-01-03", "drive")]);
  expect([again!.decision?.answer, again!.question?.date]).toEqual(["not_yet", "2026-01-03"]);
});

test("an urgent finding or a load that ended by itself speaks against an older decision, not against a newer one", () => {
  const finding = { state: "open", urgency: "soon", side: "left", opened_on: "2026-02-01" } as Finding;
  const terms = { left: [{ until: "2026-02-01", end: "pain-returned" }], right: [] } as unknown as LoadTerms;
  const replaced = { left: [{ until: "2026-02-01", end: "replaced" }], right: [] } as unknown as LoadTerms;
  const on = (date: string) => row(date, "drive", { answer: "yes" });
  expect(changedSince(on("2026-01-01"), [finding], undefined)).toBe(true);
  expect(changedSince(on("2026-02-02"), [finding], undefined)).toBe(false);
  expect(changedSince(on("2026-01-01"), [{ ...finding, urgency: "routine" }], undefined)).toBe(false);
  expect(changedSince(on("2026-01-01"), [], terms)).toBe(true);
  expect(changedSince(on("2026-01-01"), [], replaced)).toBe(false);
});

test("asked without a connection, taken back, and asked again; nothing is promised meanwhile", async () => {
  dom.server(dom.unreachable);
  const db = await dom.phone();
  dom.at("/more/daily-life", "/more/daily-life", DailyLife);
  const ask = async () => {
    (await dom.field(`[aria-label="${m.life_ask_about({ what: m.doing_drive() })}"]`)).click();
    await dom.says(m.life_until_then());
    await dom.send("dialog form");
  };
  await ask();
  await dom.press(m.life_take_back());
  await dom.until(
    async () => (await currentOfKind(db, "daily_life")).length === 0,
    "the question taken back",
  );
  await ask();
  await dom.until(() => dom.text().includes(m.life_take_back()), "the question");
  const [kept] = await currentOfKind(db, "daily_life");
  expect([kept!.doing, kept!.answer, kept!.from_on]).toEqual(["drive", undefined, undefined]);
});

test("a day that has not come is said as only from then; who decided stands beside it", async () => {
  const db = await dom.phone();
  const from_on = addDays(today(), 10);
  await dom.entry(db, {
    kind: "daily_life",
    doing: "cycle",
    answer: "yes",
    from_on,
    for_patient: "Flat ways",
  });
  dom.at("/more/daily-life", "/more/daily-life", DailyLife);
  await dom.says("Flat ways");
  expect(dom.text()).toMatch(/only from/);
  expect(dom.text()).not.toMatch(/week/i);
});

test("the desk opens with what waits and proposes no date", async () => {
  const sent: NewEntry[] = [];
  const records = [row("2026-01-01", "run", { question: "5 km?" })];
  dom.show(<LifeForm records={records} onSave={async (entries) => void sent.push(...entries)} />);
  await dom.says("5 km?");
  expect(((await dom.field("#life-from")) as HTMLInputElement).value).toBe("");
  await dom.send("form");
  expect(sent).toEqual([{ kind: "daily_life", date: today(), doing: "run", answer: "yes" }]);
});
