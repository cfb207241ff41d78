// @vitest-environment happy-dom
/** The words of the Log fit the day that is shown. */
import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { addDays, today } from "~/domain/days";
import { Log } from "~/features/log/log";
import { changeLanguage } from "~/ui/language";
import * as dom from "./dom";

beforeEach(async () => {
  dom.server(dom.unreachable);
  await dom.phone();
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
