import { describe, expect, test } from "vitest";
import {
  allSlots,
  type Examined,
  isWrong,
  keyOf,
  lastOf,
  lockedBy,
  mostOf,
  nothingExamined,
  recordsOf,
  type Slot,
  stamped,
  typedToTheEnd,
} from "~/domain/examination";
import type { AnyRecord } from "~/domain/records";
import { LIMITS } from "~/generated/limits";

const slot = (name: string, side: string, more: Partial<Slot> = {}): Slot =>
  allSlots().find(
    (one) =>
      one.name === name &&
      one.side === side &&
      Object.entries(more).every(([key, value]) => one[key as keyof Slot] === value),
  )!;
const formOf = (figures: [Slot, string][], more: Partial<Examined> = {}): Examined => ({
  ...nothingExamined("two_crutches"),
  figures: Object.fromEntries(figures.map(([one, text]) => [keyOf(one), { text }])),
  ...more,
});

describe("an examination", () => {
  test("goes on by itself only where nothing of its size could follow", () => {
    const flexion = slot("flexion", "left");
    const rotation = slot("internal_rotation", "left");
    expect(["9", "95", "1", "11", "110", "-15"].map((text) => typedToTheEnd(flexion, text))).toEqual([
      false,
      true,
      false,
      false,
      true,
      false,
    ]);
    expect(["1", "15", "-1", "-10"].map((text) => typedToTheEnd(rotation, text))).toEqual([
      false,
      true,
      false,
      true,
    ]);
    expect(typedToTheEnd(slot("walk_10m", "both"), "12")).toBe(false);
  });

  test("is refused here where the server would refuse it", () => {
    const limits = LIMITS.examination;
    for (const [name, unit] of [
      ["degrees", "degrees"],
      ["grade", "grade"],
      ["newtons", "newtons"],
      ["value", "s"],
    ] as const) {
      const [low, high] = limits[name];
      expect([low, high].map((value) => isWrong({ unit }, String(value)))).toEqual([false, false]);
      expect([low - 1, high + 1].map((value) => isWrong({ unit }, String(value)))).toEqual([true, true]);
    }
    expect(isWrong({ unit: "degrees" }, "-")).toBe(true);
  });

  test("becomes single records that say how they were measured", () => {
    const form = formOf(
      [
        [slot("flexion", "left", { mode: "active" }), "95"],
        [slot("abductors", "right", { unit: "newtons" }), "120"],
        [slot("walk_10m", "both"), "12.5"],
        [slot("chair_stand_30s", "both"), "11"],
      ],
      { gait: { left: ["antalgic"], right: [] }, shorter: "left", millimetres: "8", kilograms: "71.5" },
    );
    const date = "2026-05-01";
    const kind = "examination";
    expect(recordsOf(form, date)).toEqual([
      { kind, date, side: "left", movement: "flexion", degrees: 95, mode: "active", tool: "goniometer" },
      { kind, date, side: "right", muscle: "abductors", newtons: 120, tool: "handheld_dynamometer" },
      { kind, date, side: "both", test: "chair_stand_30s", value: 11 },
      { kind, date, side: "both", test: "walk_10m", value: 12.5, aid: "two_crutches" },
      { kind, date, side: "left", gait: ["antalgic"] },
      { kind, date, side: "left", leg_length_difference_mm: 8 },
      { kind: "body_weight", date, kg: 71.5 },
    ]);
  });

  test("sent twice is the same records, and one that was changed meanwhile is another", () => {
    const stamps = new Map();
    const send = (text: string, now: number) =>
      stamped(recordsOf(formOf([[slot("flexion", "left"), text]]), "2026-05-01"), stamps, new Date(now))[0]!;
    expect(send("95", 2_000)).toEqual(send("95", 1_000));
    expect(send("96", 3_000).id).not.toBe(send("95", 1_000).id);
  });

  test("compares with what was found in the same way on the same side", () => {
    const row = (id: string, more: object) =>
      ({
        id,
        kind: "examination",
        date: "2026-04-01",
        movement: "flexion",
        side: "left",
        ...more,
      }) as unknown as AnyRecord;
    const records = [
      row("a", { degrees: 90, mode: "passive" }),
      row("b", { degrees: 80, mode: "active" }),
      row("c", { degrees: 70, mode: "passive", side: "right" }),
    ];
    expect(lastOf(slot("flexion", "left", { mode: "passive" }), records)?.id).toBe("a");
    expect(lastOf(slot("flexion", "left", { mode: "active" }), records)?.id).toBe("b");
    expect(lastOf(slot("extension", "left", { mode: "passive" }), records)).toBeNull();
  });

  test("locks what a leg may not bear: both legs of a walk, one of a stance, resistance but not gravity", () => {
    const locks = {
      walk_10m: { left: "load" },
      single_leg_stance: { left: "load" },
      resistance: { left: "load" },
    };
    expect(lockedBy(slot("walk_10m", "both"), locks)).toEqual([["left", "load"]]);
    expect(lockedBy(slot("single_leg_stance", "right"), locks)).toEqual([]);
    expect(mostOf(slot("flexors", "left", { unit: "grade" }), locks)).toBe(3);
    expect(mostOf(slot("flexors", "left", { unit: "newtons" }), locks)).toBeNull();
    expect(mostOf(slot("flexors", "right", { unit: "grade" }), locks)).toBe(5);
    expect(lockedBy(slot("flexion", "left"), locks)).toEqual([]);
  });
});
