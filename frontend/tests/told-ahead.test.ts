import { expect, test } from "vitest";
import { dayTold } from "~/features/desk/reminders";

test("what was due long ago stands ahead on the day on which it is told, never in a year that is over", () => {
  expect(dayTold({ due_on: "2025-03-01", due_at: "2026-12-02T08:00:00Z" })).toBe("2026-12-02");
  expect(dayTold({ due_on: "2027-03-01", due_at: "2027-02-28T23:30:00Z" })).toBe("2027-03-01");
  expect(dayTold({ due_on: null, due_at: "2026-12-02T08:00:00Z" })).toBe("2026-12-02");
});
