// @vitest-environment happy-dom
/** The Log speaks of the day that is shown, and loses nothing that was typed. */
import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { addDays, today } from "~/domain/days";
import { Log } from "~/features/log/log";
import type { TohDatabase } from "~/store/db";
import { changeLanguage } from "~/ui/language";
import * as dom from "./dom";

let db: TohDatabase;
beforeEach(async () => {
  dom.server(dom.unreachable);
  db = await dom.phone();
});
afterEach(dom.leave);
const day = (back: number) => dom.at(`/log/${addDays(today(), -back)}`, "/log/:day", Log);

test.each([
  ["en", /today|last week|where does it/i, "No pain on this day"],
  ["de", /heute|letzter Woche|Wo tut es/i, "An diesem Tag kein Schmerz"],
] as const)("%s: a day gone by is nowhere called today", async (language, present, none) => {
  changeLanguage(language);
  day(3);
  await dom.button(none);
  // and what is asked for names the button as it is called here
  document.querySelector<HTMLInputElement>("input[type=checkbox]")!.click();
  await dom.settled();
  await dom.send();
  await dom.says(none === "No pain on this day" ? `choose “${none}”` : `wählen Sie „${none}“`);
  expect(dom.text()).not.toMatch(present);
});

test("today is called today", async () => {
  day(0);
  await dom.button("No pain today");
  await dom.says("More about today");
  await dom.says("Where does it hurt?");
});

test("a note stays in sight when its place is taken off, and asks for another", async () => {
  day(0);
  await dom.press("Left hip");
  await dom.type("#note", "on the stairs");
  await dom.press("Left hip");
  await dom.settled();
  expect((await dom.field("#note")).value).toBe("on the stairs");
  await dom.send();
  await dom.says("Not saved yet. Mark where it hurts");
  await dom.press("Right hip");
  await dom.send();
  await dom.says("Right hip: how strong was it?");
  await dom.press("Save without a number");
  await dom.says("Saved on this phone");
  expect((await db.records.toArray()).map(({ side, note }) => [side, note])).toEqual([
    ["right", "on the stairs"],
  ]);
});
