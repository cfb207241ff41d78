// @vitest-environment happy-dom
/**
 * Which load Today, Plan and Practice show of seven histories, as the server tells them (tests/vectors/load/histories.json, which
 * the server's own tests keep current): nothing of an earlier illness, nothing above what is in force, pounds never above kilograms.
 */
import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { addDays, today } from "~/domain/days";
import type { AnyRecord, Finding, LoadDecision, Profile } from "~/domain/records";
import { Plan } from "~/features/plan/plan";
import { Practice } from "~/features/practice/practice";
import { Today } from "~/features/today/today";
import type { TohDatabase } from "~/store/db";
import HISTORIES from "../../tests/vectors/load/histories.json";
import * as dom from "./dom";

interface Told {
  records: AnyRecord[];
  profile: Partial<Profile>;
  findings: Finding[];
  expect: { left: Wanted | null; right: Wanted | null; undecided: string[]; held: string[] };
}
type Wanted = Pick<LoadDecision, "status" | "kg">;
const ALL = Object.entries(HISTORIES) as unknown as [string, Told][];
const LEGS = ["left", "right"] as const;

/** "day-3" and "day-3T08:00:00Z" as they are counted from today. */
const dated = <T,>(value: T): T =>
  JSON.parse(
    JSON.stringify(value).replace(/day-(-?\d+)/g, (_, back: string) => addDays(today(), -Number(back))),
  ) as T;

let db: TohDatabase;
beforeEach(async () => {
  dom.server(dom.unreachable);
  db = await dom.phone();
});
afterEach(dom.leave);

async function know({ records, profile, findings }: Told, settings: object = {}): Promise<void> {
  await db.records.bulkPut(
    dated(records).map((row) => ({
      ...row,
      timezone: "UTC",
      is_current: true,
      current: 1,
      sync: "sent",
    })) as never,
  );
  await db.findings.bulkPut(dated(findings));
  await db.meta.put({ key: "profile", value: { ...dom.PROFILE, ...dated(profile), settings } });
}
const side = (leg: string) => document.querySelector(`.side-edge-${leg}`);
const figure = (leg: string) => side(leg)?.querySelector(".today-figure")?.textContent ?? null;

describe.each(ALL)("%s", (_, told) => {
  test("Today", async () => {
    await know(told);
    dom.show(<Today />);
    await dom.until(() => document.querySelector(".today-legs"));
    for (const leg of LEGS) {
      const wanted = told.expect[leg];
      const held = told.expect.held.includes(leg);
      if (wanted) {
        await dom.until(() => side(leg)?.querySelector(".today-figure"));
        const words = held ? "None" : wanted.kg ? `${wanted.kg} kg` : { FWB: "Full" }[wanted.status as "FWB"];
        await dom.until(() => figure(leg) === words, `${leg}: ${words}`);
      } else {
        expect(figure(leg)).toBeNull();
        await dom.until(() => side(leg));
        const concerned = told.expect.undecided.includes(leg);
        expect(side(leg)!.textContent!.includes("Not decided yet")).toBe(concerned);
        if (concerned) expect(side(leg)!.textContent).toMatch(/keep weight off this leg and use an aid/);
      }
    }
  });

  test("Plan names what was, as of the earlier illness", async () => {
    await know(told);
    dom.at("/plan", "/plan", Plan);
    await dom.until(() => document.querySelector(".plan-leg"));
    const legs = document.querySelectorAll(".plan-leg");
    LEGS.forEach((leg, index) => {
      const ended = told.profile.load!.ended![leg].length > 0;
      expect(legs[index]!.textContent!.includes("of the earlier episode")).toBe(ended);
      if (!told.expect[leg]) expect(legs[index]!.querySelector(".plan-figure")).toBeNull();
    });
  });

  test("Practice is of a part load in force, and of nothing else", async () => {
    await know(told);
    for (const leg of LEGS) {
      dom.at(`/more/practice/${leg}`, "/more/practice/:leg", Practice);
      await dom.until(
        () => document.querySelector(".keypad") ?? /nothing to practise|No practice/.exec(dom.text()),
      );
      const held = told.expect.held.includes(leg);
      expect(dom.text().includes("No practice for now")).toBe(held);
      expect(document.querySelector(".keypad") !== null).toBe(told.expect[leg]?.status === "PWB" && !held);
    }
  });
});
