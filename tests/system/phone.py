"""A patient's phone in Chromium: what the browser tests of the app share."""

import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Playwright

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
    context.set_default_timeout(20_000)
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


def at(page: Page, moment: datetime) -> None:
    page.clock.set_system_time(moment)


def evening(days_back: int) -> datetime:
    now = datetime.now().astimezone()
    return (now - timedelta(days=days_back)).replace(hour=20, minute=0) if days_back else now


def tap(page: Page, name: str) -> None:
    """A tab of the bar, without loading the page anew."""
    page.locator("nav.bar").get_by_role("link", name=name).click()


def log_pain(page: Page, intensity: int, *, walking: bool = True) -> None:
    """An ordinary day: the same place as last time, how strong, and save."""
    tap(page, "Log")
    page.locator(".spot-button[aria-label='Left hip']").first.click()
    slider = page.get_by_role("slider").first
    slider.focus()
    page.keyboard.press("Home")
    for _ in range(intensity):
        page.keyboard.press("ArrowRight")
    if walking:
        page.get_by_role("button", name="Walking").click()
    page.get_by_role("button", name="Save this day").click()
    page.locator(".log-save .saved").wait_for()
    tap(page, "Today")
