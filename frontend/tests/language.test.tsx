// @vitest-environment happy-dom
/** Choosing a language redraws whatever is open at once, server or not; the server hears of it as soon as it can. */
import "fake-indexeddb/auto";
import { afterEach, expect, test, vi } from "vitest";
import { App } from "~/app/app";
import { readLanguageOwed } from "~/store/account";
import { tellLanguage } from "~/ui/choose-language";
import { changeLanguage } from "~/ui/language";
import * as dom from "./dom";

afterEach(async () => {
  vi.useRealTimers();
  await dom.leave();
});

async function settings(replies: dom.Replies): Promise<string[]> {
  const asked = dom.server(replies);
  vi.stubGlobal("scrollTo", () => undefined);
  await dom.phone();
  history.replaceState(null, "", "/more/settings");
  changeLanguage("en");
  dom.show(<App />);
  await dom.says("Settings");
  await dom.says("Remind me to log at");
  return asked;
}

test.each([
  ["no connection", dom.unreachable],
  ["503", dom.status(503)],
])("everything that is open speaks the other language at once (%s)", async (_, trouble) => {
  await settings(trouble);
  expect([document.documentElement.lang, document.documentElement.dir]).toEqual(["en", ""]);
  await dom.press("Deutsch");
  // head, page, bar, badge, the name of the navigation: nothing of the old one is left
  for (const word of ["Einstellungen", "Erinnerungen", "Heute", "Verlauf", "Mehr"]) await dom.says(word);
  for (const word of [
    "Settings",
    "Reminders",
    "Today",
    "Progress",
    "More",
    "No connection",
    "asks us to wait",
  ])
    expect(dom.text()).not.toContain(word);
  expect(document.querySelector("nav")?.getAttribute("aria-label")).not.toBe("Main");
  expect(document.documentElement.lang).toBe("de");
  await dom.until(() => document.activeElement?.textContent === "Deutsch", "the focus is back");
  await dom.press("English");
  await dom.says("Settings");
  expect(dom.text()).not.toContain("Einstellungen");
  expect(document.documentElement.lang).toBe("en");
});

test("what could not be told is owed, told with the connection", async () => {
  const inVain = await settings(dom.unreachable);
  await dom.press("Deutsch");
  const who = JSON.parse(localStorage.getItem("toh.account")!).id;
  await dom.until(() => inVain.some((one) => one.startsWith("PATCH")));
  await dom.settled();
  expect(readLanguageOwed(who)).toBe("de");
  const asked = dom.server((path) => (path.endsWith("/me") ? Response.json({}) : undefined));
  dispatchEvent(new Event("online"));
  await dom.until(() => readLanguageOwed(who) === null);
  expect(asked.filter((one) => one.startsWith("PATCH"))).toEqual(['PATCH /api/v1/me {"language":"de"}']);
  // once
  dispatchEvent(new Event("online"));
  await dom.settled();
  expect(asked.filter((one) => one.startsWith("PATCH"))).toHaveLength(1);
});

test("of two choices without the server only the last is told", async () => {
  const inVain = await settings(dom.unreachable);
  await dom.press("Deutsch");
  await dom.says("Einstellungen");
  await dom.press("English");
  await dom.until(() => inVain.filter((one) => one.startsWith("PATCH")).length === 2);
  await dom.settled();
  const asked = dom.server((path) => (path.endsWith("/me") ? Response.json({}) : undefined));
  dispatchEvent(new Event("online"));
  await dom.until(() => asked.some((one) => one.startsWith("PATCH")));
  await dom.settled();
  expect(asked.filter((one) => one.startsWith("PATCH"))).toEqual(['PATCH /api/v1/me {"language":"en"}']);
});

test("an answer that comes late does not settle a later choice", async () => {
  const answers: ((response: Response) => void)[] = [];
  await settings((_, method) =>
    method === "PATCH" ? new Promise<Response>((done) => answers.push(done)) : dom.unreachable(),
  );
  await dom.press("Deutsch");
  await dom.until(() => answers.length === 1);
  await dom.press("English");
  await dom.until(() => answers.length === 2);
  answers[0]!(Response.json({}));
  await dom.settled();
  const who = JSON.parse(localStorage.getItem("toh.account")!).id;
  expect(readLanguageOwed(who)).toBe("en");
});

test("a server that asks for patience is asked again after a minute", async () => {
  const who = dom.account().id;
  localStorage.setItem(`toh.language.owed.${who}`, "de");
  dom.server(dom.status(503));
  vi.useFakeTimers();
  await tellLanguage(who, "de");
  expect(readLanguageOwed(who)).toBe("de");
  dom.server((path) => (path.endsWith("/me") ? Response.json({}) : undefined));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(readLanguageOwed(who)).toBeNull();
});
