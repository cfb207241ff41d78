"""A patient's phone in Chromium: what the browser tests of the app share."""

import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, Playwright, expect

SIZE = {"width": 390, "height": 844}
PASSWORD = "demo-hip-2026"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


def phone(
    playwright: Playwright,
    folder: Path,
    *,
    offline: bool = False,
    zone: str = "Europe/Lisbon",
    locale: str = "en-GB",
    **more: Any,
) -> BrowserContext:
    """A browser whose storage outlives it, as a phone's does."""
    context = playwright.chromium.launch_persistent_context(
        folder,
        executable_path=os.environ.get("TOH_CHROMIUM", "/usr/bin/chromium"),
        args=QUIET,
        viewport=SIZE,
        locale=locale,
        timezone_id=zone,
        reduced_motion="reduce",
        **more,
    )
    context.set_default_timeout(60_000)
    context.set_offline(offline)
    return context


def sign_in(page: Page, base: str, email: str) -> None:
    page.goto(base)
    page.locator("input[type=email]").fill(email)
    page.locator("input[type=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.locator(".today-head").wait_for()


def installed(page: Page) -> None:
    """The app lies on the phone, and the first reading is through."""
    page.wait_for_function("navigator.serviceWorker.ready.then(() => !!navigator.serviceWorker.controller || true)")
    page.wait_for_function("caches.keys().then((keys) => keys.some((key) => key.includes('precache')))")
    page.locator(".badge-saved").wait_for()


# A phone on which the days of a story go by: it does not hear what day it is for the server, and so does not ask.
DEAF_TO_TIME = """
const real = Headers.prototype.get;
Headers.prototype.get = function (name) { return name === "Date" ? null : real.call(this, name); };
"""


def at(page: Page, moment: datetime) -> None:
    page.clock.set_system_time(moment)


def evening(days_back: int) -> datetime:
    now = datetime.now().astimezone()
    return (now - timedelta(days=days_back)).replace(hour=20, minute=0) if days_back else now


def tap(page: Page, name: str) -> None:
    """A tab of the bar, without loading the page anew."""
    page.locator("nav.bar").get_by_role("link", name=name).click()


def strength(page: Page, value: int, place: str | None = None) -> Locator:
    """The button of one number, of the place that is named or of the first that is on the screen."""
    numbers = (
        page.get_by_role("radiogroup", name=place, exact=True) if place else page.get_by_role("radiogroup").first
    )
    return numbers.locator(f"input[value='{value}']")


def press(page: Page, value: int, place: str | None = None) -> None:
    """Press that number's button, once it stands still and nothing lies over it."""
    button = strength(page, value, place)
    button.locator("xpath=..").click()
    expect(button).to_be_checked()


def log_pain(page: Page, intensity: int, *, walking: bool = True, place: str = "Left hip") -> None:
    """An ordinary day: where, how strong, and save."""
    tap(page, "Log")
    page.locator(f".spot-button[aria-label='{place}']").first.click()
    press(page, intensity)
    if walking:
        page.get_by_role("button", name="Walking").click()
    page.get_by_role("button", name="Save this day").click()
    page.locator(".log-save .saved").wait_for()
    tap(page, "Today")
