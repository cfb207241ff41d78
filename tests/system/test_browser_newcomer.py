"""Somebody who is new: opens an account on a German phone, and reaches everything with a keyboard on any screen."""

import re

import pytest
from playwright.sync_api import Playwright, expect

from tests.system.looks import hidden_focus
from tests.system.phone import phone, sign_in
from tests.system.waiting import within

pytestmark = [pytest.mark.system, pytest.mark.slow, pytest.mark.browser]


def mailed(running, address: str) -> str:
    letters = sorted((running.var / "mail").glob("*"), key=lambda one: one.stat().st_mtime)
    return "".join(one.read_text() for one in letters if f"To: {address}" in one.read_text())


def codes(running, address: str) -> list[str]:
    return re.findall(r"^([A-Z0-9]{4}-[A-Z0-9]{4})\s*$", mailed(running, address), re.MULTILINE)


def test_a_german_newcomer_stays_in_german_and_is_never_left_without_a_way_on(
    running, playwright: Playwright, tmp_path
):
    context = phone(playwright, tmp_path / "phone", locale="de-DE")
    page = context.new_page()
    page.goto(running.base)
    page.get_by_role("button", name="Neu hier").click()
    page.locator("input[type=password]").fill("krücken und bänke")
    page.locator("input[type=email]").fill("hana@tippfehler.example")
    page.keyboard.press("Enter")
    expect(page.get_by_text("an hana@tippfehler.example gesendet")).to_be_visible()
    page.get_by_role("button", name="Andere Adresse").click()
    page.locator("input[type=email]").fill("hana@beispiel.example")
    page.locator("input[type=password]").fill("krücken und bänke")
    page.keyboard.press("Enter")
    expect(page.get_by_text("an hana@beispiel.example gesendet")).to_be_visible()
    # Two more codes, of which the last one counts; then it is said how to go on.
    again = page.get_by_role("button", name="Neuen Code senden")
    for sent in (2, 3):
        again.click()
        expect(page.get_by_role("status")).to_contain_text("Ein neuer Code ist unterwegs")
        assert within(20, lambda sent=sent: len(codes(running, "hana@beispiel.example")) == sent)
    expect(page.get_by_role("alert")).to_have_count(0)
    again.click()
    expect(page.get_by_role("alert")).to_contain_text("kein weiterer Code")
    expect(page.get_by_role("alert")).to_contain_text("In fünf Minuten")
    assert "Subject: Ihr Code" in mailed(running, "hana@beispiel.example")
    page.locator("#key").fill(codes(running, "hana@beispiel.example")[-1])
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Für sich beginnen")).to_be_visible()
    expect(page.get_by_text("Bitte stimmen Sie dem Aufbewahren Ihrer Einträge zu")).to_be_visible()
    page.locator("#own-name").fill("Hana")
    page.get_by_label("Aufbewahren und Nutzen meiner Einträge").check()
    page.get_by_role("button", name="Meine Akte beginnen").click()
    expect(page.get_by_role("heading", name="Erste Fragen")).to_be_visible()
    expect(page.get_by_text("Nur Sie lesen es")).to_be_visible()
    context.close()


@pytest.mark.parametrize(("width", "height"), [(390, 844), (320, 256), (844, 390)])
def test_what_the_keyboard_reaches_is_never_under_the_bar(running, playwright: Playwright, tmp_path, width, height):
    context = phone(playwright, tmp_path / "phone")
    page = context.new_page()
    sign_in(page, running.base, "jonas@demo.example")
    page.set_viewport_size({"width": width, "height": height})
    for path in ("/", "/log", "/more/learn", "/more/settings"):
        page.goto(running.base + path)
        page.locator("main h1").wait_for()
        assert hidden_focus(page) == [], path
    context.close()
