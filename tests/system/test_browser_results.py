"""Results that a patient types in from a letter."""

import pytest
from playwright.sync_api import Playwright, expect

from tests.system.phone import phone, sign_in

pytestmark = [pytest.mark.system, pytest.mark.slow, pytest.mark.browser]


def test_a_scan_that_the_server_would_not_take_is_compared_with_none(running, playwright: Playwright, tmp_path):
    context = phone(playwright, tmp_path / "phone")
    page = context.new_page()
    sign_in(page, running.base, "maria@demo.example")
    page.goto(f"{running.base}/more/results")
    page.get_by_role("button", name="Add").first.click()
    page.locator("#result-bmd").fill("0,85")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("dialog")).to_be_visible()  # which side has to be said first
    page.locator("#result-side").select_option("left")
    # a phone whose date picker keeps to no limit
    page.locator("#result-date").evaluate("(field) => field.removeAttribute('max')")
    page.locator("#result-date").fill("2061-01-01")
    page.get_by_role("button", name="Save").click()
    waits = page.get_by_role("main").get_by_role("link", name="1 entry needs you")
    expect(waits).to_be_visible()
    expect(page.get_by_text("0.731")).to_be_visible()
    expect(page.get_by_text("2061")).to_have_count(0)
    expect(page.get_by_text("Change since the scan before")).to_have_count(0)
    waits.click()
    expect(page.get_by_text("1 January 2061")).to_be_visible()
    expect(page.get_by_text("Look at the day")).to_be_visible()
    context.close()
