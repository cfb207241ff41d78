"""A record shown to a doctor elsewhere: a link made with a thumb, opened in another browser without an account, and ended."""

import json
import re
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.system import desk, looks, phone
from tests.system.touch import Finger

pytestmark = [
    pytest.mark.system,
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.parametrize("product", ["sqlite"], indirect=True, scope="session"),
]


def problems(page: Page) -> list[str]:
    return [*looks.axe(page), *looks.small_targets(page), *looks.overflow(page), *looks.at_200_percent(page)]


def by_another_program(link: str, passcode: str) -> dict:
    """What a script of Node's finds that knows the specification and nothing of ours."""
    script = Path(__file__).with_name("open-health-link.mjs")
    words = ["node", str(script), link, "A program", passcode]
    return json.loads(subprocess.run(words, capture_output=True, text=True, check=True).stdout)


def opened(page: Page, link: str, name: str, passcode: str) -> None:
    page.goto("about:blank")
    page.goto(link)
    page.get_by_label("Your name, or that of your practice").fill(name)
    page.get_by_label("Passcode", exact=True).fill(passcode)
    page.get_by_role("button", name="Open", exact=True).click()


def test_a_record_shown_to_a_doctor_without_an_account(
    running: SimpleNamespace, playwright: Playwright, chromium, tmp_path
) -> None:
    hers = phone.phone(playwright, tmp_path / "phone", has_touch=True)
    page = hers.pages[0]
    phone.sign_in(page, running.base, "maria@demo.example")
    phone.installed(page)
    finger = Finger(page)
    finger.tap(page.locator("nav.bar").get_by_role("link", name="More"))
    finger.tap(page.get_by_role("link", name="Show my record to a doctor"))
    finger.tap(page.get_by_role("button", name="A day", exact=True))
    finger.tap(page.get_by_text("Show my record as it is at each opening"))
    page.get_by_label("For whom? (if you like)").fill("For Dr Meyer")
    page.get_by_label("Passcode (if you like)").fill("482915")
    finger.tap(page.get_by_role("button", name="Make the link"))
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_role("img", name="Your link as a code to scan")).to_be_visible()
    assert problems(page) == []
    link = sheet.locator("#share-link").input_value()
    page.keyboard.press("Escape")

    elsewhere = chromium.new_context(viewport=desk.TABLET, locale="en-GB", reduced_motion="reduce")
    asked: list[str] = []
    elsewhere.on("request", lambda request: asked.append(request.url))
    doctor = elsewhere.new_page()
    opened(doctor, link, "Dr Meyer", "111111")
    expect(doctor.get_by_text("Wrong passcode. 4 tries are left")).to_be_visible()
    assert problems(doctor) == []
    opened(doctor, link, "Dr Meyer", "482915")
    expect(doctor.get_by_role("heading", level=1)).to_contain_text("International Patient Summary")
    expect(doctor.get_by_role("heading", name="Weight bearing and exercises")).to_be_visible()
    assert problems(doctor) == []
    assert elsewhere.cookies() == []
    assert {re.match(r"https?://[^/]+", url)[0] for url in asked if url.startswith("http")} == {running.base}
    key = link.partition("#")[2]
    assert not [url for url in asked if url.startswith(f"{running.base}/api/") and key in url]

    read = by_another_program(link, "482915")
    document = {"cty": "application/fhir+json", "resourceType": "Bundle", "type": "document"}
    assert (read["status"], read["flag"], read["files"]) == (200, "LP", [document])

    finger.tap(page.locator("nav.bar").get_by_role("link", name="More"))
    finger.tap(page.get_by_role("link", name="Show my record to a doctor"))
    expect(page.get_by_text(re.compile("^Dr Meyer, "))).to_be_visible()
    expect(page.get_by_text("Wrong passcodes: 1 of 5.")).to_be_visible()
    finger.tap(page.get_by_role("button", name="End it"))
    expect(page.get_by_text("Ended by you.")).to_be_visible()
    assert problems(page) == []
    opened(doctor, link, "Dr Meyer", "482915")
    expect(doctor.get_by_role("heading", name="This link opens nothing any more")).to_be_visible()
    assert by_another_program(link, "482915")["status"] == 404
    page.goto(f"{running.base}/more/privacy/seen")
    expect(page.get_by_text("looked at the summary behind your link")).to_have_count(2)  # the doctor, the program
    expect(page.get_by_text("Did not get in by your link").first).to_be_visible()
    elsewhere.close()
    hers.close()
