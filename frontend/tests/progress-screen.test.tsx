// @vitest-environment happy-dom
/** Progress begins with an answer, in both languages, and never with more than the entries say. */
import "fake-indexeddb/auto";
import { afterEach, expect, test, vi } from "vitest";
import { addDays, today } from "~/domain/days";
import { placesToAsk } from "~/domain/gaps";
import { Progress } from "~/features/progress/progress";
import { Summary } from "~/features/progress/summary";
import { whenReady } from "~/sync/client";
import { changeLanguage } from "~/ui/language";
import { progressSentence } from "~/ui/progress-words";
import * as dom from "./dom";

afterEach(dom.leave);
// a page without a layout has no width, and without one no chart is drawn
const drawn = [() => undefined, 360];
vi.mock("~/ui/course/use-width", () => ({ useWidth: () => drawn }));

/** One entry a day, the last of them today. */
async function logged(letters: string, side = "left"): Promise<void> {
  const db = await dom.phone();
  for (const [index, letter] of [...letters].entries()) {
    if (letter === "-") continue;
    const date = addDays(today(), index - letters.length + 1);
    await dom.entry(db, { kind: "pain", site: "hip", side, intensity: Number(letter), date });
  }
}

test.each([
  [
    "5".repeat(14) + "3".repeat(15),
    "Your left hip hurts less than four weeks ago: 3 in the middle of the last 7 days, 5 then (28 of 28 days).",
  ],
  [
    "3".repeat(14) + "5".repeat(15),
    "Your left hip hurts more than four weeks ago: 5 in the middle of the last 7 days, 3 then (28 of 28 days).",
  ],
  [
    "4".repeat(29),
    "Your left hip: no clear change in four weeks. 4 in the middle of the last 7 days, 4 then (28 of 28 days). Less than 2 apart does not count",
  ],
  ["8".repeat(7) + "2".repeat(19) + "555", "but the newest entries say worse"],
  [
    "444",
    "Your left hip: too few days to say. 2 of the last 28 days have a number; 23 more days of entries are needed.",
  ],
])("%s", async (letters, words) => {
  await logged(letters);
  dom.show(<Progress />);
  await dom.says(words);
  expect(document.querySelector("main, section, div")!.innerHTML).not.toMatch(/safe|cleared|healed/i);
});

test("in German, and at the desk without the owner's word", async () => {
  await logged("5".repeat(14) + "3".repeat(15));
  changeLanguage("de");
  dom.show(<Progress />);
  await dom.says(
    "Ihre linke Hüfte schmerzt weniger als vor vier Wochen: 3 in der Mitte der letzten 7 Tage, damals 5 (28 von 28 Tagen).",
  );
  const one = {
    place: "knee:right",
    first: "",
    last: "",
    logged: 28,
    now: 1.5,
    before: 4,
    least: 2.07,
    missing: 0,
    lately_worse: false,
  };
  expect(progressSentence({ ...one, verdict: "better" }, false)).toBe(
    "Knie rechts schmerzt weniger als vor vier Wochen: 1,5 in der Mitte der letzten 7 Tage, damals 4 (28 von 28 Tagen).",
  );
  expect(progressSentence({ ...one, now: 3, verdict: "no_clear_change" }, false)).toContain(
    "Weniger als 2,1",
  );
});

test("half a year is drawn as days and weeks, without a line from day to day", async () => {
  await logged("5".repeat(40) + "-".repeat(10) + "3".repeat(40));
  dom.show(<Progress />);
  await dom.until(() => document.querySelectorAll(".pain-line-left").length > 0, "lines");
  expect(document.querySelectorAll(".pain-day").length).toBe(0);
  await dom.press("6 months");
  await dom.until(() => document.querySelector(".pain-day-left"), "days");
  expect(document.querySelectorAll(".pain-line-left").length).toBe(0);
  const path = document.querySelector(".week-left .week-middle")!.getAttribute("d")!;
  expect(path.match(/M/g)).toHaveLength(12);
  await dom.says("No entries");
});

test("a day that is touched shows everything of it, and the way to the log", async () => {
  await logged("5".repeat(30));
  const { db } = await whenReady();
  await dom.entry(db, { kind: "fall", outcome: "near_fall", side: "left", date: today() });
  await dom.entry(db, { kind: "exercise", category: "aquatic", minutes: 20, date: today() });
  dom.show(<Progress />);
  const chart = await dom.until(() => document.querySelector(".course-chart svg"), "the chart");
  chart.dispatchEvent(new PointerEvent("pointerdown", { clientX: 5000, bubbles: true }));
  await dom.until(() => document.querySelector(`.day-all a[href="/log/${today()}"]`), "the day");
  const said = document.querySelector(".day-all")!.textContent!;
  expect(said).toContain("20");
  expect(said).toContain("Near-fall");
  expect(said).toContain("5");
});

test("places are switched off, in the chart and in its table", async () => {
  await logged("5".repeat(30));
  const { db } = await whenReady();
  await dom.entry(db, { kind: "pain", site: "knee", side: "right", intensity: 7, date: today() });
  dom.show(<Progress />);
  await dom.until(() => document.querySelector(".pain-other"), "the knee");
  const fold = [...document.querySelectorAll("details")].find((one) =>
    one.textContent!.includes("As a table"),
  )!;
  fold.open = true;
  fold.dispatchEvent(new Event("toggle"));
  await dom.until(() => document.querySelector("th"), "the table");
  expect([...document.querySelectorAll("th")].map((one) => one.textContent)).toContain("Right knee");
  await dom.press("Right knee");
  await dom.until(() => !document.querySelector(".pain-other"), "no knee");
  expect([...document.querySelectorAll("th")].map((one) => one.textContent)).not.toContain("Right knee");
  await dom.press("Left hip");
  await dom.until(() => !document.querySelector(".pain-dot-left"), "no hip");
});

test("the five criteria say since when or how much is missing, and the rules have the last word", async () => {
  await logged("1".repeat(30));
  const { db } = await whenReady();
  const signed = addDays(today(), -12);
  const row = await dom.entry(db, {
    kind: "prescription",
    side: "left",
    status: "PWB",
    percent: 30,
    date: signed,
  });
  const load_terms = { left: [{ record: row.id, from: signed, until: null, end: "" }], right: [] };
  await db.meta.put({ key: "profile", value: { ...dom.PROFILE, load_terms } });
  dom.show(<Progress />);
  await dom.says("2 days short");
  await dom.says("Met since");
  await dom.says("Do not change the load yourself.");
  expect(document.querySelectorAll(".review-met")).toHaveLength(4);
});

test("all five met on the phone is not yet the rules' own word", async () => {
  await logged("1".repeat(30));
  const { db } = await whenReady();
  const signed = addDays(today(), -20);
  const row = await dom.entry(db, {
    kind: "prescription",
    side: "left",
    status: "PWB",
    percent: 30,
    date: signed,
  });
  const load_terms = { left: [{ record: row.id, from: signed, until: null, end: "" }], right: [] };
  await db.meta.put({ key: "profile", value: { ...dom.PROFILE, load_terms } });
  dom.show(<Progress />);
  await dom.says("Not settled yet");
  const ready = {
    id: "f",
    finding: "ready-for-load-review",
    urgency: "routine",
    audience: ["patient"],
    side: "left",
  };
  const more = {
    state: "open",
    opened_on: today(),
    evidence: [],
    sources: [],
    text: { seen: "", do: "", why: "" },
  };
  await db.findings.put({ ...ready, ...more } as never);
  await dom.until(() => document.querySelectorAll(".review-met").length === 5, "five");
  expect(dom.text()).not.toContain("Not settled yet");
});

test("a month says how many days are logged, opens a day, and leads to those without an entry", async () => {
  await logged("555-5");
  dom.show(<Progress />);
  await dom.until(() => document.querySelector(".month"), "the month");
  const gap = addDays(today(), -1);
  const inMonth = gap.slice(0, 7) === today().slice(0, 7);
  const cell = [...document.querySelectorAll<HTMLElement>(".month-day")].find((one) =>
    one.getAttribute("aria-label")!.includes("pain 5"),
  )!;
  cell.click();
  await dom.until(() => document.querySelector(".month ~ .month-open .day-all"), "the day");
  if (!inMonth) await dom.press("Month before");
  await dom.press("1 day without an entry");
  await dom.until(() => document.querySelector(`.sheet a[href="/log/${gap}"]`), "the gap");
});

test("days without an entry are filled one after another in one sheet, each with a number", async () => {
  await logged("45--5--5");
  const { db } = await whenReady();
  dom.show(<Progress />);
  await dom.until(() => document.querySelector(".month"), "the month");
  const gaps = [-5, -4, -2, -1].map((days) => addDays(today(), days));
  const open = () => document.querySelector<HTMLElement>('.sheet [aria-expanded="true"]');
  const choose = (number: number) =>
    dom.until(
      () => document.querySelector<HTMLElement>(`.sheet .numbers input[value="${number}"]`),
      "numbers",
    );
  // the month in which the gaps lie may be the one before
  const months = [...new Set(gaps.map((gap) => gap.slice(0, 7)))].reverse();
  for (const month of months) {
    if (month !== today().slice(0, 7)) await dom.press("Month before");
    const inIt = gaps.filter((gap) => gap.startsWith(month));
    await dom.press(`${inIt.length} ${inIt.length === 1 ? "day" : "days"} without an entry`);
    for (const [index, gap] of inIt.entries()) {
      await dom.until(() => open()?.nextElementSibling?.innerHTML.includes(`/log/${gap}`), gap);
      (await choose(index + 1)).click();
      await dom.until(() => !open()?.nextElementSibling?.innerHTML.includes(`/log/${gap}`), "the next day");
    }
    await dom.until(() => open() === null, "no day is left");
    expect(document.querySelector(".sheet .kept-line")).not.toBeNull();
    await dom.press("Close");
  }
  const rows = (await db.records.toArray()).filter((row) => gaps.includes(row.date));
  expect(rows.map((row) => [row.kind, row.site, row.side])).toEqual(gaps.map(() => ["pain", "hip", "left"]));
});

test("a day is asked at the places of the nearest day before it, the strongest first", () => {
  const pain = (date: string, site: string, intensity: number | null) =>
    ({ kind: "pain", date, site, side: "left", intensity }) as never;
  const rows = [
    pain("2026-03-01", "knee", 9),
    pain("2026-03-03", "knee", 2),
    pain("2026-03-03", "hip", 6),
    pain("2026-03-04", "foot", null),
    pain("2026-03-08", "groin", 3),
  ];
  const asked = (day: string) => placesToAsk(rows, day).map(({ site, before }) => [site, before?.intensity]);
  expect(asked("2026-03-05")).toEqual([
    ["hip", 6],
    ["knee", 2],
  ]);
  expect(asked("2026-02-01")).toEqual([["knee", undefined]]);
  expect(placesToAsk([], "2026-03-05")).toEqual([]);
});

test("the chart says in sentences what it draws, and its table the weeks of each place", async () => {
  await logged("4".repeat(20) + "2".repeat(10));
  const { db } = await whenReady();
  const signed = await dom.entry(db, {
    kind: "prescription",
    side: "left",
    status: "PWB",
    limit_kg: 20,
    date: addDays(today(), -9),
  });
  const load_terms = { left: [{ record: signed.id, from: signed.date, until: null, end: "" }], right: [] };
  await db.meta.put({ key: "profile", value: { ...dom.PROFILE, load_terms } });
  await dom.entry(db, { kind: "scale_practice", side: "left", readings_kg: [18, 26], date: today() });
  dom.show(<Progress />);
  const chart = await dom.until(() => document.querySelector(".course-chart svg"), "the chart");
  const said = () => document.getElementById(chart.getAttribute("aria-describedby")!)!.textContent!;
  await dom.until(() => said().includes("30 days with a number"), "the words");
  expect(said()).toMatch(/Left hip: 30 days with a number, between 2 and 4; the last, on [^,]+, 2\./);
  expect(said()).toContain("Practice on the scale on 1 day.");
  expect(document.querySelectorAll(".course-chart .practice-dot")).toHaveLength(2);
  expect(document.querySelectorAll(".course-chart .practice-dot-over")).toHaveLength(1);
  const fold = [...document.querySelectorAll("details")].find((one) =>
    one.textContent!.includes("As a table"),
  )!;
  fold.open = true;
  fold.dispatchEvent(new Event("toggle"));
  const caption = await dom.until(() => fold.querySelector("caption"), "the weeks");
  expect(caption.textContent).toContain("Left hip");
  expect(fold.querySelectorAll("table")[0]!.querySelectorAll("tbody tr").length).toBeGreaterThanOrEqual(3);
});

test("motion is a track of the same axis, a line for each leg", async () => {
  await logged("4".repeat(30));
  const { db } = await whenReady();
  const examined = (back: number, side: string, degrees: number) =>
    dom.entry(db, {
      kind: "examination",
      side,
      movement: "internal_rotation",
      degrees,
      mode: "passive",
      date: addDays(today(), -back),
    });
  await examined(20, "left", 10);
  await examined(2, "left", 25);
  await examined(2, "both", 30);
  dom.show(<Progress />);
  const chart = await dom.until(() => document.querySelector(".course-chart svg"), "the chart");
  await dom.until(() => chart.textContent!.includes("degrees"), "the track");
  expect(chart.querySelectorAll(".bone-line.pain-line-left")).toHaveLength(1);
  expect(chart.querySelectorAll(".bone-line.pain-line-right")).toHaveLength(1);
  expect(document.querySelector(".course-chart p")!.textContent).toContain("Motion was examined on 2 days.");
});

test("from the day that is open a swipe or a button leads to the week before", async () => {
  await logged("5".repeat(30));
  dom.show(<Progress />);
  await dom.until(() => document.querySelector(".month"), "the month");
  [...document.querySelectorAll<HTMLElement>(".month-day:not(:disabled)")].at(-1)!.click();
  const day = () => document.querySelector(".month-open .day-all a")?.getAttribute("href");
  await dom.until(() => day() === `/log/${today()}`, "today");
  await dom.press("The same day, a week earlier");
  await dom.until(() => day() === `/log/${addDays(today(), -7)}`, "a week earlier");
  const finger = (type: string, clientX: number) =>
    document
      .querySelector(".month-open")!
      .dispatchEvent(new PointerEvent(type, { clientX, pointerType: "touch", bubbles: true }));
  finger("pointerdown", 50);
  finger("pointerup", 150);
  await dom.until(() => day() === `/log/${addDays(today(), -14)}`, "two weeks earlier");
  finger("pointerdown", 150);
  finger("pointercancel", 40);
  finger("pointerup", 50);
  expect(day()).toBe(`/log/${addDays(today(), -14)}`);
});

test("a search in Progress leads to the day", async () => {
  await logged("55555");
  const { db } = await whenReady();
  const date = addDays(today(), -2);
  await dom.entry(db, {
    kind: "pain",
    site: "knee",
    side: "right",
    intensity: 2,
    note: "on the stairs",
    date,
  });
  dom.show(<Progress />);
  await dom.type('input[type="search"]', "stairs");
  await dom.says("1 entry found");
  expect(document.querySelector(`a.month-gap[href="/log/${date}"]`)!.textContent).toContain("on the stairs");
});

test("the summary of a month says its weeks, its counts and no more than has room", async () => {
  await logged("5".repeat(60));
  const { db } = await whenReady();
  const month = addDays(today(), -32).slice(0, 7);
  for (let number = 1; number <= 9; number += 1) {
    const date = `${month}-0${number}`;
    await dom.entry(db, { kind: "fall", outcome: "near_fall", side: "left", date });
    await dom.entry(db, {
      kind: "pain",
      site: "hip",
      side: "left",
      intensity: 5,
      note: `note ${number}`,
      date,
    });
  }
  dom.at(`/month/${month}`, "/month/:month?", Summary);
  await dom.says("days logged");
  await dom.says("and 1 more in the app");
  await dom.says("and 3 more in the app");
  expect(dom.text()).toContain("note 9");
  expect(dom.text()).not.toContain("note 3");
  expect(document.querySelectorAll(".summary tbody tr").length).toBeGreaterThanOrEqual(4);
  // the month that is over says nothing of today
  expect(dom.text()).not.toContain("four weeks");
});
