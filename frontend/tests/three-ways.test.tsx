// @vitest-environment happy-dom
/** One partial load as three clinics write it, in kilograms, in percent, and read in pounds: three screens, in English and German. */
import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { addDays, today } from "~/domain/days";
import type { LoadDecision } from "~/domain/records";
import { Plan } from "~/features/plan/plan";
import { Practice } from "~/features/practice/practice";
import { Today } from "~/features/today/today";
import type { TohDatabase } from "~/store/db";
import { changeLanguage } from "~/ui/language";
import * as dom from "./dom";

const WEIGHED = addDays(today(), -5);
const ORDER = {
  status: "PWB",
  aid: "two_crutches",
  weight_kg: 70.4,
  weighed_on: WEIGHED,
  body_weight_kg: 70.4,
  body_weight_on: WEIGHED,
  decided_by: "Sofia",
  decided_on: addDays(today(), -3),
  decided_at: `${addDays(today(), -3)}T08:00:00Z`,
} as LoadDecision;
type Said = Record<"en" | "de", string>;
const PERCENT = (share: number): Said => ({
  en: `${share} % of your body weight`,
  de: `${share} % Ihres Körpergewichts`,
});
const WAYS: [string, LoadDecision, "kg" | "lb", string, Said][] = [
  ["kilograms", { ...ORDER, limit_kg: 20, kg: 20, share: 28 }, "kg", "20 kg", PERCENT(28)],
  ["percent", { ...ORDER, percent: 30, kg: 21, share: 30 }, "kg", "21 kg", PERCENT(30)],
  ["pounds", { ...ORDER, limit_kg: 20, kg: 20, share: 28 }, "lb", "44 lb", PERCENT(28)],
];
const WORDS = {
  en: {
    leg: "on the left leg",
    upTo: "Up to",
    aid: "Two crutches",
    standing: "Standing, not walking",
    by: "Decided by Sofia",
  },
  de: {
    leg: "auf dem linken Bein",
    upTo: "Bis",
    aid: "Zwei Gehstützen",
    standing: "Im Stehen, nicht im Gehen",
    by: "Entschieden von Sofia",
  },
};

let db: TohDatabase;
beforeEach(async () => {
  dom.server(dom.unreachable);
  db = await dom.phone();
});
afterEach(dom.leave);

describe.each(WAYS)("signed in %s", (_, left, unit, figure, share) => {
  test.each(["en", "de"] as const)("%s", async (language) => {
    changeLanguage(language);
    const words = WORDS[language];
    await db.meta.put({
      key: "profile",
      value: {
        ...dom.PROFILE,
        load: { left, right: null, ended: { left: [], right: [] } },
        settings: { weight_unit: unit },
      },
    });
    const shown = async (selector: string) => {
      const all = [figure, words.leg, share[language], words.aid, words.by];
      await dom.until(
        () => {
          const text = document.querySelector(selector)?.textContent ?? "";
          return all.every((one) => text.includes(one));
        },
        `${selector}: ${all.join(", ")}`,
      );
      return document.querySelector(selector)!.textContent!;
    };
    dom.show(<Today />);
    expect(await shown(".side-edge-left")).not.toMatch(unit === "kg" ? /lb/ : /28 kg|21 kg/);
    expect(document.querySelector(".side-edge-left .today-figure")?.textContent).toBe(figure);
    dom.at("/plan", "/plan", Plan);
    await shown(".plan-leg");
    dom.at("/more/practice/left", "/more/practice/:leg", Practice);
    await dom.says(`${words.upTo} ${figure}`);
    await dom.says(words.standing);
    // the limit itself is within; the next whole one is one too many, in the reader's unit
    const most = Number.parseInt(figure, 10);
    for (const [typed, said] of [
      [most, { en: `${most}: within`, de: `${most}: innerhalb` }[language]],
      [most + 1, { en: `${most + 1}: one too many`, de: `${most + 1}: eins zu viel` }[language]],
    ] as const) {
      for (const digit of String(typed)) await dom.press(digit);
      await dom.until(
        () => document.querySelector<HTMLInputElement>(".keypad-typed")?.value === String(typed),
      );
      await dom.send(".keypad");
      await dom.says(said);
    }
  });
});
