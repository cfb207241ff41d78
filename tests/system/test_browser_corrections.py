"""What was logged and is to be said differently."""

import pytest
from playwright.sync_api import Playwright, expect

from tests.system.phone import log_pain, phone, sign_in, tap

pytestmark = [pytest.mark.system, pytest.mark.slow, pytest.mark.browser]


def test_a_long_note_leaves_room_for_the_day_and_all_of_an_entry_can_be_mended(
    running, playwright: Playwright, tmp_path
):
    context = phone(playwright, tmp_path / "phone")
    page = context.new_page()
    sign_in(page, running.base, "maria@demo.example")
    tap(page, "Log")
    page.locator(".spot-button[aria-label='Left hip']").first.click()
    page.get_by_text("More about today").click()
    page.locator("#stiffness").fill("450")
    page.locator("#note").fill(("On the stairs, again; " * 100)[:2000])
    page.get_by_role("button", name="Save this day").click()
    page.get_by_role("button", name="Save without a number").click()
    said = page.locator(".log-said").filter(has_text="On the stairs")
    expect(said).to_contain_text("Stiffness: 450 minutes")
    assert said.bounding_box()["height"] < 90
    said.locator("xpath=ancestor::li").get_by_role("button", name="Change").click()
    page.locator("#edit-stiffness").fill("45")
    page.locator("#edit-note").fill("On the stairs.")
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(page.locator(".log-said").filter(has_text="On the stairs")).to_have_text(
        "Left hip · Stiffness: 45 minutes · On the stairs."
    )
    # said again it is corrected, and what else was said of it stays
    log_pain(page, 3, walking=False)
    tap(page, "Log")
    expect(page.locator(".log-said").filter(has_text="On the stairs")).to_have_text(
        "Left hip · 3 of 10 · Stiffness: 45 minutes · On the stairs."
    )
    for place in ("Right hip", "Left groin", "Right groin", "Left knee", "Right knee", "Low back"):
        log_pain(page, 3, walking=False, place=place)
    tap(page, "Log")
    expect(page.locator(".log-said:visible")).to_have_count(5)
    page.get_by_text("more", exact=False).filter(visible=True).first.click()
    expect(page.locator(".log-said:visible").filter(has_text="On the stairs")).to_have_count(1)
    context.close()


def test_a_birth_is_asked_about_before_it_is_noted(running, playwright: Playwright, tmp_path):
    context = phone(playwright, tmp_path / "phone")
    page = context.new_page()
    sign_in(page, running.base, "maria@demo.example")
    page.goto(f"{running.base}/more/settings")
    page.get_by_text("Pregnancy:").wait_for()
    before = page.get_by_text("Pregnancy:").locator("..").inner_text()
    page.get_by_role("button", name="The pregnancy has ended").click()
    page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.get_by_text("Pregnancy:").locator("..").inner_text() == before
    page.get_by_role("button", name="My baby was born").click()
    expect(page.get_by_role("dialog")).to_contain_text("changes what the app looks out for")
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(page.get_by_role("dialog")).to_contain_text("Please choose a day from")
    yesterday = page.evaluate("new Date(Date.now() - 864e5).toLocaleDateString('en-CA')")
    page.get_by_label("When was the birth?").fill(yesterday)
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(page.get_by_text("Pregnancy:").locator("..")).to_contain_text("yesterday")
    context.close()
