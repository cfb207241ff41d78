// @vitest-environment happy-dom
/** A browser that keeps nothing (a private window, storage switched off) is told in plain words; no screen is blank. */
import "fake-indexeddb/auto";
import type { ComponentType } from "preact";
import { afterEach, describe, expect, test, vi } from "vitest";
import { Learn, LearnPage } from "~/features/learn/learn";
import { Log } from "~/features/log/log";
import { Messages } from "~/features/messages/messages";
import { More } from "~/features/more/more";
import { Consents } from "~/features/people/consents";
import { People } from "~/features/people/people";
import { Plan } from "~/features/plan/plan";
import { Seen } from "~/features/privacy/seen";
import { Progress } from "~/features/progress/progress";
import { QuestionnairePage, Questionnaires } from "~/features/questionnaires/patient";
import { Results } from "~/features/results/results";
import { Settings } from "~/features/settings/settings";
import { Today } from "~/features/today/today";
import { Tray } from "~/features/tray/tray";
import { Welcome } from "~/features/welcome/welcome";
import { lastHere, readAccount } from "~/store/account";
import { openSession } from "~/sync/client";
import { chooseLanguage } from "~/ui/choose-language";
import { locale } from "~/ui/language";
import { SyncBadge } from "~/ui/sync-badge";
import { applyTheme } from "~/ui/theme";
import * as dom from "./dom";

afterEach(dom.leave);

/** As Chromium does where the person has forbidden it: the interface is there, opening it fails. */
function deny(): void {
  vi.spyOn(indexedDB, "open").mockImplementation(() => {
    const request = { error: new DOMException("denied", "SecurityError") } as IDBOpenDBRequest;
    setTimeout(() =>
      request.onerror?.({ target: request, preventDefault() {}, stopPropagation() {} } as never),
    );
    return request;
  });
}

const WHY = "does not let the app save anything on this device";
const SCREENS: Record<string, ComponentType> = {
  Today,
  Log,
  Progress,
  Plan,
  Results,
  Messages,
  Questionnaires,
  QuestionnairePage,
  Settings,
  Tray,
  Welcome,
  People,
  Consents,
  Seen,
  "Why am I seeing this": () => <LearnPage />,
} as never;

describe("storage is denied", () => {
  test.each(Object.entries(SCREENS))("%s says so", async (name, screen) => {
    deny();
    dom.server(() => undefined);
    await openSession(dom.account());
    if (name.startsWith("Why")) dom.at("/l/why/x", "/l/:page?/:item?", screen);
    else dom.at("/x", "/x", screen);
    await dom.says(WHY);
    // and offers nothing that could only fail
    expect(document.querySelector("form")).toBeNull();
    vi.restoreAllMocks();
  });
  test("More does not say that everything is sent", async () => {
    deny();
    dom.server(() => undefined);
    await openSession(dom.account());
    dom.show(<More />);
    await dom.says("Cannot save on this device");
    expect(dom.text()).not.toContain("Everything is sent");
    vi.restoreAllMocks();
  });
  test("what needs no storage is there: when to call, another language, leaving", async () => {
    deny();
    const asked = dom.server(() => undefined);
    await openSession(dom.account());
    dom.show(
      <>
        <SyncBadge />
        <Learn />
      </>,
    );
    await dom.says("When to call today");
    await dom.says("Cannot save on this device");
    let left = false;
    dom.show(<Settings onLeave={() => (left = true)} />);
    await dom.press("Sign out");
    await dom.until(() => left);
    expect(asked.filter((one) => one.startsWith("DELETE"))).toHaveLength(1);
    vi.restoreAllMocks();
  });
});

describe("the small storage of the browser", () => {
  const forbid = () => {
    throw new DOMException("no", "QuotaExceededError");
  };
  test.each<[string, PropertyDescriptor]>([
    ["is full", { value: { getItem: () => null, setItem: forbid, removeItem: () => undefined } }],
    ["is denied", { get: forbid }],
  ])("%s: the language and the look change all the same, and nobody is turned away", (_, how) => {
    const real = Object.getOwnPropertyDescriptor(globalThis, "localStorage")!;
    Object.defineProperty(globalThis, "localStorage", { ...how, configurable: true });
    dom.server(dom.unreachable);
    expect(dom.account().name).toBe("Maria");
    chooseLanguage("de");
    applyTheme("dark");
    expect([locale(), document.documentElement.dataset.theme]).toEqual(["de", "dark"]);
    // who it is holds until the page is closed
    expect(readAccount()?.name).toBe("Maria");
    expect(lastHere()).toBe("unknown");
    applyTheme("system");
    Object.defineProperty(globalThis, "localStorage", real);
  });
});
