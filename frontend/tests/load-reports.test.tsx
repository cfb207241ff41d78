// @vitest-environment happy-dom
/** A report in kilograms or pounds, measured beside reported, and practice: in the reader's unit, and never more than is allowed. */
import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { allowedLoad } from "~/domain/allowed";
import { courseOf } from "~/domain/course";
import { emptyForm } from "~/domain/day-form";
import { addDays, today } from "~/domain/days";
import { poundsOf } from "~/domain/pounds";
import { readersUnit, readWeightsIn } from "~/domain/readers-unit";
import type {
  AnyRecord,
  BodyWeightRecord,
  Finding,
  LoadDecision,
  PrescriptionRecord,
} from "~/domain/records";
import { usualForm } from "~/domain/usual";
import { asDecided, toEntries } from "~/features/log/form";
import { Log } from "~/features/log/log";
import { Plan } from "~/features/plan/plan";
import { Practice } from "~/features/practice/practice";
import { Today } from "~/features/today/today";
import type { TohDatabase } from "~/store/db";
import { makeEntry, type NewEntry, putEntries } from "~/store/entries";
import { CursorValues } from "~/ui/course/cursor";
import { CourseTable } from "~/ui/course/table";
import { describe as inWords } from "~/ui/describe";
import { inShort } from "~/ui/in-short";
import { LoadPath } from "~/ui/load-path";
import * as dom from "./dom";

const DAY = today();
const kilograms = (kg: number): LoadDecision => ({
  status: "PWB",
  limit_kg: kg,
  kg,
  share: 28,
  aid: "two_crutches",
  weight_kg: 70.4,
  weighed_on: addDays(DAY, -5),
  body_weight_kg: 70.4,
  body_weight_on: addDays(DAY, -5),
  decided_on: addDays(DAY, -3),
  decided_at: `${addDays(DAY, -3)}T08:00:00Z`,
});
const unable = {
  id: "f1",
  finding: "cannot-bear-weight",
  side: "left",
  urgency: "now",
  audience: ["patient"],
  state: "open",
  opened_on: DAY,
  evidence: [],
  sources: [],
  text: { seen: "Seen it.", do: "Do it.", why: "Because." },
} as unknown as Finding;

let db: TohDatabase;
beforeEach(async () => {
  dom.server(dom.unreachable);
  db = await dom.phone();
});
afterEach(async () => {
  readWeightsIn("kg");
  await dom.leave();
});
const know = (left: LoadDecision | null, settings: object = {}) =>
  db.meta.put({ key: "profile", value: { ...dom.PROFILE, load: { left, right: null }, settings } });

describe("a report in kilograms", () => {
  test('"as decided" of an order in kilograms says kilograms, of one in percent what it is in kilograms', () => {
    const said = (load: LoadDecision) => asDecided({ left: load, right: null }).load.left;
    expect(said(kilograms(20))).toEqual({ status: "PWB", percent: null, kg: 20 });
    expect(said({ status: "PWB", percent: 30, kg: 21 })).toEqual({ status: "PWB", percent: null, kg: 21 });
    expect(said({ status: "PWB", percent: 30, kg: null })).toEqual({ status: "PWB", percent: 30, kg: null });
    expect(said({ status: "NWB", kg: 0 })).toEqual({ status: "NWB", percent: null, kg: null });
  });

  test("it is kept as one entry, told in one line, and offered again the day after", () => {
    const form = { ...emptyForm(), ...asDecided({ left: kilograms(20), right: null }) };
    const [row] = toEntries(form, DAY) as unknown as AnyRecord[];
    expect(row).toMatchObject({ kind: "weight_bearing", side: "left", status: "PWB", kg: 20 });
    expect(row!.percent).toBeUndefined();
    expect(inShort([row!])).toBe("Part 20 kg · Two crutches");
    const usual = { day: DAY, pains: [], loads: [row as never] };
    expect(usualForm(usual, emptyForm()).load.left).toEqual({ status: "PWB", percent: null, kg: 20 });
  });

  test("those of a toe-touch are offered and kept again, and never become those of another step", async () => {
    const row = { kind: "weight_bearing", side: "left", status: "TTWB", kg: 9 } as never;
    const form = usualForm({ day: DAY, pains: [], loads: [row] }, emptyForm());
    expect(toEntries(form, DAY)[0]).toMatchObject({ status: "TTWB", kg: 9 });
    await know(kilograms(20), { weight_unit: "kg" });
    dom.at("/log", "/log", Log);
    await dom.press("Part");
    await dom.type("#amount-left", "22");
    await dom.until(() => document.querySelector<HTMLInputElement>("#amount-left")?.value === "22");
    await dom.press("Toes only");
    await dom.send("form.log");
    await dom.until(() => dom.text().includes("Kept"));
    const [kept] = await db.records.where("kind").equals("weight_bearing").toArray();
    expect([kept!.status, kept!.kg]).toEqual(["TTWB", undefined]);
  });

  test.each([
    ["kg", "22,5", 22.5, "Part 22.5 kg"],
    ["lb", "46", 20.87, "Part 46 lb"],
  ])("typed in %s", async (unit, typed, kg, words) => {
    await know(kilograms(20), { weight_unit: unit });
    dom.at("/log", "/log", Log);
    await dom.until(() => readersUnit() === unit);
    await dom.press("Part");
    await dom.type("#amount-left", typed);
    await dom.until(() => document.querySelector<HTMLInputElement>("#amount-left")?.value === typed);
    await dom.send("form.log");
    await dom.until(() => dom.text().includes("Kept"));
    const [row] = await db.records.where("kind").equals("weight_bearing").toArray();
    expect([row!.kg, row!.percent]).toEqual([kg, undefined]);
    expect(inWords(row!)).toContain(words);
  });
});

describe("measured outranks reported", () => {
  const rows = [
    { id: "p", kind: "prescription", side: "left", date: addDays(DAY, -3), status: "PWB", limit_kg: 20 },
    { id: "r", kind: "weight_bearing", side: "left", date: DAY, status: "PWB", kg: 26 },
    {
      id: "m",
      kind: "load_measurement",
      side: "left",
      date: DAY,
      peak_kg: 19.5,
      steps: 240,
      share_above_limit: 0,
    },
  ].map((row) => ({ ...row, recorded_at: `${row.date}T08:00:00Z` })) as unknown as AnyRecord[];
  const terms = { left: [{ record: "p", from: addDays(DAY, -3), until: null, end: "" }], right: [] };
  const course = (kept: readonly AnyRecord[]) => courseOf(kept, DAY, null, terms);

  const values = (kept: readonly AnyRecord[]) => {
    dom.show(<CursorValues course={course(kept)} strips={[]} records={kept} findings={[]} day={DAY} />);
    return [...document.querySelectorAll(".cursor-pair")].map((pair) => pair.textContent);
  };

  test("it stands first, and it alone says whether it was too much", () => {
    expect(values(rows)).toEqual([
      "Left, decidedPWB 20 kg",
      "Left, measuredpeak 19.5 kg, 0 % of 240 steps above the limit",
      "Left, reportedPWB 26 kg",
    ]);
    expect(values(rows.slice(0, 2))).toContain("Left, reportedPWB 26 kg, above");
    const high = rows.map((row) => (row.id === "m" ? { ...row, peak_kg: 31 } : row));
    expect(values(high)[1]).toContain("peak 31 kg, 0 % of 240 steps above the limit, above");
  });

  test("in the table, with both words and no praise", () => {
    dom.show(<CourseTable course={course(rows)} from={addDays(DAY, -9)} to={DAY} />);
    const cells = [...document.querySelectorAll("tbody td .one-line")].map((cell) => cell.textContent);
    expect(cells.slice(0, 2)).toEqual([
      "Left, measured: peak 19.5 kg, 0 % of 240 steps above the limit",
      "Left, reported: Part 26 kg",
    ]);
    expect(dom.text()).not.toMatch(/well done|great|good job|!/i);
  });
});

describe("what a finding holds back", () => {
  test("no practice is offered, on Today or at its own address", async () => {
    await know(kilograms(20));
    await db.findings.put(unable);
    dom.show(<Today />);
    await dom.says("Decided before: 20 kg");
    expect(document.querySelector('a[href="/more/practice/left"]')).toBeNull();
    dom.at("/more/practice/left", "/more/practice/:leg", Practice);
    await dom.says("No practice for now");
    await dom.says("Decided before: 20 kg");
    expect(document.querySelector(".keypad")).toBeNull();
    expect(dom.text()).not.toContain("Up to 20 kg");
  });

  const pressed = () =>
    [...document.querySelectorAll('.step[aria-pressed="true"]')].map((one) => one.textContent);

  test("the page of a day offers what Today shows, and says why it is less", async () => {
    await know(kilograms(20));
    await db.findings.put(unable);
    dom.at("/log", "/log", Log);
    await dom.says("Decided before: 20 kg");
    expect(dom.text()).not.toContain("As decided");
    await dom.press("As Today says");
    await dom.until(() => pressed().length > 0);
    expect(pressed()).toEqual(["None"]);
    await dom.send("form.log");
    await dom.until(() => dom.text().includes("Kept"));
    const [row] = await db.records.where("kind").equals("weight_bearing").toArray();
    expect([row!.status, row!.kg, row!.aid]).toEqual(["NWB", undefined, "two_crutches"]);
  });

  test("a day before the finding opened was not held by it", async () => {
    await know(kilograms(20));
    await db.findings.put(unable);
    dom.at(`/log/${addDays(DAY, -1)}`, "/log/:day", Log);
    await dom.press("As decided");
    await dom.until(() => pressed().length > 0);
    expect(pressed()).toEqual(["Part"]);
    expect(dom.text()).not.toContain("Decided before");
  });

  test("the load of the day before is not offered again", async () => {
    const yesterday = addDays(DAY, -1);
    const said = (kind: string, more: object) => ({
      ...makeEntry({ kind, date: yesterday, side: "left", ...more } as NewEntry),
      recorded_at: `${yesterday}T08:00:00Z`,
    });
    await know(kilograms(20));
    await putEntries(db, [
      said("pain", { site: "hip", intensity: 3 }),
      said("weight_bearing", { status: "PWB", kg: 20 }),
    ] as never);
    dom.show(<Today />);
    await dom.until(() => document.querySelector(".today-usual")?.textContent?.includes("Part 20 kg"));
    await db.findings.put(unable);
    await dom.until(() => !document.querySelector(".today-usual")?.textContent?.includes("Part"));
    expect(document.querySelector(".today-usual")?.textContent).toContain("Left hip 3");
  });

  test("an earlier order is said in its kilograms of today, never above those held back", () => {
    const signed = [
      { id: "b", side: "left", status: "PWB", percent: 40, date: addDays(DAY, -3), body_weight_kg: 60 },
      { id: "a", side: "left", status: "PWB", percent: 30, date: addDays(DAY, -30), body_weight_kg: 90 },
    ].map((row) => ({ ...row, recorded_at: `${row.date}T08:00:00Z` })) as unknown as PrescriptionRecord[];
    const weights = [
      {
        id: "w",
        kind: "body_weight",
        date: addDays(DAY, -10),
        recorded_at: `${addDays(DAY, -10)}T08:00:00Z`,
        kg: 60,
      },
    ] as unknown as BodyWeightRecord[];
    const now: LoadDecision = { status: "PWB", percent: 40, kg: 24, decided_on: addDays(DAY, -3) };
    const worse = { ...unable, finding: "relapse-after-load-increase", urgency: "soon" } as Finding;
    const { load } = allowedLoad({ left: now, right: null }, [worse], signed, null, weights, DAY).left;
    expect([load?.percent, load?.kg]).toEqual([30, 18]);
  });
});

test("a step that was only signed again stands on the path once", () => {
  const span = (from: number, kg: number, aid = "two_crutches", more = {}) =>
    ({
      from: addDays(DAY, -from),
      to: addDays(DAY, 1 - from),
      status: "PWB",
      kg,
      aid,
      id: `${from}`,
      ...more,
    }) as never;
  const before = [
    span(40, 10),
    span(30, 20),
    span(20, 20),
    span(10, 20, "one_crutch"),
    span(3, 20, "two_crutches", { open: true }),
  ];
  const load = { ...kilograms(20), plan: [{ status: "WBAT" as const, aid: "cane" as const }] };
  dom.show(<LoadPath leg="left" load={load} before={before} today={DAY} unit="kg" />);
  expect([...document.querySelectorAll(".path-step p:first-child")].map((one) => one.textContent)).toEqual([
    "10 kg · Two crutches",
    "20 kg · Two crutches",
    "20 kg · One crutch",
    "20 kg · Two crutches",
    "As tolerated · Cane",
  ]);
});

describe("pounds are never above the kilograms, on any screen", () => {
  // never 12, as it is read: every weight on the screen, in kilograms
  const heaviest = () =>
    Math.max(
      ...[...dom.text().matchAll(/(\d+(?:\.\d+)?)\s(kg|lb)/g)].map(
        ([, value, unit]) => Number(value) * (unit === "lb" ? 0.45359237 : 1),
      ),
    );
  test.each([1, 7, 20, 21, 33, 59])("%i kg", async (kg) => {
    await know(kilograms(kg), { weight_unit: "lb" });
    dom.show(<Today />);
    await dom.says(`${poundsOf(kg)} lb`);
    await dom.until(() => document.querySelector('a[href="/more/practice/left"]'));
    expect(heaviest()).toBeLessThanOrEqual(kg);
    dom.at("/plan", "/plan", Plan);
    await dom.says(`${poundsOf(kg)} lb`);
    expect(heaviest()).toBeLessThanOrEqual(kg);
    dom.at("/more/practice/left", "/more/practice/:leg", Practice);
    await dom.says(`Up to ${poundsOf(kg)} lb`);
    expect(heaviest()).toBeLessThanOrEqual(kg);
  });
});
