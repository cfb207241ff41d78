// @vitest-environment happy-dom
/** Until the phone has read the notebook once, no screen says that there is nothing. */
import "fake-indexeddb/auto";
import type { FunctionComponent } from "preact";
import { afterEach, describe, expect, test } from "vitest";
import { Learn } from "~/features/learn/learn";
import { Log } from "~/features/log/log";
import { Messages } from "~/features/messages/messages";
import { Plan } from "~/features/plan/plan";
import { Progress } from "~/features/progress/progress";
import { Questionnaires } from "~/features/questionnaires/patient";
import { Results } from "~/features/results/results";
import { Settings } from "~/features/settings/settings";
import { Today } from "~/features/today/today";
import { whenReady } from "~/sync/client";
import { SyncBadge } from "~/ui/sync-badge";
import * as dom from "./dom";

afterEach(dom.leave);

/** Each screen with what only a read notebook may say. */
const SCREENS: [string, FunctionComponent, string][] = [
  ["Today", Today, "No exercises are planned for today."],
  ["Progress", Progress, "It begins when you log"],
  ["Plan", Plan, "Nothing is decided for this leg."],
  ["Results", Results, "Nothing entered yet."],
  ["Messages", Messages, "Reminders from your plan will arrive here."],
  ["Questionnaires", Questionnaires, "Nothing is asked at the moment."],
  ["Settings", () => <Settings onLeave={() => undefined} />, "Pregnancy: no"],
];
const profile = { seq: 9, type: "profile", profile: dom.PROFILE };
const record = {
  seq: 1,
  type: "record",
  record: {
    id: "r1",
    kind: "change",
    date: "2026-01-01",
    direction: "worse",
    recorded_at: "",
    timezone: "UTC",
  },
};

/** A server that answers a pull when it is told to. */
function slow() {
  const waiting: ((answer: Response) => void)[] = [];
  dom.server((path) =>
    path.includes("/sync/pull") ? new Promise<Response>((answer) => waiting.push(answer)) : undefined,
  );
  return async (answer: Response) => (await dom.until(() => waiting.shift(), "a pull"))(answer);
}

describe.each(SCREENS)("%s", (_, Screen, empty) => {
  test("waits calmly from the first page to the last", async () => {
    const answer = slow();
    const seen = new Set<string>();
    await dom.phone({}, false);
    dom.show(
      <>
        <SyncBadge />
        <Screen />
      </>,
    );
    const watcher = new MutationObserver(() => seen.add(dom.text()));
    watcher.observe(document.body, { childList: true, subtree: true, characterData: true });
    await dom.says("Opening your notebook");
    await answer(dom.pulled([record], true, 1));
    await dom.settled();
    expect(dom.text()).toContain("Opening your notebook");
    for (const moment of seen) {
      expect(moment).not.toContain(empty);
      expect(moment).not.toContain("Sent");
    }
    await answer(dom.pulled([profile]));
    await dom.says(empty);
    await dom.says("Sent");
    expect(dom.text()).not.toContain("Opening your notebook");
    watcher.disconnect();
  });

  test.each([
    ["no connection", dom.unreachable, "No connection. Your notebook is not on this phone yet"],
    ["503", dom.status(503), "The server cannot answer now, and your notebook is not on this phone yet"],
    ["signed out", dom.status(401), "You are signed out."],
  ])("says why when the first reading fails: %s", async (kind, trouble, why) => {
    dom.server((path) => (path.includes("/sync/pull") ? trouble() : undefined));
    await dom.phone({}, false);
    dom.show(<Screen />);
    await dom.says(why);
    expect(dom.text()).not.toContain(empty);
    if (kind === "signed out") {
      expect((await dom.button("Sign in")).getAttribute("href")).toBe("/signin");
      return;
    }
    dom.server((path) => (path.includes("/sync/pull") ? dom.pulled([profile]) : undefined));
    await dom.press("Try again");
    await dom.says(empty);
  });
});

test("what the phone tries by itself does not make the page jump", async () => {
  dom.server(dom.unreachable);
  await dom.phone({}, false);
  dom.show(<Plan />);
  await dom.says("No connection. Your notebook");
  const answer = slow();
  const { engine } = await whenReady();
  const round = engine.nudge();
  await dom.until(() => engine.state.standing === "working");
  await dom.settled();
  expect(dom.text()).toContain("No connection. Your notebook");
  await answer(dom.pulled([profile]));
  await round;
  await dom.says("Nothing is decided for this leg.");
});

test("a day can be logged before, and the short pages read", async () => {
  slow();
  const db = await dom.phone({}, false);
  dom.at("/log", "/log", Log);
  await dom.press("No pain today");
  await dom.press("Left hip");
  await dom.choose(3);
  await dom.send();
  await dom.says("Saved on this phone");
  expect(await db.outbox.count()).toBe(1);
  dom.show(<Learn />);
  await dom.says("When to call today");
});

test("a phone that was set up by an earlier version counts as read", async () => {
  dom.server(dom.unreachable);
  const db = await dom.phone({}, false);
  await db.meta.put({ key: "cursor", value: 4 });
  dom.show(<Results />);
  await dom.says("Nothing entered yet.");
});
