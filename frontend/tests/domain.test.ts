import { describe, expect, test } from "vitest";
import { aboveEachOn, courseOf, highestOn, type LoadSpan, loadOn } from "~/domain/course";
import { standing } from "~/domain/current";
import { addDays, dayOf, dayRange, daysBetween, isDay, sameClock, weekday } from "~/domain/days";
import { dexaSeries } from "~/domain/dexa";
import { uuid7 } from "~/domain/ids";
import { aboveDecision, fillOf, nextStep, skipsStep } from "~/domain/load";
import { isHipArea, painByDay } from "~/domain/pain";
import type { AnyRecord, DexaRecord, PainRecord } from "~/domain/records";
import { redFlags } from "~/domain/redflags";

describe("days", () => {
  test("an instant just after midnight belongs to the person's own new day", () => {
    expect(dayOf("2026-11-20T23:30:00Z", "Europe/Berlin")).toBe("2026-11-21");
    expect(dayOf("2026-11-20T23:30:00Z", "America/New_York")).toBe("2026-11-20");
    expect(dayOf("2026-11-20T23:30:00Z", "Pacific/Kiritimati")).toBe("2026-11-21");
  });
  test("changes of the clock neither lose nor double a day", () => {
    expect(addDays("2026-03-28", 1)).toBe("2026-03-29");
    expect(addDays("2026-03-29", 1)).toBe("2026-03-30");
    expect(dayRange("2026-10-24", "2026-10-27")).toEqual([
      "2026-10-24",
      "2026-10-25",
      "2026-10-26",
      "2026-10-27",
    ]);
    expect(daysBetween("2026-03-28", "2026-03-30")).toBe(2);
    expect(dayOf("2026-03-29T00:59:00Z", "Europe/Berlin")).toBe("2026-03-29");
    expect(dayOf("2026-10-25T00:59:00Z", "Europe/Berlin")).toBe("2026-10-25");
  });
  test("two zones are the same clock when they show the same time at that moment", () => {
    expect(sameClock("Europe/Lisbon", "Europe/London")).toBe(true);
    expect(sameClock("Europe/Lisbon", "Asia/Tokyo")).toBe(false);
    // Phoenix keeps winter time all year, Denver does not
    expect(sameClock("America/Denver", "America/Phoenix", Date.parse("2026-01-10T12:00:00Z"))).toBe(true);
    expect(sameClock("America/Denver", "America/Phoenix", Date.parse("2026-07-10T12:00:00Z"))).toBe(false);
    expect(sameClock("Europe/Lisbon", "Nowhere/At_all")).toBe(true);
  });
  test("leap days, weekdays, and what is a day at all", () => {
    expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
    expect(weekday("2026-11-21")).toBe("sat");
    expect(isDay("2026-02-30")).toBe(false);
    expect(isDay("2026-2-3")).toBe(false);
  });
});

test("ids are version 7, rise with every call, and keep rising when the clock goes back", () => {
  const ids = Array.from({ length: 5_000 }, () => uuid7(1_700_000_000_000));
  ids.push(uuid7(1_600_000_000_000));
  expect(new Set(ids).size).toBe(ids.length);
  expect([...ids].sort()).toEqual(ids);
  expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

describe("load", () => {
  test("steps go one at a time; leaving one out upwards asks for a reason", () => {
    expect(nextStep("NWB")).toBe("TTWB");
    expect(nextStep("FWB")).toBeNull();
    expect(skipsStep("NWB", "PWB")).toBe(true);
    expect(skipsStep("TTWB", "PWB")).toBe(false);
    expect(skipsStep("FWB", "NWB")).toBe(false);
    expect(skipsStep(null, "FWB")).toBe(false);
  });
  test("above the decision: a higher step, or more percent within PWB; UNABLE never", () => {
    const decision = { status: "PWB" as const, percent: 20 };
    expect(aboveDecision({ status: "WBAT" }, decision)).toBe(true);
    expect(aboveDecision({ status: "PWB", percent: 21 }, decision)).toBe(true);
    expect(aboveDecision({ status: "PWB", percent: 20 }, decision)).toBe(false);
    expect(aboveDecision({ status: "UNABLE" }, decision)).toBe(false);
    expect(aboveDecision({ status: "FWB" }, null)).toBe(false);
  });
  test("the drawing fills from empty to full and never shows full for less", () => {
    const fills = [
      fillOf({ status: "NWB" }),
      fillOf({ status: "TTWB" }),
      fillOf({ status: "PWB", percent: 50 }),
      fillOf({ status: "WBAT" }),
      fillOf({ status: "FWB" }),
    ];
    expect([...fills].sort((a, b) => a - b)).toEqual(fills);
    expect(fillOf({ status: "PWB", share: 99 })).toBeLessThan(1);
    expect(fillOf(null)).toBe(0);
  });
});

describe("which rows stand", () => {
  const row = (id: string, supersedes: string | null = null, kind = "pain") => ({ id, kind, supersedes });
  test("of rival corrections the highest id, in any order of arrival", () => {
    const rows = [row("1"), row("2", "1"), row("3", "1")];
    expect(standing(rows).map((one) => one.id)).toEqual(["3"]);
    expect(standing([...rows].reverse()).map((one) => one.id)).toEqual(["3"]);
  });
  test("a deletion leaves nothing standing", () => {
    expect(standing([row("1"), row("2", "1", "deletion")])).toEqual([]);
  });
  test("a correction stands against another's deletion, whichever id is higher", () => {
    const rows = [row("1"), row("2", "1"), row("3", "1", "deletion")];
    expect(standing(rows).map((one) => one.id)).toEqual(["2"]);
  });
  test("a chain of corrections has one end, even when its beginning is unknown", () => {
    expect(standing([row("3", "2"), row("4", "3"), row("5", "2")]).map((one) => one.id)).toEqual(["5"]);
    expect(standing([row("2", "1"), row("1", "2")])).toEqual([]);
  });
});

const painRow = (date: string, intensity: number | null, more: Partial<PainRecord> = {}) =>
  ({
    id: `${date}-${intensity}`,
    kind: "pain",
    date,
    site: "hip",
    side: "left",
    intensity,
    ...more,
  }) as PainRecord;

describe("pain", () => {
  test("back pain that spreads to the groin counts as hip area", () => {
    expect(isHipArea({ site: "low_back", radiates_to: ["groin"] })).toBe(true);
    expect(isHipArea({ site: "low_back", radiates_to: ["knee"] })).toBe(false);
    expect(isHipArea({ site: "knee" })).toBe(false);
  });
  test("a day's value is its highest; a day without a number has none", () => {
    const days = painByDay(
      [painRow("2026-01-01", 2), painRow("2026-01-01", 5), painRow("2026-01-02", null)],
      "left",
    );
    expect(days).toEqual([
      { day: "2026-01-01", value: 5 },
      { day: "2026-01-02", value: null },
    ]);
  });
  test("worse by numbers: 2 points of the median, three days on each side, as long as the three lie within 7 days", () => {
    const loaded = (day: string, value: number) => painRow(day, value, { circumstance: "walking" });
    const before = ["2026-01-01", "2026-01-02", "2026-01-03"].map((day) => painRow(day, 3));
    const after = (value: number) =>
      ["2026-01-05", "2026-01-06", "2026-01-07"].map((day) => loaded(day, value));
    const flags = (rows: PainRecord[], today: string) =>
      redFlags(rows as unknown as AnyRecord[], today).map((flag) => flag.finding);
    expect(flags([...before, ...after(5)], "2026-01-07")).toEqual(["loading-despite-worsening-pain"]);
    expect(flags([...before, ...after(4)], "2026-01-07")).toEqual([]);
    expect(flags([...before.slice(1), ...after(5)], "2026-01-07")).toEqual([]);
    expect(flags([...before, ...after(5)], "2026-01-11")).toEqual(["loading-despite-worsening-pain"]);
    expect(flags([...before, ...after(5)], "2026-01-12")).toEqual([]);
  });
});

test("the course lays prescriptions end to end and gathers a day's entries", () => {
  const rows = [
    { id: "1", kind: "prescription", date: "2026-01-01", side: "both", status: "NWB" },
    { id: "2", kind: "prescription", date: "2026-01-20", side: "left", status: "TTWB" },
    painRow("2026-01-05", 3, { id: "3" }),
    painRow("2026-01-05", 6, { id: "4" }),
  ] as unknown as AnyRecord[];
  // which one is in force is the server's answer; a sheet without it draws no load at all
  expect(courseOf(rows, "2026-02-01").load).toEqual({ left: [], right: [] });
  const term = (record: string, from: string, until: string | null, end = "") => ({
    record,
    from,
    until,
    end,
  });
  const terms = {
    left: [term("1", "2026-01-01", "2026-01-20", "replaced"), term("2", "2026-01-20", null)],
    right: [term("1", "2026-01-01", "2026-01-10", "pain-returned")],
  };
  const course = courseOf(rows, "2026-02-01", null, terms);
  expect(loadOn(course.load.left, "2026-01-20")?.status).toBe("TTWB");
  expect(loadOn(course.load.left, "2026-01-19")?.status).toBe("NWB");
  expect(loadOn(course.load.right, "2026-01-09")?.status).toBe("NWB");
  expect(loadOn(course.load.right, "2026-01-10")).toBeUndefined();
  expect(highestOn(course.load.left, "2026-01-20")?.status).toBe("TTWB");
  expect(course.load.right[0]).toMatchObject({ ended: true, open: false });
  expect(course.load.left.map(({ from, to, status }) => [from, to, status])).toEqual([
    ["2026-01-01", "2026-01-20", "NWB"],
    ["2026-01-20", "2026-02-01", "TTWB"],
  ]);
  expect(course.load.right).toHaveLength(1);
  expect(course.pain.left).toEqual([{ day: "2026-01-05", value: 6, ids: ["3", "4"] }]);
});

test("a report is above the decisions of its day only where it is above each of them", () => {
  const span = (from: string, to: string, more: Partial<LoadSpan>) =>
    ({ from, to, status: "PWB", percent: null, kg: null, share: null, ...more }) as LoadSpan;
  const spans = [
    span("2026-01-01", "2026-01-20", { kg: 20 }),
    span("2026-01-20", "2026-02-01", { percent: 30 }),
  ];
  const report = (day: string) => ({ id: "r", day, status: "PWB" as const, percent: null, kg: 25 });
  expect(aboveEachOn(spans, report("2026-01-19"))).toBe(true);
  // what 30 % weighs is not known: it may be more than was reported
  expect(aboveEachOn(spans, report("2026-01-20"))).toBe(false);
  expect(aboveEachOn(spans, { ...report("2026-01-20"), status: "WBAT" })).toBe(true);
  expect(aboveEachOn([], report("2026-01-20"))).toBe(false);
});

test("bone density: the change is shown, and machines that differ are not compared", () => {
  const scan = (id: string, date: string, bmd: number, device: string) =>
    ({ id, kind: "dexa", date, site: "total_hip", side: "left", bmd, device }) as DexaRecord;
  const same = dexaSeries([scan("1", "2026-01-01", 0.7, "A"), scan("2", "2026-08-01", 0.77, "A")])[0]!;
  expect(same.change).toMatchObject({ comparable: true });
  expect(same.change!.bmd).toBeCloseTo(0.07);
  expect(same.change!.percent).toBeCloseTo(10);
  const other = dexaSeries([scan("1", "2026-01-01", 0.7, "A"), scan("2", "2026-08-01", 0.77, "B")])[0]!;
  expect(other.change!.comparable).toBe(false);
});

test.each([
  ["within, as it is printed", 0.728, { total_hip: 0.01 }, "A", false],
  ["beyond", 0.729, { total_hip: 0.01 }, "A", true],
  ["less by more than that", 0.671, { total_hip: 0.01 }, "A", true],
  ["without the clinic's own precision", 0.8, {}, "A", null],
  ["with another site's precision only", 0.8, { lumbar_spine: 0.01 }, "A", null],
  ["with nobody having named the machine", 0.8, { total_hip: 0.01 }, undefined, null],
])("bone density %s: a verdict only where one can be had", (_, bmd, precision, device, verdict) => {
  const scan = (id: string, date: string, value: number) =>
    ({ id, kind: "dexa", date, site: "total_hip", side: "left", bmd: value, device }) as DexaRecord;
  const [series] = dexaSeries([scan("1", "2026-01-01", 0.7), scan("2", "2026-08-01", bmd)], precision);
  expect(series!.change!.significant).toBe(verdict);
});
