"""Photographs every screen of the running product with its demo clinic, for looking at and for the documentation.

    .venv/bin/python -m bench.screens [--only log,tray] [--language de] [--into docs/screens] [--png]

Starts the product on a free port with data of its own, signs in as the demo's patient and physiotherapist, and takes each
screen at 390×844 (phone), 1366×768 (desk) and 1024×768 (the desk on a tablet), light and dark. Pictures are WebP of at most 60 kB; what is larger is said.
Chromium from TOH_CHROMIUM, else /usr/bin/chromium.
"""

from __future__ import annotations

import argparse
import base64
import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, Route, sync_playwright

from bench.servers import free_port, stop

ROOT = Path(__file__).resolve().parent.parent
PHONE, DESK, TABLET = {"width": 390, "height": 844}, {"width": 1366, "height": 768}, {"width": 1024, "height": 768}
LIMIT = 60_000
PASSWORD = "demo-hip-2026"

# Name, address, and what is done there before the picture is taken.
PATIENT: list[tuple[str, str, str]] = [
    ("today", "/", ""),
    ("log", "/log", ""),
    ("log-filled", "/log", "fill"),
    ("log-more", "/log", "unfold"),
    ("progress", "/progress", ""),
    ("month", "/more/month", ""),
    ("plan", "/plan", ""),
    ("more", "/more", ""),
    ("results", "/more/results", ""),
    ("results-add", "/more/results", "add"),
    ("messages", "/more/messages", ""),
    ("learn", "/more/learn", ""),
    ("learn-page", "/more/learn", "first link"),
    ("tray", "/more/tray", ""),
    ("settings", "/more/settings", ""),
    ("questionnaires", "/more/questionnaires", ""),
    ("people", "/more/people", ""),
    ("consents", "/more/consents", ""),
    ("privacy", "/more/privacy", ""),
    ("seen", "/more/privacy/seen", ""),
    ("security", "/more/security", ""),
    ("about", "/more/about", ""),
    ("welcome", "/welcome", ""),
]
CLINIC: list[tuple[str, str, str]] = [
    ("worklist", "/", ""),
    ("patient", "/", "first patient"),
    ("prescribe", "/", "prescribe"),
    ("course", "/", "course"),
    ("care-team", "/", "people"),
    ("ask", "/", "questionnaires"),
    ("keys", "/", "keys"),
    ("overview", "/overview", ""),
    ("clinic-people", "/people", ""),
    ("clinic-questionnaires", "/questionnaires", ""),
    ("clinic-settings", "/settings", ""),
    ("templates", "/settings", "to the end"),
]
# What a clinic has after a while, and the demo has not: a template and a questionnaire of its own.
STOCK = """async () => {
    const me = await (await fetch("/api/v1/me")).json();
    const clinic = `/api/v1/clinics/${me.memberships[0].clinic.id ?? me.memberships[0].clinic}`;
    const token = document.cookie.match(/csrftoken=([^;]+)/)?.[1] ?? "";
    const post = (where, body) => fetch(`${clinic}/${where}`, {
        method: "POST", body: JSON.stringify(body),
        headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    }).then((answer) => answer.status);
    const some = await (await fetch(`${clinic}/questionnaires`)).json();
    if (some.length > 0) return [];
    return [
        await post("programme-templates", { name: "After MRI, first six weeks", description: "", phases: [
            { phase: "restricted", items: [
                { category: "range_of_motion", minutes: 15, weekdays: ["mon", "wed", "fri"] },
                { category: "aquatic", minutes: 30, weekdays: ["tue", "sat"] }] }] }),
        await post("questionnaires", { resource: { resourceType: "Questionnaire", status: "active",
            title: "Stairs and shoes", item: [
                { linkId: "1", text: "How many stairs did you climb today?", type: "integer" },
                { linkId: "2", text: "Could you put on your shoes alone?", type: "boolean" }] } }),
    ];
}"""


@contextlib.contextmanager
def product() -> Iterator[str]:
    """`manage.py up` with the demo clinic, on a free port and in a folder that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="toh-screens-") as folder:
        port = free_port()
        base = f"http://127.0.0.1:{port}"
        env = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("TOH_TEST", "DATABASE", "REDIS"))
        }
        with (Path(folder) / "up.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, str(ROOT / "manage.py"), "up", "--port", str(port)],
                env=env | {"TOH_VAR": folder, "PUBLIC_URL": base},
                stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
        try:
            until = time.monotonic() + 180
            while True:
                with contextlib.suppress(OSError), urllib.request.urlopen(f"{base}/healthz", timeout=5):
                    break
                if process.poll() is not None or time.monotonic() > until:
                    sys.exit((Path(folder) / "up.log").read_text())
                time.sleep(0.3)
            yield base
        finally:
            stop(process, signal.SIGINT)


def signed_in(browser: Browser, base: str, email: str, size: dict[str, int], language: str) -> Page:
    context = browser.new_context(
        viewport=size, locale=language, timezone_id="Europe/Lisbon", reduced_motion="reduce", device_scale_factor=1
    )
    page = context.new_page()
    # the account's own language would win over the browser's
    page.route("**/api/v1/me", lambda route: in_language(route, language))
    page.goto(base)
    page.locator("input[type=email]").fill(email)
    page.locator("input[type=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.locator("main h1").first.wait_for()
    page.wait_for_timeout(2_500)  # the first reading of the patient's history
    return page


def in_language(route: Route, language: str) -> None:
    answer = route.fetch()
    told = answer.json()
    route.fulfill(response=answer, json=told | {"language": language[:2]} if answer.ok else told)


def do(page: Page, what: str) -> None:
    """What a person does on the screen before it is photographed. By place, not by words: it works in every language."""
    if what == "fill":
        page.locator(".spot-button").first.click()
        page.locator(".number-button").nth(4).click()
    elif what == "unfold":
        page.locator("details.fold summary").last.click()
    elif what == "add":
        page.locator(".results-head button").first.click()
    elif what == "first link":
        page.locator("main .lines a, main li a").first.click()
    elif what == "keys":
        page.keyboard.press("?")
        page.wait_for_timeout(500)
    elif what == "to the end":
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
    elif what in ("first patient", "course", "people", "questionnaires", "prescribe"):
        page.locator(".worklist-row").nth(1).click()
        page.locator("aside .panel-acts").wait_for()
        if what == "prescribe":
            page.keyboard.press("p")
            page.locator(".prescribe-step").nth(2).click()
            page.locator("#prescribe-amount").fill("50")
        elif what != "first patient":
            page.locator(f"aside a[href$={what}]").first.click()
            page.wait_for_timeout(900)
    if what:
        page.wait_for_timeout(500)
    else:
        page.wait_for_load_state("networkidle")


def photograph(page: Page, file: Path, *, whole: bool, png: bool) -> int:
    """The screen as WebP (or PNG, for programs that know no other); its size in bytes."""
    session = page.context.new_cdp_session(page)
    size = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    width, height = page.viewport_size["width"], page.viewport_size["height"]  # type: ignore[index]
    top = 0 if whole else page.evaluate("scrollY")
    clip = {"x": 0, "y": top, "width": width, "height": min(size[1], height * 4) if whole else height, "scale": 1}
    data = b""
    for quality in (90, 75, 60):
        answer = session.send(
            "Page.captureScreenshot",
            {"format": "png" if png else "webp", "clip": clip, "captureBeyondViewport": whole}
            | ({} if png else {"quality": quality}),
        )
        data = base64.b64decode(answer["data"])
        if len(data) <= LIMIT or png:
            break
    session.detach()
    file.write_bytes(data)
    return len(data)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="names of screens, separated by commas")
    parser.add_argument("--language", default="en-GB")
    parser.add_argument("--into", type=Path, default=ROOT / "docs" / "screens")
    parser.add_argument("--png", action="store_true")
    parser.add_argument("--whole", action="store_true", help="pages in their whole length, not the first screenful")
    parser.add_argument("--patient", default="maria@demo.example")
    parser.add_argument("--base", help="an instance that already runs, instead of one of its own")
    chosen = parser.parse_args()
    chosen.into.mkdir(parents=True, exist_ok=True)
    only = set(filter(None, chosen.only.split(",")))
    with contextlib.ExitStack() as stack:
        base = chosen.base or stack.enter_context(product())
        play = stack.enter_context(sync_playwright())
        path = os.environ.get("TOH_CHROMIUM", "/usr/bin/chromium")
        browser = stack.enter_context(
            contextlib.closing(play.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"]))
        )
        total = 0
        clinician = "physio@demo.example"
        rounds = (
            (chosen.patient, PHONE, PATIENT, ""),
            (clinician, DESK, CLINIC, ""),
            (clinician, TABLET, CLINIC, "-1024"),
        )
        for email, size, screens, end in rounds:
            wanted = [(name + end, address, what) for name, address, what in screens if not only or name in only]
            if wanted:
                total += round_of(browser, base, email, size, wanted, chosen)
        if not only or "sign-in" in only:
            page = browser.new_context(viewport=PHONE, locale=chosen.language, reduced_motion="reduce").new_page()
            page.goto(base)
            page.locator("input[type=email]").wait_for()
            total += both_themes(page, "sign-in", chosen)
    print(f"{total / 1_000_000:.1f} MB in all")
    return 0


def round_of(
    browser: Browser, base: str, email: str, size: dict[str, int], screens: list[tuple[str, str, str]],
    chosen: argparse.Namespace,
) -> int:  # fmt: skip
    page = signed_in(browser, base, email, size, chosen.language)
    total = 0
    if size is not PHONE:
        assert set(page.evaluate(STOCK)) <= {201}, "the clinic's own template and questionnaire were not taken"
    for name, address, what in screens:
        page.goto(base + address)
        page.locator("main h1, main table").first.wait_for()
        page.wait_for_timeout(700)
        do(page, what)
        total += both_themes(page, name, chosen)
    page.context.close()
    return total


def both_themes(page: Page, name: str, chosen: argparse.Namespace) -> int:
    total = 0
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        page.wait_for_timeout(250)
        file = chosen.into / f"{name}-{theme}.{'png' if chosen.png else 'webp'}"
        size = photograph(page, file, whole=chosen.whole, png=chosen.png)
        print(f"{file.name:<32} {size / 1000:5.1f} kB{'' if size <= LIMIT else '  more than 60 kB'}", flush=True)
        total += size
    return total


if __name__ == "__main__":
    sys.exit(main())
