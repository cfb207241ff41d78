import { expect, test } from "vitest";
import type { Mark } from "~/domain/course";
import type { AnyRecord } from "~/domain/records";
import { placeMarks } from "~/ui/course/marks";
import { scaleOf } from "~/ui/course/scale";

const scale = scaleOf({ from: "2026-01-01", to: "2026-03-01" }, 360, null, "t");
const mark = (day: string, kind: Mark["kind"]): Mark => ({
  day,
  kind,
  id: `${kind}${day}`,
  record: {} as AnyRecord,
});

test("words never lie on one another: what has no room keeps its line alone, and scans come first", () => {
  const close = ["2026-02-01", "2026-02-02", "2026-02-03"];
  const placed = placeMarks(
    [...close.map((day) => mark(day, "load")), ...close.map((day) => mark(day, "fracture"))],
    scale,
  );
  expect(placed.filter(({ mark: { kind } }) => kind === "fracture").map(({ row }) => row)).toEqual([0, 1, 2]);
  expect(placed.filter(({ mark: { kind } }) => kind === "load").map(({ row }) => row)).toEqual([
    null,
    null,
    null,
  ]);
});

test("a new load far from everything has its word in the first row", () => {
  expect(
    placeMarks([mark("2026-01-05", "load"), mark("2026-02-20", "fracture")], scale).map(({ row }) => row),
  ).toEqual([0, 0]);
});
