// @vitest-environment happy-dom
/** A device that is off by years is asked about with the years: its own is the last to know which year it is. */
import "fake-indexeddb/auto";
import { afterEach, expect, test, vi } from "vitest";
import { DayQuestion } from "~/app/day-question";
import { hearServerTime, rememberClock } from "~/domain/clock";
import { onTheDayMeant } from "~/sync/ask-day";
import { changeLanguage } from "~/ui/language";
import * as dom from "./dom";

afterEach(() => {
  rememberClock(null, () => undefined);
  vi.useRealTimers();
  dom.leave();
});

test.each([
  [
    "en",
    "The clock of this device says 27 October 2025. The server says 1 December 2026.",
    "Keep 27 October 2025, as the device says",
  ],
  [
    "de",
    "Die Uhr dieses Geräts sagt 27. Oktober 2025. Der Server sagt 1. Dezember 2026.",
    "27. Oktober 2025 behalten, wie das Gerät sagt",
  ],
] as const)("in %s", async (language, words, keep) => {
  changeLanguage(language);
  dom.show(<DayQuestion />);
  await new Promise((done) => setTimeout(done, 50));
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2025-10-27T12:00:00Z") });
  hearServerTime(Date.parse("2026-12-01T12:00:00Z"));
  const meant = onTheDayMeant([{ kind: "pain", site: "hip", side: "left", intensity: 3 }]);
  await dom.says(words); // while the device is still sure of its year
  vi.useRealTimers();
  await dom.press(keep);
  expect(await meant).toHaveLength(1);
});
