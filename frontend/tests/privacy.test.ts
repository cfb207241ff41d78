import { describe, expect, it } from "vitest";
import type { SeenRow } from "~/api/privacy";
import { byDay } from "~/features/privacy/seen-days";

const row = (at: string, more: Partial<SeenRow> = {}): SeenRow => ({
  at,
  name: "Sofia",
  role: "clinician",
  clinic: "Ponte",
  act: "looked",
  action: "read",
  kind: "course",
  count: 1,
  network: "192.0.2.0/24",
  script: false,
  ...more,
});

describe("who has seen my record", () => {
  it("groups by the reader's own day and counts what was done over and over", () => {
    const days = byDay(
      [
        row("2026-03-12T23:30:00Z"),
        row("2026-03-12T22:10:00Z", { kind: "records" }),
        row("2026-03-12T22:05:00Z"),
        row("2026-03-12T08:00:00Z"),
      ],
      "Europe/Berlin",
    );
    expect(days.map(({ day, lines }) => [day, lines.map((line) => [line.kind, line.times])])).toEqual([
      ["2026-03-13", [["course", 1]]],
      [
        "2026-03-12",
        [
          ["records", 1],
          ["course", 2],
        ],
      ],
    ]);
  });

  it("keeps apart who, from where, and by what", () => {
    const at = "2026-03-12T10:00:00Z";
    const rows = [row(at), row(at, { network: null }), row(at, { script: true }), row(at, { name: "Otto" })];
    expect(byDay(rows, "UTC")[0]?.lines).toHaveLength(4);
  });
});
