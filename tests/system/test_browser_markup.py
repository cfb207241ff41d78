"""Markup in every field of words, on every screen of phone and desk: nothing of it becomes part of a page."""

import os
from types import SimpleNamespace

import pytest
from playwright.sync_api import Playwright

from tests.markup import QUESTIONNAIRE, SHORT
from tests.system import desk
from tests.system.conftest import ROOT, manage

pytestmark = [
    pytest.mark.system,
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.parametrize("product", ["sqlite"], indirect=True, scope="session"),
]
MARIA, SOFIA = "maria@demo.example", "physio@demo.example"
WRITE = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from backend.accounts.models import User
from backend.core.actor import Actor
from backend.patients.models import Patient
from tests.markup import SHORT, name_marked, write_marked
sofia, maria = User.objects.get(email="{SOFIA}"), Patient.objects.get(user__email="{MARIA}")
by = Actor(role="clinician", user_id=sofia.pk, name=SHORT)
write_marked(maria, by)
name_marked(maria)
print("patient", maria.pk)
"""

PHONE = ("/", "/log", "/progress", "/plan", "/more", "/more/about", "/more/results", "/more/messages", "/more/month", "/more/tray",
         "/more/questionnaires", "/more/people", "/more/consents", "/more/privacy", "/more/privacy/seen", "/more/settings",
         "/more/security", "/welcome")  # fmt: skip
DESK = ("/", "/overview", "/people", "/questionnaires", "/settings", "/imports", "/emergency", "/security")
RECORD = ("", "/course", "/examination", "/questionnaires", "/people")
MARKED = "() => document.querySelectorAll('#marked, img[onerror]').length"


def test_on_every_screen(running: SimpleNamespace, token_of, playwright: Playwright):
    clinic = token_of(SOFIA)
    record = manage(running, "shell", "-v", "0", "-c", WRITE).split("patient ")[1].split()[0]
    home = clinic.get(f"/api/v1/patients/{record}").json()["clinic"]["id"]
    made = clinic.post(f"/api/v1/clinics/{home}/questionnaires", json={"resource": QUESTIONNAIRE})
    assert made.status_code == 201, made.text
    browser = playwright.chromium.launch(
        executable_path=os.environ.get("TOH_CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox", "--disable-gpu"]
    )
    told: list[str] = []
    shown = set()
    for email, size, inside, paths in (
        (MARIA, desk.PHONE, ".today-head", PHONE),
        (SOFIA, desk.DESK, ".worklist-row", [*DESK, *(f"/patients/{record}{more}" for more in RECORD)]),
    ):
        page = desk.signed_in(browser, running.base, email, size)
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("console", lambda line: told.append(line.text) if "Content Security Policy" in line.text else None)
        page.locator(inside).first.wait_for()
        for path in paths:
            page.goto(running.base + path)
            page.locator("main h1").first.wait_for()
            page.wait_for_load_state("networkidle")
            assert page.evaluate(MARKED) == 0, path
            if SHORT[:14] in page.locator("body").inner_text():
                shown.add(path)
        page.context.close()
    browser.close()
    assert told == []
    assert len(shown) > 8, shown  # it was there to be seen
