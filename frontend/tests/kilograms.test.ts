import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { limitOf, type Order, partOf, type Weight } from "~/domain/kilograms";
import { inPounds, kilogramsOf, poundsOf } from "~/domain/pounds";

interface Case {
  name: string;
  order: Order;
  signed: Weight | null;
  since: Weight[];
  today: string;
  max_age: number;
  expect: { kg: number | null; percent: number | null; asks: boolean };
}
const held = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../tests/vectors/load/kilograms.json"), "utf8"),
) as { parts: [number, number, number][][]; pounds: [number, number][][]; cases: Case[] };

describe("kilograms, as the server says them", () => {
  test.each(held.cases)("$name", ({ order, signed, since, today, max_age, expect: said }) => {
    const { kg, percent, asks } = limitOf(order, signed, since, today, max_age);
    expect({ kg, percent, asks }).toEqual(said);
  });
  test("parts of a body weight and pounds", () => {
    const parts = held.parts.flat();
    expect(parts.length).toBeGreaterThan(200);
    expect(parts.map(([percent, weight]) => partOf(percent, weight))).toEqual(parts.map(([, , kg]) => kg));
    const pounds = held.pounds.flat();
    expect(pounds.map(([kg]) => poundsOf(kg))).toEqual(pounds.map(([, lb]) => lb));
  });
  test("what a scale shows in pounds is kept in kilograms", () => {
    expect(kilogramsOf(46)).toBe(20.87);
    for (let pounds = 0; pounds <= 880; pounds += 0.5) expect(inPounds(kilogramsOf(pounds))).toBe(pounds);
  });
});
