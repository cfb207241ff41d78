"""Who gets in, and to whose record: passkeys, invitations, caregivers and guessing, through real processes."""

import base64
import email
import hmac
import re
import struct
import subprocess
import sys
import time
from email import policy

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.system import phone
from tests.system.conftest import ROOT, free_port
from tests.system.waiting import within

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1366, "height": 768}
PASSWORD = "demo-hip-2026"
LOGIN = "/_allauth/browser/v1/auth/login"
SCENE = f"""
PASSWORD = {PASSWORD!r}
from backend.accounts.actions import add_member, found_clinic, register_person
from backend.core.actor import Actor
from backend.patients.actions import register_patient
by = Actor.system("test")
altona = found_clinic(by=by, name="Altona")
people = {{n: register_person(by=by, email=n + "@demo.example", name=n.title(), password=PASSWORD)
          for n in ("otto", "zoe", "tom")}}
add_member(by=by, user=people["otto"], clinic=altona, role="physiotherapist")
register_patient(by=by, name="Zoe Altonaer", clinic=altona, user=people["zoe"])
"""

pytestmark = [pytest.mark.system, pytest.mark.slow]


def fresh_page(browser: Browser, size) -> Page:
    page = browser.new_context(viewport=size, locale="en-GB", timezone_id="Europe/Lisbon").new_page()
    page.set_default_timeout(60_000)
    return page


def fill_in(page: Page, address: str, password: str = PASSWORD) -> None:
    page.locator("input[type=email]").fill(address)
    page.locator("input[type=password]").fill(password)
    page.keyboard.press("Enter")


def signed_in(browser: Browser, base: str, address: str, size) -> Page:
    page = fresh_page(browser, size)
    page.goto(base)
    fill_in(page, address)
    return page


def with_passkeys(page: Page, **more: bool):
    """A phone or machine that asks its person by itself (Chromium's virtual authenticator); how to change its mind."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    how = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    ready = {"isUserVerified": True, "automaticPresenceSimulation": True}
    made = device.send("WebAuthn.addVirtualAuthenticator", {"options": how | ready | more})["authenticatorId"]

    def asks(person_is_there: bool) -> None:
        device.send("WebAuthn.setUserVerified", {"authenticatorId": made, "isUserVerified": person_is_there})

    return asks


LOCKED = "fetch('/api/v1/me/lock').then((answer) => answer.json()).then((state) => state.locked)"


def code_mailed_to(running, address: str) -> str:
    def look():
        for path in sorted((running.var / "mail").glob("*"), reverse=True):
            mail = email.message_from_bytes(path.read_bytes(), policy=policy.default)
            if mail["To"] == address:
                found = re.search(r"^\s*([A-Z0-9]{3,}-[A-Z0-9]{3,})\s*$", mail.get_content(), re.MULTILINE)
                if found:
                    return found[1]
        return None

    return within(15, look)


@pytest.mark.browser
def test_a_new_colleague_comes_by_invitation_and_signs_in_with_a_passkey(running, token_of, chromium):
    """Invitation → account → code from the mailbox → no patient yet → passkey → the list; then by passkey alone."""
    base = running.base.replace("127.0.0.1", "localhost")  # a passkey belongs to a name
    made = token_of("admin@demo.example").post(
        "/api/v1/invitations", json={"role": "physiotherapist", "email": "nora@colleagues.example", "send": True}
    )
    assert made.status_code == 201, made.text
    secret = made.json()["link"].rpartition("/")[2]
    page = fresh_page(chromium, DESK)
    with_passkeys(page)
    page.goto(f"{base}/invitation/{secret}")
    expect(page.get_by_text("Ponte Hip Clinic")).to_be_visible()
    fill_in(page, "nora@colleagues.example", "correct horse battery")
    page.get_by_label("Code from the e-mail").fill(code_mailed_to(running, "nora@colleagues.example"))
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Accept the invitation").click()
    expect(page.get_by_role("heading", name="A second factor first")).to_be_visible()
    refused = page.evaluate(
        "fetch('/api/v1/patients').then(async (answer) => [answer.status, (await answer.json()).type])"
    )
    assert refused == [403, "urn:toh-tracker:second-factor-needed"]
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("dialog").get_by_label("Password").fill("correct horse battery")
    page.keyboard.press("Enter")
    expect(page.locator(".recovery li")).to_have_count(10)
    page.get_by_role("button", name="I have kept them").click()
    expect(page.get_by_text("Jonas Weber").first).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("Jonas Weber").first).to_be_visible()
    page.get_by_role("button", name="Lock").click()
    expect(page.get_by_role("button", name="Unlock with a passkey")).to_be_visible()
    within(30, lambda: page.evaluate(LOCKED))
    page.get_by_role("button", name="Unlock with a passkey").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.evaluate(LOCKED) is False
    again = token_of("admin@demo.example").post("/api/v1/invitations/take", json={"secret": secret})
    assert again.status_code == 400
    page.context.close()


@pytest.mark.browser
def test_a_patient_locks_the_phone_and_opens_it_without_a_connection(running, chromium):
    base = running.base.replace("127.0.0.1", "localhost")
    page = fresh_page(chromium, PHONE)
    asks = with_passkeys(page)
    page.goto(base)
    fill_in(page, "ines@demo.example")
    record = page.get_by_role("heading", name="How much weight today")
    expect(record).to_be_visible()
    phone.installed(page)
    page.goto(f"{base}/more/settings")
    page.get_by_role("button", name="Lock with this phone’s passkey").click()
    expect(page.get_by_text("This phone asks from now on.")).to_be_visible()

    page.context.set_offline(True)
    asks(False)
    page.goto(base)
    expect(page.get_by_role("heading", name="Locked")).to_be_visible()
    expect(page.get_by_text("did not confirm that it is you")).to_be_visible()
    assert page.locator(".phone").evaluate("(one) => getComputedStyle(one).visibility") == "hidden"
    expect(record).not_to_be_visible()
    page.keyboard.press("Escape")  # no way around
    expect(page.get_by_role("heading", name="Locked")).to_be_visible()
    page.get_by_role("button", name="Sign in instead").click()
    expect(page.get_by_text("This needs one")).to_be_visible()
    asks(True)
    page.get_by_role("button", name="Unlock").click()
    expect(record).to_be_visible()

    page.context.set_offline(False)
    asks(False)
    page.reload()
    page.get_by_role("button", name="Sign in instead").click()
    expect(page.locator("input[type=password]")).to_be_visible()
    assert page.context.request.get(f"{base}/api/v1/me").status == 401  # the session went with the lock
    page.locator("input[type=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(record).to_be_visible()
    page.context.close()


def six_digits(key: str) -> str:
    """What an authenticator app shows now (RFC 6238: HMAC-SHA-1 over the count of half minutes)."""
    count = struct.pack(">Q", int(time.time()) // 30)
    mixed = hmac.digest(base64.b32decode(key.replace(" ", "")), count, "sha1")
    at = mixed[-1] & 15
    return f"{(int.from_bytes(mixed[at : at + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06d}"


@pytest.mark.browser
def test_a_code_from_an_app_guards_the_door_and_a_stolen_session_is_ended(running, chromium):
    page = signed_in(chromium, running.base, "clara@demo.example", PHONE)
    expect(page.get_by_role("heading", name="How much weight today")).to_be_visible()
    thief = chromium.new_context(storage_state=page.context.storage_state())  # the cookies, on another machine
    me = f"{running.base}/api/v1/me"
    assert thief.request.get(me).status == 200

    page.goto(f"{running.base}/more/security")
    page.get_by_role("button", name="Set up a code from an app").click()
    key = page.locator(".totp-secret").inner_text()
    expect(page.locator("img.qr")).to_be_visible()
    digits = six_digits(key)
    page.get_by_label("Six digits from your app").fill(f"{digits[:3]} {digits[3:]}")
    page.get_by_role("button", name="Turn it on").click()
    dialog = page.get_by_role("dialog")
    codes = page.locator(".recovery li")
    expect(dialog.or_(codes).first).to_be_visible()
    if dialog.count():
        dialog.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
    expect(codes).to_have_count(10)
    spare = codes.first.inner_text()
    page.get_by_role("button", name="I have kept them").click()

    elsewhere = signed_in(chromium, running.base, "clara@demo.example", PHONE)
    elsewhere.get_by_label("Six digits from your app").fill("000000" if digits != "000000" else "111111")
    elsewhere.keyboard.press("Enter")
    expect(elsewhere.get_by_text("This code was not accepted.")).to_be_visible()
    assert elsewhere.context.request.get(me).status == 401
    elsewhere.get_by_label("Six digits from your app").fill(spare)
    elsewhere.keyboard.press("Enter")
    expect(elsewhere.get_by_role("heading", name="How much weight today")).to_be_visible()

    elsewhere.goto(f"{running.base}/more/security")
    expect(elsewhere.get_by_text("9 codes left")).to_be_visible()
    elsewhere.get_by_role("button", name="Sign out everywhere else").click()
    expect(elsewhere.get_by_role("button", name="Sign out everywhere else")).to_have_count(0)
    assert thief.request.get(me).status == 401
    assert page.context.request.get(me).status == 401
    assert elsewhere.context.request.get(me).status == 200

    again = signed_in(chromium, running.base, "clara@demo.example", PHONE)
    again.get_by_label("Six digits from your app").fill(spare)
    again.keyboard.press("Enter")
    expect(again.get_by_text("This code was not accepted.")).to_be_visible()
    for one in (page, elsewhere, again):
        one.context.close()
    thief.close()


@pytest.mark.browser
def test_two_clinics_two_patients_and_a_caregiver_each_see_their_own(running, chromium):
    subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "shell", "-v", "0", "-c", SCENE],
        env=running.env, check=True, cwd="/", capture_output=True,
    )  # fmt: skip
    maria = signed_in(chromium, running.base, "maria@demo.example", PHONE)
    expect(maria.get_by_role("heading", name="How much weight today")).to_be_visible()
    maria.goto(f"{running.base}/more/people")
    maria.get_by_role("button", name="Invite somebody").click()
    maria.get_by_role("dialog").get_by_role("button", name="Make the invitation").click()
    link = maria.get_by_label("Link", exact=True).input_value()
    code = maria.locator(".invite-code").inner_text()

    tom = fresh_page(chromium, PHONE)
    tom.goto(link)
    tom.get_by_role("button", name="I have an account").click()
    fill_in(tom, "tom@demo.example")
    tom.get_by_label("Code", exact=True).fill(code)
    tom.get_by_role("button", name="Accept the invitation").click()
    expect(tom.get_by_text("Record of Maria Santos")).to_be_visible()
    expect(tom.get_by_text("Toes only").first).to_be_visible()

    def seen_by(page):
        rows = page.evaluate("fetch('/api/v1/patients').then((answer) => answer.json())")["results"]
        return {row["name"] for row in rows}

    sofia = signed_in(chromium, running.base, "physio@demo.example", DESK)
    expect(sofia.get_by_text("Maria Santos").first).to_be_visible()
    otto = signed_in(chromium, running.base, "otto@demo.example", DESK)
    expect(otto.get_by_text("Zoe Altonaer").first).to_be_visible()
    zoe = signed_in(chromium, running.base, "zoe@demo.example", PHONE)
    expect(zoe.get_by_role("heading", name="How much weight today")).to_be_visible()
    assert seen_by(otto) == seen_by(zoe) == {"Zoe Altonaer"}
    assert seen_by(maria) == seen_by(tom) == {"Maria Santos"}
    assert "Maria Santos" in seen_by(sofia)
    assert "Zoe Altonaer" not in seen_by(sofia)

    maria.goto(f"{running.base}/more/people")
    maria.get_by_role("button", name="End this access").click()
    expect(maria.get_by_text("Nobody helps you here yet.")).to_be_visible()
    assert seen_by(tom) == set()
    tom.goto(running.base)
    expect(tom.get_by_role("heading", name="Begin on your own")).to_be_visible()
    # It goes as soon as no page of it is open any more.
    tom.wait_for_function("async () => (await indexedDB.databases()).length === 0")
    for page in (maria, tom, sofia, otto, zoe):
        page.context.close()


def test_guessing_is_slowed_across_two_web_processes(running):
    """What one process has counted, the other knows: the sixth try is refused, whichever hears it."""
    port = free_port()
    web = [sys.executable, "-m", "gunicorn", "--config", str(ROOT / "deploy" / "gunicorn.conf.py")]
    second = subprocess.Popen(
        [*web, "--bind", f"127.0.0.1:{port}", "--workers", "1", "toh_tracker.wsgi:application"],
        cwd=ROOT, env={**running.env, "DJANGO_SETTINGS_MODULE": "toh_tracker.settings", "TOH_BOOTSTRAP": "off"},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        bases = [running.base, f"http://127.0.0.1:{port}"]

        def alive():
            try:
                return httpx.get(f"{bases[1]}/api/v1/csrf", timeout=5).status_code == 204
            except httpx.HTTPError:
                return False

        assert within(30, alive)

        def attempt(base, password):
            with httpx.Client(base_url=base, timeout=20) as client:
                client.get("/api/v1/csrf")
                given = {"email": "ines@demo.example", "password": password}
                return client.post(LOGIN, json=given, headers={"X-CSRFToken": client.cookies["csrftoken"]}).json()

        codes = [attempt(bases[number % 2], f"wrong guess {number}")["errors"][0]["code"] for number in range(5)]
        assert set(codes) == {"email_password_mismatch"}
        for base in bases:
            refused = attempt(base, PASSWORD)
            assert [error["code"] for error in refused.get("errors", [refused])] == ["too_many_login_attempts"]
    finally:
        second.terminate()
        second.wait(timeout=20)
