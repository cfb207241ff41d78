"""Two physiotherapists with the same patient: each in a browser of their own, or in two tabs of one tablet."""

import subprocess
import sys

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.system.conftest import ROOT
from tests.system.desk import DESK, PASSWORD, TABLET, signed_in
from tests.system.touch import Finger

pytestmark = [pytest.mark.system, pytest.mark.browser, pytest.mark.slow]

SOFIA, RUI = "physio@demo.example", "rui@demo.example"
COLLEAGUE = f"""
from backend.accounts.actions import add_member, register_person
from backend.accounts.models import Clinic
from backend.core.actor import Actor
by = Actor.system("test")
rui = register_person(by=by, email="{RUI}", name="Rui Lopes", password="{PASSWORD}")
add_member(by=by, user=rui, clinic=Clinic.objects.get(), role="physiotherapist")
"""


@pytest.fixture(scope="module")
def colleague(running):
    manage = str(ROOT / "manage.py")
    subprocess.run([sys.executable, manage, "shell", "-c", COLLEAGUE], env=running.env, check=True, cwd="/")
    return RUI


@pytest.fixture
def both(running, colleague, chromium, token_of):
    """Sofia and Rui, each with Jonas open beside the list."""
    key = token_of("jonas@demo.example").get("/api/v1/me").json()["patient"]["id"]
    pages = [at_jonas(chromium, running.base, key, email) for email in (SOFIA, colleague)]
    yield pages
    for page in pages:
        page.context.close()


def at_jonas(browser: Browser, base: str, key: str, email: str) -> Page:
    page = signed_in(browser, base, email, DESK if email == SOFIA else TABLET)
    page.locator(".worklist-row").first.wait_for()
    page.locator(f"[data-patient='{key}']").click()
    expect(page.locator("#panel-name")).to_have_text("Jonas Weber")
    return page


def prescribing(page: Page, step: str, reason: str = ""):
    page.get_by_role("button", name="Prescribe load").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("button", name="Right").click()
    sheet.get_by_role("button", name=step, exact=True).click()
    if step == "NWB":
        sheet.locator("#prescribe-aid").select_option("two_crutches")
    if reason:
        sheet.get_by_role("textbox").first.fill(reason)
    if step == "FWB":
        # more than is in force, with findings open: a second touch
        sheet.get_by_label("I have looked at this").check()
    return sheet


def test_the_later_prescription_waits_until_its_writer_has_seen_the_earlier_one(both, token_of):
    sofia, rui = both
    why = "Walks without pain in the pool, wants to drive again."
    mine, theirs = prescribing(sofia, "NWB"), prescribing(rui, "FWB", why)
    mine.get_by_role("button", name="Sign prescription").click()
    expect(sofia.locator(".undo-words")).to_have_text("Prescription signed: Jonas Weber")

    # Rui is told that somebody was first, what it was, by whom; nothing of his is gone, and nothing was written
    theirs.get_by_role("button", name="Sign prescription").click()
    told = theirs.get_by_role("alert")
    expect(told).to_contain_text("Somebody else was first")
    expect(told).to_contain_text("Load prescribed: Right NWB")
    expect(told).to_contain_text("Sofia Almeida")
    expect(theirs.get_by_role("textbox").first).to_have_value(why)
    expect(theirs.get_by_role("button", name="FWB", exact=True)).to_have_attribute("aria-pressed", "true")
    expect(theirs).to_contain_text("In force: NWB", timeout=60_000)
    loads = [row["status"] for row in prescriptions(token_of)]
    assert loads[0] == "NWB"
    assert "FWB" not in loads

    # he decides: after talking to her he takes a smaller step, keeps his words, and signs
    theirs.get_by_role("button", name="TTWB", exact=True).click()
    expect(theirs.get_by_role("textbox").first).to_have_value(why)
    theirs.get_by_label("I have looked at this").check()
    theirs.get_by_role("button", name="Sign prescription").click()
    expect(rui.locator(".undo-words")).to_have_text("Prescription signed: Jonas Weber")
    assert [row["status"] for row in prescriptions(token_of)][:2] == ["TTWB", "NWB"]
    expect(sofia.locator(".panel-leg").last).to_contain_text("TTWB", timeout=60_000)


def test_a_finding_that_another_closes_keeps_the_words_that_were_being_typed(both):
    sofia, rui = both
    first = "Rang him: he had carried his daughter."
    second = "He says on the phone that it is from carrying his daughter; no fever, no fall."
    mine, theirs = (page.locator(".desk-finding", has_text="Reported WBAT") for page in both)
    for row, words in ((mine, first), (theirs, second)):
        row.get_by_role("button", name="Resolve").click()
        row.get_by_role("textbox").fill(words)
    mine.get_by_role("button", name="Resolve").last.click()
    expect(sofia.locator(".undo-words")).to_contain_text("resolved")
    expect(mine).to_have_count(0)

    # no press needed: the row stays with what Rui typed, and says what happened to it
    told = theirs.get_by_role("alert")
    expect(told).to_contain_text("Closed by somebody else", timeout=60_000)
    expect(told).to_contain_text(first)
    expect(told).to_contain_text("Sofia Almeida")
    expect(theirs.get_by_role("textbox")).to_have_value(second)

    # the words go where they belong; the finding leaves, also from the list of the open
    theirs.get_by_role("button", name="Keep as an internal note").click()
    expect(theirs).to_have_count(0)
    expect(rui.get_by_text(second).first).to_be_visible()
    expect(sofia.get_by_text(second).first).to_be_visible(timeout=60_000)


def test_a_note_waits_for_what_was_acknowledged_meanwhile_and_undo_tells_when_it_is_too_late(both):
    sofia, rui = both
    words = "Ask about night pain on Friday."
    rui.get_by_role("button", name="Write a note").click()
    rui.locator("#note-text").fill(words)
    worse = sofia.locator(".desk-finding", has_text="Pain is worse")
    worse.get_by_role("button", name="Acknowledge").click()
    expect(sofia.locator(".undo-words")).to_contain_text("acknowledged")
    other = rui.locator(".desk-finding", has_text="Pain is worse")
    expect(other).to_contain_text("acknowledged today, Sofia Almeida", timeout=60_000)
    expect(rui.locator("#note-text")).to_have_value(words)
    rui.get_by_role("button", name="Save", exact=True).click()
    told = rui.get_by_role("alert")
    expect(told).to_contain_text("Finding acknowledged: Pain is worse")
    expect(rui.locator("#note-text")).to_have_value(words)
    rui.get_by_role("button", name="Save", exact=True).click()
    expect(rui.locator("#note-text")).to_have_count(0)
    expect(rui.get_by_text(words).first).to_be_visible()


def note(page: Page, finger: Finger, words: str) -> None:
    finger.tap(page.get_by_role("button", name="Write a note"))
    page.locator("#note-text").fill(words)


def enter(page: Page, email: str) -> None:
    page.locator("input[type=email]").last.fill(email)
    page.locator("input[type=password]").last.fill(PASSWORD)
    page.keyboard.press("Enter")


def test_two_clinicians_in_two_tabs_of_one_tablet(running, colleague, chromium, token_of):
    """Whatever the other tab does, what one has typed is signed by nobody else, and by them once they are back."""
    key = token_of("jonas@demo.example").get("/api/v1/me").json()["patient"]["id"]

    def notes() -> list[tuple[str, str]]:
        rows = token_of(SOFIA).get(f"/api/v1/patients/{key}/records?kind=note&limit=500").json()["results"]
        return [(row["text"], row["author"]["name"]) for row in rows if row["text"].startswith("By touch")]

    before = notes()
    context = chromium.new_context(
        viewport=TABLET, locale="en-GB", has_touch=True, reduced_motion="reduce", service_workers="block"
    )
    context.set_default_timeout(60_000)
    here, other = context.new_page(), context.new_page()
    here.goto(running.base)
    enter(here, SOFIA)
    mine, theirs = Finger(here), Finger(other)
    mine.tap(here.locator(f"[data-patient='{key}']"))
    note(here, mine, "By touch, Sofia's")

    other.goto(running.base)
    theirs.tap(other.get_by_role("button", name="Sign out"))
    enter(other, colleague)
    theirs.tap(other.locator(f"[data-patient='{key}']"))
    note(other, theirs, "By touch, Rui's")
    door = here.get_by_role("dialog", name="Sign in again")
    expect(door).to_be_visible()
    assert notes() == before

    # Sofia is back: her words are there and hers, and now Rui's tab is shut
    enter(here, SOFIA)
    expect(door).to_have_count(0)
    expect(here.locator("#note-text")).to_have_value("By touch, Sofia's")
    mine.tap(here.get_by_role("button", name="Save", exact=True))
    expect(here.locator("#note-text")).to_have_count(0)
    shut = other.get_by_role("dialog", name="Sign in again")
    expect(shut).to_be_visible()
    enter(other, colleague)
    expect(shut).to_have_count(0)
    theirs.tap(other.get_by_role("button", name="Save", exact=True))
    told = other.get_by_role("alert")  # somebody was first: read, then saved
    expect(told.or_(other.locator(".act-line", has_text="By touch, Rui's")).first).to_be_visible()
    if other.locator("#note-text").count():
        theirs.tap(other.get_by_role("button", name="Save", exact=True))
    expect(other.locator("#note-text")).to_have_count(0)
    assert sorted(set(notes()) - set(before)) == [
        ("By touch, Rui's", "Rui Lopes"),
        ("By touch, Sofia's", "Sofia Almeida"),
    ]
    context.close()


def prescriptions(token_of) -> list[dict]:
    """Newest first, as the server keeps them."""
    desk = token_of(SOFIA)
    key = token_of("jonas@demo.example").get("/api/v1/me").json()["patient"]["id"]
    rows = desk.get(f"/api/v1/dashboard/patients/{key}/course").json()["records"]
    found = [row for row in rows if row["kind"] == "prescription"]
    return sorted(found, key=lambda row: -row["seq"])
