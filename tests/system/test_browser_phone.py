"""The patient's app in Chromium. Every screen for every eye and hand; and a month without signal, a restart, another person's phone: nothing that was entered is lost.

On one database: nothing here depends on which (`bench.sync_faults` and test_browser.py run on both).
"""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from bench.screens import PATIENT, do
from tests.system import looks, phone
from tests.system.waiting import within

pytestmark = [
    pytest.mark.system,
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.parametrize("product", ["sqlite"], indirect=True, scope="session"),
]

COURSE = [2, 3, 2, 1, 2, 3, 2, 2, 1, 2, 3, 2, 2, 1, 2, 2, 3, 2, 1, 2, 2, 3, 2, 2, 1, 2, 2, 8, 9, 8]


class Notebook:
    """What the server holds of one person, in the order of arrival."""

    def __init__(self, client):
        self.client = client
        self.patient = client.get("/api/v1/me").json()["patient"]["id"]
        self.from_here = self.pull(0)[-1]["seq"]

    def pull(self, after):
        changes, more = [], True
        while more:
            page = self.client.get(f"/api/v1/sync/pull?after={after}&limit=1000").json()
            changes += page["changes"]
            after, more = page["cursor"], page["more"]
        return changes

    def new_pain(self):
        """What stands. A day that the demo had already spoken of is corrected: its earlier statement arrives anew, as replaced."""
        return [
            (change["record"]["date"], change["record"]["intensity"])
            for change in self.pull(self.from_here)
            if change["type"] == "record" and change["record"]["kind"] == "pain" and change["record"]["is_current"]
        ]


def test_a_month_without_signal_and_a_restart(running, token_of, playwright, tmp_path):
    notebook = Notebook(token_of("tomas@demo.example"))
    context = phone.phone(playwright, tmp_path)
    page = context.new_page()
    phone.sign_in(page, running.base, "tomas@demo.example")
    phone.installed(page)
    context.set_offline(True)
    page.clock.install(time=phone.evening(30))
    page.goto(running.base)  # opens without a connection
    days = []
    for back, intensity in zip(range(30, 0, -1), COURSE, strict=True):
        phone.at(page, phone.evening(back))
        phone.tap(page, "Today")
        phone.log_pain(page, intensity)
        days.append((phone.evening(back).date().isoformat(), intensity))
    expect(page.locator(".badge")).to_contain_text("30")
    assert notebook.new_pain() == []
    context.close()  # the phone is switched off

    context = phone.phone(playwright, tmp_path, offline=True)
    page = context.new_page()
    page.goto(running.base)
    expect(page.locator(".today-side").first).to_contain_text("Toes only")
    expect(page.locator(".badge")).to_contain_text("No connection · 30")
    phone.log_pain(page, 9)
    days.append((phone.evening(0).date().isoformat(), 9))
    # pain that rises while the leg is used: the phone says so by itself
    urgent = page.locator(".finding-now")
    expect(urgent.first).to_be_visible()
    urgent.first.get_by_text("Why am I seeing this").click()
    expect(urgent.first.get_by_text("Noticed on this phone")).to_be_visible()
    context.set_offline(False)
    assert within(40, lambda: len(notebook.new_pain()) >= 31)
    assert notebook.new_pain() == days
    expect(page.locator(".badge-saved")).to_be_visible()

    def found():
        return [
            change["finding"]["finding"]
            for change in notebook.pull(notebook.from_here)
            if change["type"] == "finding" and change["finding"]["state"] == "open"
        ]

    assert within(20, lambda: "loading-despite-worsening-pain" in found())
    page.reload()
    expect(urgent.first).to_be_visible()
    context.close()


def test_who_signs_out_with_unsent_entries_finds_them_again_and_nobody_else_does(
    running, token_of, playwright, tmp_path
):
    notebook = Notebook(token_of("ines@demo.example"))
    context = phone.phone(playwright, tmp_path)
    page = context.new_page()
    phone.sign_in(page, running.base, "ines@demo.example")
    phone.installed(page)
    context.route("**/api/v1/sync/push", lambda route: route.fulfill(status=503))
    phone.log_pain(page, 6)
    expect(page.locator(".badge")).to_contain_text("asks us to wait · 1")
    sign_out(page, running.base)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("not")
    dialog.get_by_role("button", name="Sign out").click()
    page.locator("input[type=email]").wait_for()

    phone.sign_in(page, running.base, "peter@demo.example")
    expect(page.locator(".badge-saved")).to_be_visible()
    phone.tap(page, "Log")
    page.locator(".log").wait_for()
    expect(page.get_by_text("6 of 10")).to_have_count(0)
    page.goto(f"{running.base}/more/tray")
    expect(page.get_by_text("Everything you entered has arrived")).to_be_visible()
    sign_out(page, running.base)

    context.unroute("**/api/v1/sync/push")
    phone.sign_in(page, running.base, "ines@demo.example")
    assert within(20, lambda: [value for _, value in notebook.new_pain()] == [6])
    context.close()


def test_who_travels_is_asked_whose_clock_counts_and_keeps_their_own_day(running, token_of, playwright, tmp_path):
    tomas = token_of("tomas@demo.example")
    notebook = Notebook(tomas)
    record = f"/api/v1/patients/{notebook.patient}"
    home = tomas.get(record).json()["timezone"]
    there = "Pacific/Kiritimati"  # fourteen hours ahead: for most of the day it is tomorrow there
    context = phone.phone(playwright, tmp_path, zone=there)
    page = context.new_page()
    phone.sign_in(page, running.base, "tomas@demo.example")
    phone.installed(page)
    phone.log_pain(page, 2)
    assert within(20, notebook.new_pain) == [(datetime.now(ZoneInfo(there)).date().isoformat(), 2)]
    notice = page.locator(".notice", has_text="Kiritimati")
    context.set_offline(True)
    notice.get_by_role("button", name="Use Kiritimati").click()
    expect(notice.get_by_role("alert")).to_contain_text("connection")
    context.set_offline(False)
    notice.get_by_role("button", name="Use Kiritimati").click()
    expect(notice).to_have_count(0)
    assert tomas.get(record).json()["timezone"] == there
    assert tomas.patch(record, json={"timezone": home}).status_code == 200
    page.reload()
    notice.get_by_role("button", name="Keep").click()
    expect(notice).to_have_count(0)
    context.close()


def sign_out(page, base):
    page.goto(f"{base}/more/settings")
    page.locator("main").get_by_role("button", name="Sign out").first.click()
    # either the question about what is unsent, or the sign-in screen
    page.locator("dialog[open], input[type=email]").first.wait_for()


def test_every_screen_for_every_eye_and_hand(running, playwright, tmp_path):
    """axe in both themes, targets of 44 px, text at 200 %, right to left, the keyboard; nothing is wrong anywhere."""
    context = phone.phone(playwright, tmp_path)
    page = context.new_page()
    page.goto(running.base)
    page.locator("input[type=email]").wait_for()
    wrong = {"sign-in": whats_wrong(page)}
    phone.sign_in(page, running.base, "maria@demo.example")
    phone.installed(page)
    for name, address, what in PATIENT:
        page.goto(running.base + address)
        page.locator("main h1").first.wait_for()
        page.locator(".badge-saved").wait_for()
        do(page, what)
        wrong[name] = whats_wrong(page)
    context.close()
    assert {name: list(found) for name, found in wrong.items() if found} == {}


def whats_wrong(page):
    found = []
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        found += looks.axe(page, colours_only=theme == "dark")
    found += looks.small_targets(page)
    found += looks.at_200_percent(page)
    found += looks.from_right_to_left(page)
    found += looks.by_keyboard(page)
    return dict.fromkeys(found)
