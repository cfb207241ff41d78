"""The day of what a finger says, on a phone whose clock or zone is not to be believed."""

import contextlib
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Playwright, expect

from tests.system import phone
from tests.system.test_browser_phone import Notebook
from tests.system.touch import Finger
from tests.system.waiting import within

pytestmark = [
    pytest.mark.system,
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.parametrize("product", ["sqlite"], indirect=True, scope="session"),
]
TOMAS = "tomas@demo.example"


@pytest.fixture
def hand(running: SimpleNamespace, playwright: Playwright, tmp_path) -> Iterator[SimpleNamespace]:
    """A phone with a finger, in a zone of the browser's or of the machine's own."""
    open_now: list[BrowserContext] = []

    def take(email: str, *, off: timedelta | None = None, **more) -> tuple[Page, Finger]:
        context = phone.phone(playwright, tmp_path, has_touch=True, is_mobile=True, **more)
        open_now.append(context)
        page = context.new_page()
        if off:
            page.clock.install(time=datetime.now(UTC) + off)
        phone.sign_in(page, running.base, email)
        phone.installed(page)
        return page, Finger(page)

    yield SimpleNamespace(take=take, base=running.base)
    for context in open_now:
        context.close()


def hurts(page: Page, finger: Finger, place: str, value: int) -> None:
    phone.tap(page, "Log")
    finger.tap(page.locator(f".spot-button[aria-label='{place}']").first)
    finger.tap(page.locator(".numbers .number-button").nth(value))


def tap_until(finger: Finger, button: Locator, seen: Locator) -> None:
    """A tap where a sheet has just closed is taken for the second one of that sheet: a slow machine still waits for it."""
    for _ in range(10):
        finger.tap(button)
        with contextlib.suppress(AssertionError):
            expect(seen).to_be_visible(timeout=6_000)
            return
    expect(seen).to_be_visible()


def today() -> str:
    return datetime.now(UTC).date().isoformat()  # the same in Lisbon in winter, and an hour later there in summer


@pytest.mark.parametrize("off", [timedelta(days=-700), timedelta(days=3)], ids=["years behind", "days ahead"])
def test_a_clock_more_than_a_day_off_is_asked_about_before_anything_is_kept(hand, token_of, off):
    notebook = Notebook(token_of(TOMAS))
    page, finger = hand.take(TOMAS, off=off, zone="UTC")
    hurts(page, finger, "Right knee", 4)
    question = page.get_by_role("dialog", name="Which day is it?")
    save = page.get_by_role("button", name="Save this day")
    finger.twice(save)
    expect(question).to_be_visible()
    # Back answers nothing: nothing is kept, and what was said stands on the page
    page.go_back()
    expect(question).to_have_count(0)
    expect(page.locator(".numbers-chosen")).to_have_text("4")
    expect(page.locator(".log-save .saved")).to_have_count(0)
    assert page.evaluate("localStorage['toh.clock']")
    tap_until(finger, save, question)
    # a day that has not come yet cannot be meant
    expect(question.get_by_role("button", name="as the device says")).to_have_count(1 if off < timedelta() else 0)
    assert notebook.new_pain() == []
    finger.tap(question.get_by_role("button", name="It is "))
    page.locator(".log-save .saved").wait_for()
    assert within(20, notebook.new_pain) == [(today(), 4)]
    # who has said it is not asked again, without a connection either
    page.context.set_offline(True)
    hurts(page, finger, "Left knee", 2)
    finger.tap(save)
    page.locator(".log-save .saved").wait_for()
    expect(question).to_have_count(0)
    page.context.set_offline(False)
    assert within(20, lambda: sorted(notebook.new_pain()) == [(today(), 2), (today(), 4)]), notebook.new_pain()


@pytest.mark.parametrize(("machine", "called"), [("Nowhere/Bogus", "Etc/Unknown"), ("GMT", "+00:00")])
def test_a_zone_that_the_browser_cannot_name_loses_no_entry(hand, token_of, machine, called):
    client = token_of(TOMAS)
    notebook = Notebook(client)
    record = f"/api/v1/patients/{notebook.patient}"
    home = "Pacific/Kiritimati"
    assert client.patch(record, json={"timezone": home}).status_code == 200
    page, finger = hand.take(TOMAS, zone=None, env=os.environ | {"TZ": machine})
    assert page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone") == called
    hurts(page, finger, "Right knee", 4)
    finger.tap(page.get_by_role("button", name="Save this day"))
    page.locator(".log-save .saved").wait_for()
    kiritimati = (datetime.now(UTC) + timedelta(hours=14)).date().isoformat()
    day = kiritimati if called == "Etc/Unknown" else today()  # unknown: the profile's own clock
    assert within(20, notebook.new_pain) == [(day, 4)]
    phone.tap(page, "Today")
    notice = page.locator(".notice", has_text="Kiritimati")
    if called == "Etc/Unknown":
        expect(page.get_by_text("as yesterday?").or_(page.locator(".today-load")).first).to_be_visible()
        expect(notice).to_have_count(0)
        return
    finger.tap(notice.get_by_role("button", name="Use +00:00 time"))
    expect(notice).to_have_count(0)
    assert client.get(record).json()["timezone"] == called
