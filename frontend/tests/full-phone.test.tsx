// @vitest-environment happy-dom
/** A phone without room says so where it was touched; nothing is half kept, and what was typed stays. */
import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { today } from "~/domain/days";
import type { AnyRecord } from "~/domain/records";
import { DayEntries } from "~/features/log/day-entries";
import { Log } from "~/features/log/log";
import { More } from "~/features/more/more";
import { QuestionnairePage } from "~/features/questionnaires/patient";
import { Results } from "~/features/results/results";
import { Settings } from "~/features/settings/settings";
import { Exercise } from "~/features/today/exercise";
import { Tray } from "~/features/tray/tray";
import type { TohDatabase } from "~/store/db";
import { makeEntry, putEntries } from "~/store/entries";
import { SyncBadge } from "~/ui/sync-badge";
import * as dom from "./dom";

const FULL = "This phone has no room left. The entry was not saved.";
let db: TohDatabase;
let before: string;
const kept = async () => JSON.stringify([await db.records.toArray(), await db.outbox.toArray()]);

beforeEach(async () => {
  dom.server(dom.unreachable);
  db = await dom.phone({ texts: true });
});
afterEach(async () => {
  expect(await kept()).toBe(before); // nothing half kept, whatever the test was about
  vi.restoreAllMocks();
  await dom.leave();
});
const full = async () => {
  before = await kept();
  dom.fillUp();
};

test("the form of a day", async () => {
  await full();
  dom.at("/log", "/log", Log);
  await dom.press("Left hip");
  await dom.choose(7);
  await dom.type("#note", "on the stairs");
  await dom.send();
  await dom.says(FULL);
  expect((await dom.number(7)).checked).toBe(true);
  expect((await dom.field("#note")).value).toBe("on the stairs");
  expect((await dom.button("Left hip")).getAttribute("aria-pressed")).toBe("true");
});

test("an entry's sheet, and taking an entry back", async () => {
  await dom.entry(db, { kind: "pain", site: "hip", side: "left", intensity: 3 });
  await full();
  dom.show(<DayEntries day={today()} />);
  await dom.press("Change");
  await dom.choose(8, "dialog");
  await dom.send("dialog form");
  await dom.says(FULL);
  expect((await dom.number(8, "dialog")).checked).toBe(true);
  await dom.press("Delete");
  await dom.says("Delete this entry?");
  await dom.press("Delete");
  await dom.says(FULL);
  expect(document.querySelector("dialog")).not.toBeNull();
});

test("a choice in the settings", async () => {
  await full();
  dom.show(<Settings onLeave={() => undefined} />);
  await dom.type("#log_reminder_at", "21:30", "change");
  await dom.says(FULL);
  expect((await dom.field("#log_reminder_at")).value).toBe("21:30");
  await dom.type("#mobile", "+351 912 345 678", "change");
  await dom.settled();
  expect((await dom.field("#mobile")).value).toBe("+351 912 345 678");
  await dom.type("#gestation", "30");
  await dom.send(".row-field");
  await dom.settled();
  expect((await dom.field("#gestation")).value).toBe("30");
  // a chip shows what is kept
  const chip = await dom.button("Tobacco");
  chip.click();
  await dom.settled();
  expect(chip.getAttribute("aria-pressed")).toBe("false");
  expect(document.querySelectorAll("[role=alert]")).toHaveLength(1);
});

test("a number that is wrong stays to be mended", async () => {
  before = await kept();
  dom.show(<Settings onLeave={() => undefined} />);
  await dom.type("#mobile", "0912", "change");
  await dom.says("number");
  await dom.settled();
  expect((await dom.field("#mobile")).value).toBe("0912");
});

test("a questionnaire", async () => {
  await dom.entry(db, {
    kind: "questionnaire",
    questionnaire: "q1",
    title: "Hip",
    every_days: 7,
    date: today(),
    form: { items: [{ id: "how", type: "text", text: "How is it?", required: true }] },
  } as never);
  await full();
  dom.at("/q/q1", "/q/:id", QuestionnairePage);
  await dom.type("textarea", "better in water");
  await dom.send();
  await dom.says(FULL);
  expect((await dom.field("textarea")).value).toBe("better in water");
  expect(Object.values({ ...sessionStorage }).join()).toContain("better in water");
});

test("a result", async () => {
  await full();
  dom.show(<Results />);
  await dom.press("Add");
  await dom.type("#result-value", "31,5");
  await dom.send("dialog form");
  await dom.says(FULL);
  expect((await dom.field("#result-value")).value).toBe("31,5");
  expect(Object.values({ ...sessionStorage }).join()).toContain("31,5"); // and outlives a reload
});

test("an exercise: the clock runs on", async () => {
  await full();
  dom.show(
    <Exercise
      row={{ id: "x", kind: "programme", category: "aquatic", date: today() } as never}
      day={today()}
      entries={[]}
    />,
  );
  await dom.press("Start");
  await dom.press("Stop and log");
  await dom.says(FULL);
  expect(document.querySelector("[role=timer]")).not.toBeNull();
});

async function refused(): Promise<AnyRecord> {
  const item = makeEntry({ kind: "pain", site: "hip", side: "left", intensity: 4 });
  await putEntries(db, [item]);
  await db.outbox.where("id").equals(item.id).modify({ state: "refused", reason: "no", field: "date" });
  await db.records.update(item.id, { sync: "refused" });
  return item;
}

test("an entry that needs mending stays as it was", async () => {
  await refused();
  await full();
  dom.show(<Tray />);
  await dom.press("Mend");
  await dom.choose(5, "dialog");
  await dom.send("dialog form");
  await dom.says(FULL);
  expect((await dom.number(5, "dialog")).checked).toBe(true);
});

test("a mended entry takes the place of the refused one in one step", async () => {
  const item = await refused();
  dom.show(<Tray />);
  await dom.press("Mend");
  await dom.choose(5, "dialog");
  await dom.send("dialog form");
  await dom.until(() => !document.querySelector("dialog"));
  const rows = await db.outbox.toArray();
  expect(rows.map((row) => [row.state, row.item.intensity])).toEqual([["queued", 5]]);
  expect(await db.records.get(item.id)).toBeUndefined();
  before = await kept();
});

test("what cannot be taken off the tray is said there", async () => {
  await refused();
  before = await kept();
  vi.spyOn(db, "transaction").mockRejectedValue(new DOMException("no room", "QuotaExceededError"));
  dom.show(<Tray />);
  await dom.press("Take off");
  await dom.says(FULL);
});

test("what the clinic wrote finds no room: the server is not blamed", async () => {
  await full();
  dom.server((path) =>
    path.includes("/sync/pull") ? dom.pulled([{ seq: 1, type: "profile", profile: {} }]) : undefined,
  );
  dom.show(
    <>
      <SyncBadge />
      <Tray />
      <More />
    </>,
  );
  await dom.says("Everything is sent");
  await dom.press("Read again");
  await dom.says("No room on this phone");
  await dom.says("nothing new can be kept on it");
  await dom.says("Nothing waits to be sent.");
  // what was refused a place here has not arrived anywhere
  expect(dom.text()).not.toMatch(/server cannot|has arrived|Everything is sent/);
});
