"""The product in Chromium, driven by clicks: a patient's phone and a physiotherapist's desk."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.system.conftest import manage
from tests.system.phone import installed, press
from tests.system.waiting import within

pytestmark = [pytest.mark.system, pytest.mark.browser, pytest.mark.slow]

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1366, "height": 768}
PASSWORD = "demo-hip-2026"
# An operator who has signed in to the app with a second factor, as `tests/conftest.py` writes such a session.
OPERATOR = """
import time
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
user = get_user_model().objects.create_superuser("operator@demo.example", "demo-hip-2026")
client = Client()
client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
session = client.session
session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
session["account_authentication_methods_user"] = session["_auth_user_id"]
session.save()
print(session.session_key)
"""


def signed_in(browser: Browser, base: str, email: str, size: dict[str, int]) -> Page:
    page = browser.new_context(viewport=size, locale="en-GB", timezone_id="Europe/Lisbon").new_page()
    page.set_default_timeout(60_000)
    page.goto(base)
    page.locator("input[type=email]").fill(email)
    page.locator("input[type=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    return page


def log_left_hip(page: Page, base: str, intensity: int) -> None:
    page.goto(f"{base}/log")
    page.get_by_role("button", name="Left hip", exact=True).first.click()
    press(page, intensity)
    page.get_by_role("button", name="Save this day").click()
    expect(page.get_by_text("Saved on this phone").first).to_be_visible()


def pain_of_today(client) -> list[float]:
    key = client.get("/api/v1/me").json()["patient"]["id"]
    rows = client.get(f"/api/v1/patients/{key}/records?kind=pain&limit=500").json()["results"]
    return [row["intensity"] for row in rows if row["author"]["role"] == "patient"][-1:]


def test_a_patient_signs_in_and_logs_on_a_phone(running, token_of, chromium):
    page = signed_in(chromium, running.base, "tomas@demo.example", PHONE)
    expect(page.get_by_role("heading", name="How much weight today")).to_be_visible()
    expect(page.get_by_text("Toes only").first).to_be_visible()
    log_left_hip(page, running.base, 4)
    assert within(15, lambda: pain_of_today(token_of("tomas@demo.example")) == [4])
    page.goto(f"{running.base}/progress")
    expect(page.get_by_role("heading", name="Progress")).to_be_visible()
    page.context.close()


def test_what_is_logged_without_signal_arrives_once_when_it_is_back(running, token_of, chromium):
    page = signed_in(chromium, running.base, "peter@demo.example", PHONE)
    expect(page.get_by_role("heading", name="How much weight today")).to_be_visible()
    installed(page)
    page.context.set_offline(True)
    log_left_hip(page, running.base, 7)
    client = token_of("peter@demo.example")
    assert pain_of_today(client) != [7]
    page.context.set_offline(False)
    assert within(40, lambda: pain_of_today(client) == [7])
    key = client.get("/api/v1/me").json()["patient"]["id"]
    rows = client.get(f"/api/v1/patients/{key}/records?kind=pain&limit=500").json()["results"]
    assert [row["intensity"] for row in rows].count(7) == 1
    page.context.close()


def test_a_physiotherapist_reads_why_and_prescribes(running, token_of, chromium):
    page = signed_in(chromium, running.base, "physio@demo.example", DESK)
    names = page.get_by_text("Clara Meier-Lindqvist").or_(page.get_by_text("Jonas Weber"))
    expect(names.first).to_be_visible()
    page.get_by_text("Jonas Weber").first.click()
    panel = page.locator("aside")
    expect(panel.get_by_text("Contact someone today").first).to_be_visible()
    panel.get_by_role("link", name="Course").or_(panel.get_by_role("button", name="Course")).first.click()
    expect(page.get_by_role("heading", name="Jonas Weber")).to_be_visible()
    page.get_by_role("button", name="Prescribe load").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("button", name="TTWB").or_(sheet.get_by_text("TTWB", exact=True)).first.click()
    sheet.get_by_role("button", name="Sign prescription").click()
    jonas = token_of("jonas@demo.example")

    def load():
        me = jonas.get("/api/v1/me").json()["patient"]["id"]
        right = jonas.get(f"/api/v1/patients/{me}").json()["load"]["right"]
        return right and right["status"] == "TTWB"

    assert within(15, load)
    page.context.close()
    phone = signed_in(chromium, running.base, "jonas@demo.example", PHONE)
    expect(phone.get_by_text("Toes only").first).to_be_visible()
    phone.context.close()


def test_no_page_asks_for_what_its_content_security_policy_forbids(running, chromium):
    page = signed_in(chromium, running.base, "maria@demo.example", PHONE)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    expect(page.get_by_role("heading", name="How much weight today")).to_be_visible()
    for path in ("/", "/progress", "/more/settings"):
        page.goto(running.base + path)
        expect(page.locator("h1, h2").first).to_be_visible()
    page.goto(f"{running.base}/api/v1/docs/")
    # of a long list Swagger UI draws only what is in view
    expect(page.get_by_text("/api/v1/clinics").first).to_be_visible()
    page.get_by_placeholder("Filter by tag").fill("sync")
    expect(page.get_by_text("/api/v1/sync/push").first).to_be_visible()
    page.goto(f"{running.base}/admin/login/")
    expect(page.get_by_role("heading", name="For operators of this server")).to_be_visible()
    session = manage(running, "shell", "-v", "0", "-c", OPERATOR).split()[-1]
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": running.base}])
    page.goto(f"{running.base}/admin/")
    expect(page.get_by_role("heading", name="What runs, and what does not")).to_be_visible()
    assert [text for text in said if "Content Security Policy" in text or "Refused to" in text] == []
    # And the listener hears one when there is one.
    with page.expect_console_message(lambda message: "Content Security Policy" in message.text):
        page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p onclick=\"1\" style=\"color: red\">x</p>')")
    page.context.close()
