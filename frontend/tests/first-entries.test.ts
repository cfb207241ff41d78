import { describe, expect, it } from "vitest";
import { type FirstAnswers, firstEntries } from "~/features/welcome/first-entries";

const NOTHING: FirstAnswers = { side: null, onset: "", pregnancy: null, week: "", born: "", risks: [] };
const made = (answers: Partial<FirstAnswers>) => firstEntries({ ...NOTHING, ...answers }, "2026-11-21");

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

  it("make an entry of the side, dated when it began, and of each risk factor", () => {
    expect(made({ side: "right", onset: "2026-10-01", risks: ["smoking"] })).toEqual({
      entries: [
        { kind: "pain", site: "hip", side: "right", date: "2026-10-01" },
        { kind: "risk_factor", name: "smoking" },
      ],
    });
    expect(made({ side: "left" })).toEqual({
      entries: [{ kind: "pain", site: "hip", side: "left", date: "2026-11-21" }],
    });
  });
});
