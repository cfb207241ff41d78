"""How long Progress takes to draw three years of days, on a processor slowed four times, by Chromium's own trace.

    .venv/bin/python -m bench.progress_draw [--slower 4] [--rounds 5]

Starts the product with its demo clinic, puts three years of entries for both hips into the phone's own database, and turns
between "6 weeks" and "All". Told: milliseconds from the touch to the end of the paint that shows it (the first of them with cold
code), and, while the page scrolls over the drawn chart, the frames that came later than two refreshes. Limit: 100 ms, of the median.
Chromium from TOH_CHROMIUM, else /usr/bin/chromium.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from statistics import median
from typing import Any

from playwright.sync_api import CDPSession, Page, sync_playwright

from bench.screens import PHONE, product, signed_in

LIMIT_MS = 100
# Three years, both hips each day but every ninth, with a load reported and an exercise; written as the phone keeps them.
FILL = """async (days) => {
    const name = (await indexedDB.databases()).map((one) => one.name).find((one) => /toh/i.test(one));
    const db = await new Promise((done, no) => {
        const asked = indexedDB.open(name);
        asked.onsuccess = () => done(asked.result);
        asked.onerror = () => no(asked.error);
    });
    const work = db.transaction("records", "readwrite");
    const store = work.objectStore("records");
    const now = Date.now();
    let count = 0;
    for (let back = 1; back <= days; back += 1) {
        const date = new Date(now - back * 86400000).toISOString().slice(0, 10);
        const put = (kind, more) => {
            count += 1;
            const id = `018f0000-0000-7000-8000-${String(count).padStart(12, "0")}`;
            store.put({ id, kind, date, recorded_at: `${date}T10:00:00+00:00`, timezone: "UTC", current: 1,
                sync: "sent", ...more });
        };
        if (back % 9 === 0) continue;
        const wave = Math.sin(back / 60) * 2;
        put("pain", { site: "hip", side: "left", intensity: Math.round(5 + wave + (back * 7) % 3 - 1) });
        put("pain", { site: "groin", side: "right", intensity: Math.round(3 - wave + (back * 5) % 3 - 1) });
        put("weight_bearing", { side: "left", status: "PWB", percent: 30 });
        if (back % 2) put("exercise", { category: "aquatic", minutes: 20 });
    }
    await new Promise((done, no) => { work.oncomplete = done; work.onerror = () => no(work.error); });
    db.close();
    return count;
}"""


def traced(session: CDPSession, act: Any) -> list[dict[str, Any]]:
    """What Chromium wrote down of the page while `act` was done."""
    events: list[dict[str, Any]] = []
    ended: list[bool] = []
    session.on("Tracing.dataCollected", lambda part: events.extend(part["value"]))
    session.on("Tracing.tracingComplete", lambda _: ended.append(True))
    session.send(
        "Tracing.start",
        {
            "categories": "devtools.timeline,devtools.timeline.frame,toplevel,disabled-by-default-devtools.timeline",
            "transferMode": "ReportEvents",
        },
    )
    act()
    session.send("Tracing.end")
    return events, ended  # type: ignore[return-value]


def drawn(page: Page, session: CDPSession, name: str) -> float:
    """Milliseconds from the touch of a button to the end of the paint after it."""

    def act() -> None:
        page.get_by_role("button", name=name, exact=True).click()
        page.wait_for_timeout(900)

    events = _done(page, *traced(session, act))
    clicks = [e["ts"] for e in events if e["name"] == "EventDispatch" and e["args"]["data"]["type"] == "click"]
    start = max(clicks)
    # the screen is built in one task and painted in the next frame; nothing follows for as long as we wait
    paints = [e["ts"] + e.get("dur", 0) for e in events if e["name"] in ("Paint", "PrePaint", "Layerize", "Commit")]
    first = [ts for ts in paints if ts > start]
    changed = [e["ts"] for e in events if e["name"] == "Layout" and e["ts"] > start]
    after = min((ts for ts in first if changed and ts > changed[0]), default=max(first))
    frame = max(ts for ts in first if ts - after < 16_000)
    return float((frame - start) / 1000)


FRAMES = """() => new Promise((done) => {
    const gaps = [];
    let before = performance.now();
    const until = before + 1500;
    const next = (now) => {
        gaps.push(now - before);
        before = now;
        scrollBy(0, 12);
        if (now < until) requestAnimationFrame(next); else done(gaps.slice(1));
    };
    requestAnimationFrame(next);
})"""


def scrolled(page: Page) -> tuple[int, int]:
    """Frames that came later than two refreshes of 60 a second, and frames in all, while the page scrolls for 1.5 s."""
    gaps = page.evaluate(FRAMES)
    return sum(1 for gap in gaps if gap > 2 * 1000 / 60 + 1), len(gaps)


def _done(page: Page, events: list[dict[str, Any]], ended: list[bool]) -> list[dict[str, Any]]:
    for _ in range(200):
        if ended:
            return events
        page.wait_for_timeout(25)
    sys.exit("Chromium did not end its trace")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--slower", type=float, default=4)
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    with contextlib.ExitStack() as stack:
        base = stack.enter_context(product())
        play = stack.enter_context(sync_playwright())
        path = os.environ.get("TOH_CHROMIUM", "/usr/bin/chromium")
        browser = stack.enter_context(
            contextlib.closing(play.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"]))
        )
        page = signed_in(browser, base, "maria@demo.example", PHONE, "en-GB")
        count = page.evaluate(FILL, 3 * 365)
        page.goto(base + "/progress")
        page.locator(".course-chart svg").wait_for()
        page.wait_for_timeout(1_500)
        times = []
        for _ in range(chosen.rounds):
            session = page.context.new_cdp_session(page)
            session.send("Emulation.setCPUThrottlingRate", {"rate": chosen.slower})
            times.append(drawn(page, session, "All"))
            session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
            session.detach()
            page.get_by_role("button", name="6 weeks", exact=True).click()
            page.wait_for_timeout(300)
        page.get_by_role("button", name="All", exact=True).click()
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": chosen.slower})
        late, frames = scrolled(page)
        nodes = page.evaluate("document.querySelectorAll('.course-chart svg *').length")
    print(json.dumps({
        "entries": count, "slower": chosen.slower, "svg_nodes": nodes,
        "draw_ms": [round(one) for one in times], "median_ms": round(median(times)), "limit_ms": LIMIT_MS,
        "scroll_late_frames": late, "scroll_frames": frames,
    }))  # fmt: skip
    return 0 if median(times) < LIMIT_MS else 1


if __name__ == "__main__":
    raise SystemExit(main())
