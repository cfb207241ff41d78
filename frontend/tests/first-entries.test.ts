import { describe, expect, it } from "vitest";
import { type FirstAnswers, firstEntries } from "~/features/welcome/first-entries";

const NOTHING: FirstAnswers = { side: null, onset: "", pregnancy: null, week: "", born: "", risks: [] };
const made = (answers: Partial<FirstAnswers>) => firstEntries({ ...NOTHING, ...answers });

describe("the first questions", () => {
  it("may all be left out", () => {
    expect(made({})).toEqual({ entries: [] });
    expect(made({ pregnancy: "no", week: "12", born: "2026-01-01" })).toEqual({ entries: [] });
  });

  it("keep a pregnancy of which nobody knows the week", () => {
    expect(made({ pregnancy: "pregnant", week: " " })).toEqual({ entries: [{ kind: "pregnancy" }] });
  });

  it("take weeks with a comma", () => {
    expect(made({ pregnancy: "pregnant", week: "28,5" })).toEqual({
      entries: [{ kind: "pregnancy", gestation_week: 28.5 }],
    });
  });

  it.each(["0", "46", "-3", "six", "12 3"])("ask again for the week %s", (week) => {
    expect(made({ pregnancy: "pregnant", week })).toEqual({ wrong: "week" });
  });

  it("ask again for the day of a birth, so that the answer is not dropped", () => {
    expect(made({ side: "left", pregnancy: "delivered" })).toEqual({ wrong: "born" });
    expect(made({ pregnancy: "delivered", born: "2026-08-03" })).toEqual({
      entries: [{ kind: "delivery", date: "2026-08-03" }],
    });
  });

  it("make no pain of which hip it is: only of the day on which it is said to have begun", () => {
    expect(made({ side: "left" })).toEqual({ entries: [{ kind: "setting", hip_side: "left" }] });
    expect(made({ side: "right", onset: "2026-10-01" })).toEqual({
      entries: [
        { kind: "setting", hip_side: "right" },
        { kind: "pain", site: "hip", side: "right", date: "2026-10-01" },
      ],
    });
  });

  it("make an entry of each risk factor", () => {
    expect(made({ risks: ["smoking"] })).toEqual({ entries: [{ kind: "risk_factor", name: "smoking" }] });
  });
});
