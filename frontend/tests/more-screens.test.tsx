// @vitest-environment happy-dom
/** The screens behind "More" stand under their addresses, from one to the next and from outside. */
import { afterEach, test } from "vitest";
import { PatientApp } from "~/app/patient";
import { readAccount } from "~/store/account";
import * as dom from "./dom";

afterEach(dom.leave);

async function open(address: string): Promise<void> {
  dom.server(() => undefined);
  await dom.phone();
  history.replaceState(null, "", address);
  dom.show(
    <PatientApp account={readAccount()!} onLeave={() => undefined} onSignedIn={() => Promise.resolve()} />,
  );
}
const title = (words: string) =>
  dom.until(() => document.querySelector("h1")?.textContent === words, `the title "${words}"`);

test.each([
  ["/more", "More"],
  ["/more/about", "About"],
  ["/more/tray", "On this phone"],
  ["/more/learn/call", "When to call today"],
  ["/more/month", "Summary of the month"],
  ["/more/month/2026-02", "Summary of the month"],
  ["/more/privacy", "Privacy"],
  ["/more/settings", "Settings"],
  ["/more/consents", "What you agree to"],
  ["/more/nowhere", "More"],
])("%s", async (address, words) => {
  await open(address);
  await title(words);
});

test("from More to a screen and on to Today", async () => {
  await open("/more");
  await title("More");
  document.querySelector<HTMLElement>('a[href="/more/about"]')!.click();
  await title("About");
  document.querySelector<HTMLElement>('.page-head a[href="/more"]')!.click();
  await title("More");
  document.querySelector<HTMLElement>('nav a[href="/"]')!.click();
  await title("How much weight today");
});
