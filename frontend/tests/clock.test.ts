// @vitest-environment happy-dom
/** What the phone makes of its own clock and zone. */
import "fake-indexeddb/auto";
import { afterEach, describe, expect, test, vi } from "vitest";
import { clocksToAskAbout, hearServerTime, nowTrusted, rememberClock, trustClock } from "~/domain/clock";
import { standing } from "~/domain/current";
import { dayOf, deviceZone, isoIn, setHomeZone, today } from "~/domain/days";
import { byMoment } from "~/domain/moment";
import { makeEntry } from "~/store/entries";
import { onAskDay, onTheDayMeant } from "~/sync/ask-day";

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 30, 12);

afterEach(() => {
  rememberClock(null, () => undefined);
  setHomeZone(null);
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** This phone's clock shows the server's time plus `off`. */
function phoneAt(off: number): void {
  vi.useFakeTimers({ now: NOW + off, toFake: ["Date"] });
  hearServerTime(NOW);
}

describe("a clock that is off", () => {
  test.each([-700 * DAY, -1.1 * DAY, 1.1 * DAY, 2 * DAY])("by %i ms is asked about once", async (off) => {
    phoneAt(off);
    const asked: unknown[] = [];
    const stop = onAskDay(async (clocks) => {
      asked.push(clocks);
      return "server";
    });
    const zone = deviceZone();
    const kept = await onTheDayMeant([
      { kind: "pain", date: today() },
      { kind: "pain", date: "2026-11-02" },
    ]);
    expect(kept!.map((one) => one.date)).toEqual([dayOf(NOW, zone), "2026-11-02"]);
    expect(asked).toEqual([{ device: NOW + off, server: NOW }]);
    expect(nowTrusted()).toBe(NOW);
    const entry = makeEntry(kept![0]!);
    expect(Date.parse(entry.recorded_at)).toBe(NOW + off); // what the device showed is kept
    await onTheDayMeant([{ kind: "pain" }]);
    expect(asked).toHaveLength(1);
    stop();
  });

  test("by less than a day is nobody's business", () => {
    phoneAt(-20 * 3_600_000);
    expect(clocksToAskAbout()).toBeNull();
  });

  test("who does not say keeps nothing, and is asked again", async () => {
    phoneAt(-3 * DAY);
    const stop = onAskDay(async () => null);
    expect(await onTheDayMeant([{ kind: "pain" }])).toBeNull();
    expect(clocksToAskAbout()).not.toBeNull();
    stop();
  });

  test("who goes by the device stays with it, until its clock is set anew", async () => {
    phoneAt(-3 * DAY);
    trustClock("device");
    expect(clocksToAskAbout()).toBeNull();
    expect(nowTrusted()).toBe(NOW - 3 * DAY);
    phoneAt(-9 * DAY);
    expect(clocksToAskAbout()).not.toBeNull();
    phoneAt(0);
    expect(clocksToAskAbout()).toBeNull();
  });

  test("is known without a connection, from the visit before", () => {
    let kept = null as unknown;
    rememberClock(null, (known) => (kept = known));
    phoneAt(-400 * DAY);
    rememberClock(kept as never, () => undefined);
    expect(clocksToAskAbout()!.server).toBe(NOW);
  });
});

describe("a zone that the browser does not know", () => {
  const reporting = (zone: unknown) =>
    vi.spyOn(Intl.DateTimeFormat.prototype, "resolvedOptions").mockImplementation(() => {
      if (zone instanceof Error) throw zone;
      return { timeZone: zone } as Intl.ResolvedDateTimeFormatOptions;
    });
  test.each(["Etc/Unknown", undefined, "", "Mars/Olympus", new RangeError("no zone")])("%s", (zone) => {
    reporting(zone);
    expect(deviceZone()).toBe("UTC");
    setHomeZone("America/Lima");
    expect(deviceZone()).toBe("America/Lima");
    expect(today(undefined, Date.UTC(2026, 6, 2, 3))).toBe("2026-07-01");
    setHomeZone("Also/Unknown");
    expect(deviceZone()).toBe("UTC");
  });

  test.each([
    ["Europe/Lisbon", "2026-07-01T13:15:09.007+01:00"],
    ["America/St_Johns", "2026-07-01T09:45:09.007-02:30"],
    ["Asia/Kolkata", "2026-07-01T17:45:09.007+05:30"],
    ["UTC", "2026-07-01T12:15:09.007+00:00"],
    ["Pacific/Kiritimati", "2026-07-02T02:15:09.007+14:00"],
  ])("a moment is written by the clock of %s", (zone, written) => {
    const instant = Date.UTC(2026, 6, 1, 12, 15, 9, 7);
    expect(isoIn(instant, zone)).toBe(written);
    expect(Date.parse(written)).toBe(instant);
    expect(makeEntry({ kind: "pain" }, instant, zone)).toMatchObject({
      recorded_at: written,
      timezone: zone,
    });
  });
});

describe("which of two statements is the later", () => {
  const said = (id: string, recorded_at: string, received_at?: string) => ({ id, recorded_at, received_at });
  test("a clock that runs ahead outranks nothing", () => {
    const worse = said("a", "2026-12-02T12:00:00Z", "2026-11-30T12:00:00Z");
    const better = said("b", "2026-11-30T13:00:00Z", "2026-11-30T13:00:05Z");
    expect([better, worse].sort(byMoment).map(({ id }) => id)).toEqual(["a", "b"]);
  });

  test("of rival corrections, what is not sent yet, then the server's word, then the last that came", () => {
    const row = (id: string, more = {}) => ({ id, kind: "pain", supersedes: "1", sync: "sent", ...more });
    const stands = (...rows: ReturnType<typeof row>[]) =>
      standing([{ ...row("1"), supersedes: null }, ...rows]).map(({ id }) => id);
    expect(stands(row("2", { sync: "queued" }), row("9"))).toEqual(["2"]);
    expect(stands(row("2"), row("9", { is_current: false }))).toEqual(["2"]);
    const came = (minute: number) => ({ received_at: `2026-11-30T12:0${minute}:00+00:00` });
    expect(stands(row("2", came(5)), row("9", came(4)))).toEqual(["2"]);
  });
});
