"""A desk in Chromium: what the browser tests of the clinic's side share."""

from playwright.sync_api import Browser, Page

PASSWORD = "demo-hip-2026"
DESK = {"width": 1366, "height": 768}
TABLET = {"width": 1024, "height": 768}
PHONE = {"width": 390, "height": 844}


def signed_in(browser: Browser, base: str, email: str, size: dict[str, int]) -> Page:
    context = browser.new_context(
        viewport=size,  # type: ignore[arg-type]
        locale="en-GB",
        timezone_id="Europe/Lisbon",
        reduced_motion="reduce",
        service_workers="block",
    )
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(base)
    page.locator("input[type=email]").fill(email)
    page.locator("input[type=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    return page


def tab_to(page: Page, words: str, most: int = 60) -> None:
    """Press Tab until what has the focus is called `words`."""
    for _ in range(most):
        page.keyboard.press("Tab")
        here = page.evaluate(
            "(document.activeElement.getAttribute('aria-label') ?? document.activeElement.innerText)"
        )
        if here and here.strip().startswith(words):
            return
    raise AssertionError(f"the keyboard does not come to {words!r}")
