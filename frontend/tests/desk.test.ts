// @vitest-environment happy-dom
import { afterEach, describe, expect, test, vi } from "vitest";
import type { Worklist, WorklistRow } from "~/api/desk";
import { courseOf } from "~/domain/course";
import { dexaSeries } from "~/domain/dexa";
import { ended, phaseOf, plannedMinutes, programmeOn } from "~/domain/programme";
import type { AnyRecord, DexaRecord, Message } from "~/domain/records";
import { stripsOf } from "~/domain/strips";
import { stampRows } from "~/features/desk/bulk";
import { type Column, pressed, sorted } from "~/features/desk/sorting";
import type { Done, Undo } from "~/features/desk/undo";
import { changesBetween } from "~/features/desk/use-worklist";
import { apart } from "~/ui/course/bone";
import { chartSaid } from "~/ui/course/said";
import type { Scale } from "~/ui/course/scale";
import { placeLabel, shortened } from "~/ui/course/strip-labels";
import { placeStrips, stripName } from "~/ui/course/strips";
import { panned, windowAround, zoomed } from "~/ui/use-zoom";

let count = 0;
const row = (kind: string, date: string, fields: Record<string, unknown> = {}): AnyRecord => {
  count += 1;
  return { id: `r${count}`, kind, date, recorded_at: `${date}T08:00:00Z`, timezone: "UTC", ...fields };
};
const scan = (date: string, bmd: number, device?: string) =>
  row("dexa", date, { site: "total_hip", side: "left", bmd, device }) as unknown as DexaRecord;

test("a change of bone density has a verdict only with the clinic's own precision and one named machine", () => {
  const two = [scan("2026-01-01", 0.8, "Lunar A"), scan("2026-07-01", 0.86, "Lunar A")];
  expect(dexaSeries(two)[0]!.change).toMatchObject({ lsc: null, significant: null, comparable: true });
  const known = dexaSeries(two, { total_hip: 0.02 })[0]!.change!;
  expect(known.lsc).toBeCloseTo(0.0554, 6);
  expect(known.significant).toBe(true);
  expect(dexaSeries(two, { total_hip: 0.03 })[0]!.change!.significant).toBe(false);
  expect(dexaSeries(two, { lumbar_spine: 0.02 })[0]!.change!.significant).toBeNull();
  const other = [scan("2026-01-01", 0.8, "Lunar A"), scan("2026-07-01", 0.86, "Hologic B")];
  expect(dexaSeries(other, { total_hip: 0.02 })[0]!.change).toMatchObject({
    comparable: false,
    significant: null,
  });
  const unnamed = [scan("2026-01-01", 0.8), scan("2026-07-01", 0.86)];
  expect(dexaSeries(unnamed, { total_hip: 0.02 })[0]!.change!.significant).toBeNull();
});

test("tracks: each place its own, the highest of a day; aids, medicines and pregnancy from when to when", () => {
  const records = [
    row("pain", "2026-03-01", { site: "groin", side: "left", intensity: 3 }),
    row("pain", "2026-03-01", { site: "groin", side: "left", intensity: 6 }),
    row("pain", "2026-03-02", { site: "knee", side: "right" }),
    row("prescription", "2026-03-01", { side: "left", status: "NWB", aid: "two_crutches" }),
    row("prescription", "2026-03-10", { side: "left", status: "TTWB", aid: "cane" }),
    row("weight_bearing", "2026-03-11", { side: "left", status: "TTWB", aid: "two_crutches" }),
    row("weight_bearing", "2026-03-12", { side: "left", status: "TTWB", aid: "cane" }),
    row("medicine", "2026-03-03", { name: "Ibuprofen", action: "start" }),
    row("medicine", "2026-03-08", { name: "Ibuprofen", action: "stop" }),
    row("pregnancy", "2026-03-01", { gestation_week: 30 }),
    row("delivery", "2026-03-20"),
  ];
  const sent = { id: "m1", reminder: "dexa-repeat", to: "patient", text: "x", state: "read" };
  const told = [
    { ...sent, sent_at: "2026-03-05T09:00:00Z" },
    { ...sent, id: "m2", reminder: "log-today", sent_at: "2026-03-06T09:00:00Z" },
  ] as Message[];
  const [nwb, ttwb] = records.filter((one) => one.kind === "prescription");
  const strips = stripsOf(records, told, "2026-03-31", "UTC", {
    left: [
      { record: nwb!.id, from: "2026-03-01", until: "2026-03-10", end: "replaced" },
      { record: ttwb!.id, from: "2026-03-10", until: null, end: "" },
    ],
    right: [],
  });
  const of = (kind: string) => strips.filter((strip) => strip.kind === kind);
  expect(of("site").map((strip) => [strip.name, strip.side, strip.spans[0]!.level])).toEqual([
    ["groin", "left", 6],
    ["knee", "right", null],
  ]);
  expect(of("site")[0]!.spans[0]!.ids).toHaveLength(2);
  expect(of("aid")[0]!.spans.map((span) => [span.what, span.from, span.to])).toEqual([
    ["two_crutches", "2026-03-01", "2026-03-09"],
    ["cane", "2026-03-10", "2026-03-31"],
  ]);
  expect(of("aid")[0]!.dots.map((dot) => dot.day)).toEqual(["2026-03-11"]);
  expect(of("medicine")[0]!.spans).toMatchObject([{ from: "2026-03-03", to: "2026-03-08" }]);
  expect(of("pregnancy")[0]!.spans).toMatchObject([{ from: "2025-08-03", to: "2026-03-20" }]);
  expect(of("reminders")[0]!.dots).toMatchObject([{ day: "2026-03-05", full: true }]);
});

test("MRI one after the other: filled where it showed it, hollow where it did not, nothing where it says nothing", () => {
  const mri = (date: string, fields: object) =>
    row("imaging", date, { modality: "mri", site: "hip", side: "left", ...fields });
  const records = [
    mri("2026-01-05", { extent: ["head", "neck"], effusion: "yes", subchondral_line: "not_stated" }),
    mri("2026-02-16", { extent: ["head"], effusion: "no" }),
    mri("2026-03-02", {}),
    mri("2026-03-20", { side: "both", extent: [] }),
    row("imaging", "2026-03-21", { modality: "xray", site: "hip", side: "left" }),
  ];
  const strips = stripsOf(records, [], "2026-03-31", "UTC").filter((strip) => strip.kind === "mri");
  expect(
    strips.map(({ name, side, dots }) => [name, side, dots.map((dot) => [dot.day.slice(5), dot.full])]),
  ).toEqual([
    [
      "hip|head",
      "left",
      [
        ["01-05", true],
        ["02-16", true],
        ["03-20", false],
      ],
    ],
    [
      "hip|neck",
      "left",
      [
        ["01-05", true],
        ["02-16", false],
        ["03-20", false],
      ],
    ],
    [
      "hip|effusion",
      "left",
      [
        ["01-05", true],
        ["02-16", false],
      ],
    ],
  ]);
  expect(stripName(strips[0]!)).toBe("Left hip: Femoral head");
  const said = chartSaid(courseOf(records, "2026-03-31"), { from: "2026-01-01", to: "2026-03-19" }, {});
  expect(said).toContain("MRI, Left hip: 3, the last on 2 March: Not known.");
});

test("a measured load has a height by the body weight too, so that it is seen on a leg that may bear nothing", () => {
  const records = [
    row("body_weight", "2026-03-01", { kg: 80 }),
    row("load_measurement", "2026-03-02", { side: "left", peak_kg: 40 }),
    row("load_measurement", "2026-02-27", { side: "right", peak_kg: 40 }),
  ];
  const { measured } = courseOf(records, "2026-03-31");
  expect([measured.left[0]!.share, measured.right[0]!.share]).toEqual([0.5, null]);
});

test("the programme of a day: the latest of each kind, on its weekdays, while it runs", () => {
  const records = [
    row("programme", "2026-03-01", { category: "aquatic", minutes: 30, weekdays: ["mon"] }),
    row("programme", "2026-03-01", { category: "range_of_motion", minutes: 15 }),
    row("programme", "2026-03-09", { category: "range_of_motion", minutes: 20, until_on: "2026-03-15" }),
  ];
  expect(plannedMinutes(records, "2026-03-02")).toBe(45);
  expect(plannedMinutes(records, "2026-03-03")).toBe(15);
  expect(plannedMinutes(records, "2026-03-10")).toBe(20);
  expect(plannedMinutes(records, "2026-03-17")).toBeNull();
  expect(programmeOn(records, "2026-03-16").map((one) => one.category)).toEqual(["aquatic"]);
  expect(ended({ category: "aquatic", minutes: 30 }, "2026-03-16")).toEqual({
    category: "aquatic",
    minutes: 30,
    until_on: "2026-03-15",
  });
  expect(phaseOf({ strengthening: true })).toBe("released");
  expect(phaseOf({ weight_bearing: true, strengthening: true })).toBe("weight_bearing");
  expect(phaseOf({})).toBe("restricted");
});

test("zoom keeps the day under the hand and never leaves the course", () => {
  const whole = { from: "2026-01-01", to: "2026-12-31" };
  const now = windowAround(whole, "2026-12-31", 100);
  expect(now).toEqual({ from: "2026-09-22", to: "2026-12-31" });
  expect(zoomed(whole, now, 0.5, 1)).toEqual({ from: "2026-11-11", to: "2026-12-31" });
  expect(zoomed(whole, now, 0.5, 0)).toEqual({ from: "2026-09-22", to: "2026-11-11" });
  expect(zoomed(whole, now, 100, 0.5)).toEqual(whole);
  expect(panned(whole, now, -1000)).toEqual({ from: "2026-01-01", to: "2026-04-11" });
  expect(panned(whole, now, 30)).toEqual(now);
});

test("what changed in a list: who came, who went, who stands elsewhere; not who was merely heard of", () => {
  const one = (id: string, urgency: string) => ({ patient: { id }, urgency }) as unknown as WorklistRow;
  const list = (...rows: WorklistRow[]) => ({ rows }) as unknown as Worklist;
  const before = list(one("a", "routine"), one("b", "on_course"));
  expect(changesBetween(before, list(one("b", "on_course"), one("a", "routine")))).toEqual([]);
  const ids = changesBetween(before, list(one("a", "now"), one("c", "no_data"))).map((row) => row.patient.id);
  expect(ids).toEqual(["a", "c", "b"]);
});

test("a column orders the rows, what says nothing comes last, and a third press is the order of need again", () => {
  const one = (id: string, days: number | null, entries: number) =>
    ({ patient: { id, name: id }, days_waiting: days, adherence: { entries } }) as unknown as WorklistRow;
  const rows = [one("Ö", 3, 2), one("A", null, 9), one("Z", 12, 2)];
  const ids = (by: Column, down: boolean) => sorted(rows, { by, down }).map((row) => row.patient.id);
  expect(ids("name", false)).toEqual(["A", "Ö", "Z"]);
  expect(ids("days", true)).toEqual(["Z", "Ö", "A"]);
  expect(ids("days", false)).toEqual(["Ö", "Z", "A"]);
  expect(ids("kept", false)).toEqual(["Ö", "Z", "A"]);
  const once = pressed(null, "days");
  expect(once).toEqual({ by: "days", down: true });
  expect(pressed(once, "days")).toEqual({ by: "days", down: false });
  expect(pressed(pressed(once, "days"), "days")).toBeNull();
});

describe("the name of a strip covers none of its days", () => {
  const plot = { left: 30, right: 430 };
  const cases: [string, [number, number][]][] = [
    ["nothing logged", []],
    ["a day at the end", [[426, 430]]],
    ["a day at the beginning", [[30, 34]]],
    ["the whole time", [[30, 430]]],
    [
      "both ends",
      [
        [30, 60],
        [400, 430],
      ],
    ],
  ];
  test.each(cases)("%s", (_, edges) => {
    const words = "Left low back";
    const { x, anchor, above } = placeLabel(words, edges, plot);
    const wide = words.length * 7;
    const [from, to] = anchor === "end" ? [x - wide, x] : [x, x + wide];
    expect(from).toBeGreaterThanOrEqual(plot.left - 1);
    expect(to).toBeLessThanOrEqual(plot.right + 1);
    if (!above) for (const [start, end] of edges) expect(to <= start || from >= end).toBe(true);
    expect(above).toBe(edges.some(([start]) => start === 30) && edges.some(([, end]) => end === 430));
  });
});

test("a long name is shortened to its room and says so", () => {
  const name = "Ibandronate, intravenous, every three months";
  expect(shortened(name, 1000)).toBe(name);
  const short = shortened(name, 200);
  expect(short.length * 7).toBeLessThanOrEqual(200);
  expect(short).toMatch(/^Ibandronate.*…$/);
});

test("words of an aid stand above the bar when reports lie on it", () => {
  const scale = {
    from: "2026-03-01",
    to: "2026-03-31",
    x: () => 50,
    left: 30,
    right: 430,
    cell: 4,
  } as unknown as Scale;
  const signed = row("prescription", "2026-03-01", { side: "left", status: "NWB", aid: "two_crutches" });
  const strips = stripsOf(
    [signed, row("weight_bearing", "2026-03-11", { side: "left", status: "TTWB", aid: "cane" })],
    [],
    "2026-03-31",
    "UTC",
    { left: [{ record: signed.id, from: "2026-03-01", until: null, end: "" }], right: [] },
  );
  const heights = (some: typeof strips) => placeStrips(some, scale, 0).groups.flatMap((group) => group.rows);
  const [aid] = heights(strips.filter((strip) => strip.kind === "aid"));
  expect(aid).toMatchObject({ lifted: true, label: null });
  const [bare] = heights(strips.map((strip) => ({ ...strip, dots: [] })));
  expect(bare!.lifted).toBe(false);
  expect(aid!.top).toBeGreaterThan(bare!.top);
});

test("names of bone density lines stand a line of words apart, in their lines' order", () => {
  const heights = apart([40, 38, 5], 46);
  expect(heights[0]! - heights[1]!).toBeGreaterThanOrEqual(15);
  expect(heights[1]! - heights[2]!).toBeGreaterThanOrEqual(15);
  expect(Math.max(...heights)).toBeLessThanOrEqual(46);
  expect(apart([10, 40], 46)).toEqual([10, 40]);
  // and clear of the track's own name, as long as there is room
  expect(apart([2, 40], 46, 16)).toEqual([16, 40]);
  expect(Math.max(...apart([2, 3, 4, 5], 46, 16))).toBeLessThanOrEqual(46);
});

describe("several marked as reviewed", () => {
  afterEach(() => vi.unstubAllGlobals());

  const rows = ["anna", "bela", "cora"].map(
    (name) => ({ patient: { id: name, name }, findings: [] }) as unknown as WorklistRow,
  );
  async function stamped(refusing: string | null) {
    const asked: { path: string; act: unknown }[] = [];
    vi.stubGlobal("fetch", async (url: string, how: RequestInit) => {
      asked.push({ path: url, act: JSON.parse(String(how.body)).act });
      const fails = refusing !== null && url.includes(refusing);
      return new Response("{}", {
        status: fails ? 503 : 201,
        headers: { "Content-Type": "application/json" },
      });
    });
    const said: Done[] = [];
    await stampRows(rows, { did: (done: Done) => said.push(done) } as unknown as Undo);
    return { asked, said };
  }

  test("is one act, said once, so that one press takes it back", async () => {
    const { asked, said } = await stamped(null);
    expect(asked.map((one) => one.path)).toEqual(
      rows.map((row) => `/api/v1/patients/${row.patient.id}/reviews`),
    );
    expect(new Set(asked.map((one) => one.act))).toEqual(new Set([said[0]!.act]));
    expect(said).toHaveLength(1);
    expect(said[0]!.words).toContain("3 patients");
  });
  test("who could not be marked is named, and the others can still be taken back", async () => {
    const { said } = await stamped("bela");
    expect(said).toHaveLength(1);
    expect(said[0]!.words).toMatch(/2 patients.*bela: Not saved/);
    expect(said[0]!.act).toBeTruthy();
  });
});
