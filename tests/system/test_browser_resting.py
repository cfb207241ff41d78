"""Consent taken back, and a deletion that waits: seen on every screen, and ended there by one touch."""

from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, Playwright, expect

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
MARIA = "maria@demo.example"
TABS = ("Today", "Progress", "Log", "Plan", "More")


def on_every_screen(page: Page, count: int) -> None:
    for name in TABS:
        phone.tap(page, name)
        page.locator("main h1").first.wait_for()
        expect(page.locator(".rests")).to_have_count(count)


def test_consent_taken_back_and_given_again(running: SimpleNamespace, playwright: Playwright, tmp_path, token_of):
    client = token_of(MARIA)
    notebook = Notebook(client)
    context = phone.phone(playwright, tmp_path, has_touch=True, is_mobile=True)
    page = context.new_page()
    phone.sign_in(page, running.base, MARIA)
    phone.installed(page)
    finger = Finger(page)
    on_every_screen(page, 0)
    page.goto(f"{running.base}/more/consents")
    finger.tap(page.get_by_role("button", name="Withdraw").first)
    sheet = page.get_by_role("dialog")
    finger.tap(sheet.get_by_role("button", name="Withdraw"))
    expect(sheet).to_have_count(0)
    banner = page.locator(".rests")
    expect(banner).to_contain_text("New entries wait on this phone and are not sent.")
    on_every_screen(page, 1)

    # what is entered now waits, and nothing is asked of it
    phone.log_pain(page, 9, place="Right knee")
    badge = page.locator(".badge")
    expect(badge).to_contain_text("1")
    page.reload()
    expect(banner.get_by_role("link", name="Delete everything")).to_be_visible()
    expect(badge).to_contain_text("1")
    assert notebook.new_pain() == []

    # without a connection the banner says so, and stays
    context.set_offline(True)
    finger.tap(banner.get_by_role("button", name="Agree again"))
    expect(banner.get_by_role("alert")).to_contain_text("connection")
    context.set_offline(False)
    finger.twice(banner.get_by_role("button", name="Agree again"))
    expect(banner).to_have_count(0)
    assert within(20, lambda: [value for _, value in notebook.new_pain()]) == [9]
    expect(page.locator(".badge-saved")).to_be_visible()
    on_every_screen(page, 0)

    # a deletion asked for: until when, on every screen, and one touch keeps everything
    page.goto(f"{running.base}/more/privacy")
    finger.tap(page.get_by_role("button", name="Delete"))
    expect(sheet).to_be_visible()
    if sheet.locator("#erase-password").count():  # not of somebody who has signed in just now
        sheet.locator("#erase-password").fill(phone.PASSWORD)
    finger.tap(sheet.get_by_role("button", name="Delete"))
    expect(banner).to_contain_text("will be deleted on")
    assert client.get("/api/v1/erasure").json()["state"] == "asked"
    on_every_screen(page, 1)
    page.reload()
    context.set_offline(True)
    finger.tap(banner.get_by_role("button", name="Keep everything"))
    expect(banner.get_by_role("alert")).to_contain_text("connection")
    context.set_offline(False)
    finger.twice(banner.get_by_role("button", name="Keep everything"))
    expect(banner).to_have_count(0)
    assert client.get("/api/v1/erasure").json()["state"] != "asked"
    on_every_screen(page, 0)
    context.close()
