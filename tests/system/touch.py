"""A finger on the screen of a phone or a tablet: touch events as Chromium gets them from the glass."""

import math
import time

from playwright.sync_api import Locator, Page

PATIENT_S = 60
STILL_DOUBLE_S = 0.4
SEEN_S = 10
READ_S = 0.8
NEAR_PX = 40
# The middle of an element that is where it was two frames ago, with nothing lying over it; null otherwise.
RESTS = """async (one) => {
    one.scrollIntoView({ block: "center", behavior: "instant" });
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const middle = () => {
        const box = one.getBoundingClientRect();
        return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    };
    const before = middle();
    await frame();
    await frame();
    const { x, y } = middle();
    const hit = document.elementFromPoint(x, y);
    const reached = hit && (one.contains(hit) || hit.contains(one) || hit.closest("label")?.contains(one));
    return reached && x === before.x && y === before.y ? { x, y } : null;
}"""


class Finger:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.cdp = page.context.new_cdp_session(page)
        self.last: tuple[tuple[float, float], float] = ((-NEAR_PX, -NEAR_PX), 0.0)

    def _send(self, kind: str, *points: tuple[float, float]) -> None:
        self.cdp.send(
            "Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]}
        )

    def place_of(self, target: Locator) -> tuple[float, float]:
        """The middle of the target, once it rests there and a finger reaches it: people do not tap what still moves."""
        until = time.monotonic() + PATIENT_S
        while time.monotonic() < until:
            place = target.evaluate(RESTS)
            if place:
                return place["x"], place["y"]
        raise AssertionError(f"{target} does not come to rest where a finger reaches it")

    def tap(self, target: Locator, *, hold: int = 0) -> None:
        at = self.place_of(target)
        before, when = self.last
        # who taps where the last tap has brought something new, has read it first
        if math.dist(at, before) < NEAR_PX and time.monotonic() - when < SEEN_S:
            time.sleep(READ_S)
        self._send("touchStart", at)
        if hold:
            self.page.wait_for_timeout(hold)
        self._send("touchEnd")
        self.last = (at, time.monotonic())

    def swipe(self, target: Locator, *, up: int) -> None:
        """Begins on the target and scrolls the page."""
        x, y = self.place_of(target)
        self._send("touchStart", (x, y))
        for step in range(1, 9):
            self._send("touchMove", (x, y - up * step / 8))
            self.page.wait_for_timeout(16)
        self._send("touchEnd")

    def cancelled(self, target: Locator) -> None:
        """The system takes the touch away: a call comes in, a palm is noticed."""
        self._send("touchStart", self.place_of(target))
        self._send("touchCancel")

    def twice(self, target: Locator, *, apart: int = 60) -> None:
        """
        Two taps within `apart` milliseconds, on a phone that is six times slower than this machine. A machine that is too busy
        for that taps once: seconds later it would be another tap, of somebody who sees what the first has done.
        """
        at = self.place_of(target)
        self.cdp.send("Emulation.setCPUThrottlingRate", {"rate": 6})
        try:
            first = time.monotonic()
            self._send("touchStart", at)
            self._send("touchEnd")
            time.sleep(apart / 1000)
            if time.monotonic() - first < STILL_DOUBLE_S:
                self._send("touchStart", at)
                self._send("touchEnd")
        finally:
            self.cdp.send("Emulation.setCPUThrottlingRate", {"rate": 1})
