/** Numbers as people type them, on every keyboard. */
import { expect, test } from "vitest";
import { readNumber } from "~/ui/read-number";
import { otherSign } from "~/ui/sign-key";

test.each(["-1.8", "–1.8", "—1,8", "−1,8", "‐1.8", "－1.8", " - 1,8 ", "­1.8"])(
  "%s is minus one point eight",
  (text) => {
    expect(readNumber(text)).toBe(-1.8);
  },
);
test.each([
  ["", undefined],
  ["  ", undefined],
  ["1.8", 1.8],
  ["+0,5", 0.5],
  ["1-8", null],
  ["--1", null],
  ["about 2", null],
  ["-", null],
])("%o is %o", (text, value) => {
  expect(readNumber(text)).toBe(value);
});
test("the key changes the sign, back and forth, and may come first", () => {
  expect(otherSign("1,8")).toBe("−1,8");
  expect(otherSign("–1.8")).toBe("1.8");
  expect(readNumber(otherSign("1,8"))).toBe(-1.8);
  expect(otherSign("")).toBe("−");
  expect(otherSign(otherSign(""))).toBe("");
});
