import { expect, test } from "vitest";
import { tickWords } from "~/ui/course/axis";

test("a course of three years says which year each begins", () => {
  const days = ["2024-11-01", "2025-03-01", "2025-07-01", "2025-11-01", "2026-03-01", "2026-07-01"];
  expect(tickWords(days, 700)).toEqual(["Nov 2024", "Mar 2025", "Jul", "Nov", "Mar 2026", "Jul"]);
});

test("within one year no year is said, and over a turn of the year it is", () => {
  expect(tickWords(["2026-03-01", "2026-04-01"], 90)).toEqual(["1 Mar", "1 Apr"]);
  expect(tickWords(["2025-12-01", "2026-01-01", "2026-02-01"], 90)).toEqual([
    "Dec 2025",
    "Jan 2026",
    "1 Feb",
  ]);
});

test("a few weeks keep their days", () => {
  expect(tickWords(["2025-12-29", "2026-01-05"], 30)).toEqual(["29 Dec", "5 Jan"]);
});
