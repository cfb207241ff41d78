/**
 * How many kilograms a leg may bear (clinical contract, §1): the same arithmetic as backend/guidance/kilograms.py, and
 * tests/vectors/load/kilograms.json holds both to one answer. Rounding goes down only; no body weight ever raises a limit.
 */
import { type Day, daysBetween } from "./days";
import type { LoadReport } from "./vocabulary";

export interface Weight {
  date: Day;
  kg: number;
}
/** What was signed: an order in percent of body weight, in kilograms, or a clinic's ceiling for toe touch. */
export interface Order {
  status?: LoadReport | null;
  percent?: number | null;
  limit_kg?: number | null;
  ceiling_kg?: number | null;
}
export interface Limit {
  /** null: nobody knows, or there is no such limit */
  kg: number | null;
  /** as ordered, or what the kilograms are of the newest weight */
  percent: number | null;
  weight: Weight | null;
  /** the person should be weighed, so that kilograms can be said */
  asks: boolean;
}

/** Days that a body weight counts as known (ours): any person's, and a pregnant one's. */
export const WEIGHT_DAYS = { usual: 90, pregnant: 28 };

/** A decimal as a whole number and its scale, so that 30 % of 70 is 21 and not a hair less. */
function exact(value: number): [units: bigint, scale: number] {
  const [whole, part = ""] = String(value).split(".");
  return [BigInt(whole + part), part.length];
}
/** a × b ÷ c, rounded down; for numbers that are not negative. */
function floorOf(a: number, b: number, c: number): number {
  const [x, sx] = exact(a);
  const [y, sy] = exact(b);
  const [z, sz] = exact(c);
  return Number((x * y * 10n ** BigInt(sz)) / (z * 10n ** BigInt(sx + sy)));
}

/** Percent of a body weight in whole kilograms, rounded down. */
export const partOf = (percent: number, weight: number) => floorOf(percent, weight, 100);
/** The limit of an order on a day. `signed`: the weight known at signing; `since`: those told of afterwards, oldest first. */
export function limitOf(
  order: Order,
  signed: Weight | null,
  since: readonly Weight[],
  today: Day,
  maxAge: number,
): Limit {
  const none: Limit = { kg: null, percent: null, weight: null, asks: false };
  if (order.status === "NWB") return { ...none, kg: 0 };
  if (order.status === "TTWB")
    return { ...none, kg: order.ceiling_kg ? floorOf(order.ceiling_kg, 1, 1) : null };
  if (order.status !== "PWB") return none;
  const weights = signed ? [signed, ...since] : since;
  const newest = weights.at(-1) ?? null;
  const asks = newest === null || daysBetween(newest.date, today) >= maxAge;
  if (order.limit_kg != null)
    return {
      kg: floorOf(order.limit_kg, 1, 1),
      percent: newest && floorOf(order.limit_kg, 100, newest.kg),
      weight: newest,
      asks,
    };
  if (order.percent == null) return { ...none, weight: newest };
  const least = Math.min(...weights.map((weight) => weight.kg));
  return {
    kg: newest && partOf(order.percent, least),
    percent: order.percent,
    weight: newest,
    asks,
  };
}
