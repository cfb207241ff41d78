/** Who decided a load, until when it is looked at again, and which leg nobody has decided for. */
import { render } from "preact-render-to-string";
import { beforeAll, expect, test } from "vitest";
import { holdsLeg, type LoadDecision, type Profile } from "~/domain/records";
import { setLocale } from "~/paraglide/runtime";
import { Decided } from "~/ui/decided";

beforeAll(() => setLocale("en"));

const load = {
  status: "TTWB",
  percent: null,
  aid: "two_crutches",
  decided_by: "Sofia Almeida",
  decided_on: "2026-03-02",
  review_on: "2026-03-12",
} as LoadDecision;
const said = (day: string) => render(<Decided load={load} day={day} />).replaceAll(/<[^>]+>/g, " ");

test("a review to come is said as its day", () => {
  expect(said("2026-03-12")).toMatch(/Decided by Sofia Almeida, 2 March.* Review 12 March/);
  expect(said("2026-03-12")).not.toContain("was due");
});

test("after the review day the review is said to be owed, and the load to hold", () => {
  expect(said("2026-03-13")).toContain("Review was due 12 March");
  expect(said("2026-03-13")).toContain("This still holds");
});

test("a leg is held by an episode that is not resolved, and by no other", () => {
  const profile = (state: string) =>
    ({ episodes: [{ state, sites: [{ site: "hip", side: "right" }] }] }) as unknown as Profile;
  expect(holdsLeg(profile("active"), "right")).toBe(true);
  expect(holdsLeg(profile("active"), "left")).toBe(false);
  expect(holdsLeg(profile("resolved"), "right")).toBe(false);
  expect(holdsLeg(null, "left")).toBe(false);
});
