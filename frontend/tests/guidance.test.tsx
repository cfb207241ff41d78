import "fake-indexeddb/auto";
import { render } from "preact-render-to-string";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Guidance } from "~/api/guidance";
import type { Profile } from "~/domain/records";
import { fitFor } from "~/features/learn/why-pages";
import { setLocale } from "~/paraglide/runtime";
import { TohDatabase } from "~/store/db";
import { keepGuidance, readGuidance } from "~/sync/guidance";
import { measure, ruleOf, WhyArticle, whose } from "~/ui/why-article";

const number = {
  name: "returned_points",
  value: 5,
  default: 3,
  unit: "{score}",
  ours: true,
  source: null,
  description: "pain that counts as returned",
  set_by: { who: "clinic" as const, name: "Ponte", on: null },
};
const rule = (id: string) => ({
  id,
  title: `Title of ${id}`,
  seen: "",
  do: "Tell your clinician.",
  why: "It can come back.",
  audience: ["patient"],
  urgency: "soon" as const,
  opens_when: "Pain of 5 or more.",
  thresholds: ["returned_points"],
  sources: ["002"],
  version: "1",
});
const guidance: Guidance = {
  version: "2026.1",
  language: "en",
  audience: "patient",
  findings: [rule("pain-returned"), rule("alcohol-above-limit")],
  reminders: [
    {
      id: "weight-bearing-exercise",
      title: "Exercise",
      to: ["patient"],
      due_when: "Daily.",
      thresholds: [],
      sources: [],
      version: "1",
    },
  ],
  thresholds: [number, { ...number, name: "other", description: "of another rule" }],
  sources: [
    { id: "002", title: "On recurrence", citation: "A guidance" },
    { id: "001", title: "Not this one", citation: "Another" },
  ],
};
const profile = (more: Partial<Profile> = {}) =>
  ({ id: "p1", sex: "female", pregnancy: { status: "none" }, exercise_gate: {}, ...more }) as Profile;

beforeEach(() => setLocale("en"));

describe("a page", () => {
  const html = () =>
    render(
      <WhyArticle
        guidance={guidance}
        rule={ruleOf(guidance, "pain-returned")!}
        back="/x"
        source={(id) => `/s/${id}`}
      />,
    );
  test("says what to do, why, when, the numbers of this rule and no other, and its sources", () => {
    for (const part of [
      "Title of pain-returned",
      "Tell your clinician.",
      "It can come back.",
      "Pain of 5 or more.",
    ])
      expect(html()).toContain(part);
    expect(html()).toContain("pain that counts as returned");
    expect(html()).not.toContain("of another rule");
    expect(html()).toContain('href="/s/002"');
    expect(html()).not.toContain("Not this one");
  });
  test("speaks to the patient, and at the desk of the patient", () => {
    expect(html()).toContain("The numbers that count for you");
    const desk = render(
      <WhyArticle
        guidance={{ ...guidance, audience: "clinician" }}
        rule={ruleOf(guidance, "pain-returned")!}
        back="/x"
      />,
    );
    expect(desk).toContain("The numbers that count for this patient");
    expect(desk).not.toContain("for you");
  });
});

describe("a number", () => {
  test("with its unit, as people write it", () => {
    expect(measure({ value: 1000, unit: "mg/d" })).toBe("1,000 mg a day");
    expect(measure({ value: -1.5, unit: "{T-score}" })).toBe("−1.5");
    setLocale("de");
    expect(measure({ value: 0.5, unit: "{score}" })).toBe("0,5 von 10 Punkten");
  });
  test("says whose it is", () => {
    expect(whose(number, "patient")).toBe(
      "Set by your clinic, Ponte. The default of this software is 3 of 10 points.",
    );
    const hers = { ...number, set_by: { who: "clinician" as const, name: "Sofia", on: null } };
    expect(whose(hers, "patient")).toContain("Set for you by Sofia");
    expect(whose(hers, "clinician")).toContain("Set for this patient by Sofia");
    expect(whose(number, "clinician")).toContain("Set by the clinic, Ponte");
    expect(whose({ ...number, set_by: null }, "patient")).toBe("Default of this software, not a guideline");
    expect(whose({ ...number, set_by: null, ours: false, source: "002" }, "patient")).toBe("From source 002");
  });
});

describe("what is shown", () => {
  const ids = (shown: Guidance) => [...shown.findings, ...shown.reminders].map((one) => one.id);
  test("no allowance of alcohol where a pregnancy is or may be, no loading exercise while its gate is shut", () => {
    expect(ids(fitFor(guidance, profile()))).toEqual(["pain-returned", "alcohol-above-limit"]);
    for (const status of ["pregnant", "postpartum", "unknown"])
      expect(ids(fitFor(guidance, profile({ pregnancy: { status } })))).toEqual(["pain-returned"]);
    expect(ids(fitFor(guidance, null))).toEqual(["pain-returned"]);
    const open = profile({ exercise_gate: { weight_bearing: true } });
    expect(ids(fitFor(guidance, open))).toContain("weight-bearing-exercise");
  });
});

describe("kept on the phone", () => {
  const db = new TohDatabase("guidance-test");
  const asked: string[] = [];
  beforeEach(async () => {
    asked.length = 0;
    await db.meta.clear();
    await db.meta.put({ key: "profile", value: profile() });
    vi.stubGlobal("fetch", async (url: string) => {
      asked.push(url);
      return Response.json(guidance);
    });
  });
  afterEach(() => vi.unstubAllGlobals());
  test("in both languages, and asked for again when it is old or the circumstances change", async () => {
    await keepGuidance(db, 0);
    expect(asked).toEqual([
      "/api/v1/guidance?language=en&patient=p1",
      "/api/v1/guidance?language=de&patient=p1",
    ]);
    expect((await readGuidance(db, "de"))?.findings).toHaveLength(2);
    await keepGuidance(db, 60_000);
    expect(asked).toHaveLength(2);
    await db.meta.put({ key: "profile", value: profile({ pregnancy: { status: "pregnant" } }) });
    await keepGuidance(db, 60_000);
    expect(asked).toHaveLength(4);
    await keepGuidance(db, 60_000 + 13 * 3_600_000);
    expect(asked).toHaveLength(6);
  });
  test("stands when there is no connection", async () => {
    await keepGuidance(db, 0);
    vi.stubGlobal("fetch", () => Promise.reject(new Error("offline")));
    await keepGuidance(db, 24 * 3_600_000);
    expect((await readGuidance(db, "en"))?.version).toBe("2026.1");
  });
});
