"""A shared machine: sessions of staff lock without a touch, and what is locked is told nothing."""

import time
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)

from backend.accounts.models import Clinic
from backend.core.models import AuditEvent

ALLAUTH = "/_allauth/browser/v1/auth"
PASSWORD = "correct horse battery"
LOCK = "/api/v1/me/lock"


@pytest.fixture(autouse=True)
def _counts_of_its_own(db, settings):
    settings.CACHES = {"default": settings.CACHES["default"] | {"KEY_PREFIX": uuid4().hex}}


@pytest.fixture
def minutes_pass():
    with time_machine.travel(time.time(), tick=True) as clock:
        yield lambda minutes: clock.shift(timedelta(minutes=minutes))


@pytest.fixture
def desk(cast, client_of):
    """Sofia's session, in a clinic whose sessions lock after five minutes."""
    Clinic.objects.filter(pk=cast.ponte.pk).update(lock_minutes=5)
    EmailAddress.objects.create(user=cast.sofia, email=cast.sofia.email, verified=True, primary=True)
    return client_of(cast.sofia)


def is_locked(answer):
    return answer.status_code == 403 and answer.json()["type"] == "urn:toh-tracker:locked"


def test_without_a_touch_it_locks_and_tells_nothing(desk, cast, minutes_pass):
    assert desk.get("/api/v1/me").json()["lock_minutes"] == 5
    minutes_pass(5.1)
    for path in (
        "/api/v1/me",
        f"/api/v1/patients/{cast.maria.pk}",
        "/api/v1/dashboard/worklist",
        "/api/v1/no-such-thing",
        "/fhir/Patient",
        "/admin/",
        f"{ALLAUTH}/session",
        f"{ALLAUTH}/sessions",
        "/_allauth/browser/v1/account/authenticators",
    ):
        assert is_locked(desk.get(path)), path
    assert is_locked(desk.post("/api/v1/patients", {"name": "Nadia"}))
    assert is_locked(desk.post("/_allauth/browser/v1/account/password/change", {"new_password": "another one here"}))
    assert desk.get(LOCK).json() == {"locked": True, "minutes": 5, "ways": ["password"]}
    assert desk.get("/api/v1/csrf").status_code == 204
    assert AuditEvent.objects.filter(action="lock_session", actor_id=cast.sofia.pk).count() == 1


def test_what_the_app_asks_by_itself_is_no_touch(desk, minutes_pass):
    for minute in range(1, 5):
        minutes_pass(1)
        assert desk.get("/api/v1/me", HTTP_X_TOH_IDLE=str(minute * 60)).status_code == 200
    minutes_pass(1.1)
    assert is_locked(desk.get("/api/v1/me", HTTP_X_TOH_IDLE="306"))


def test_touches_keep_it_open(desk, minutes_pass):
    for _ in range(4):
        minutes_pass(4)
        assert desk.get("/api/v1/me", HTTP_X_TOH_IDLE="2").status_code == 200


def test_the_password_opens_it_again_and_five_wrong_ones_end_it(desk, cast, minutes_pass):
    assert desk.post(LOCK).status_code == 204
    assert is_locked(desk.get("/api/v1/me"))
    wrong = desk.post(f"{ALLAUTH}/reauthenticate", {"password": "nonsense nonsense"})
    assert wrong.status_code == 400
    assert is_locked(desk.get("/api/v1/me"))
    assert desk.post(f"{ALLAUTH}/reauthenticate", {"password": PASSWORD}).status_code == 200
    assert desk.get("/api/v1/patients").status_code == 200  # as strong as it was
    acts = list(AuditEvent.objects.filter(actor_id=cast.sofia.pk).values_list("action", "kind"))
    assert ("unlock_session", "password") in acts
    desk.post(LOCK)
    for _ in range(5):
        assert desk.post(f"{ALLAUTH}/reauthenticate", {"password": "nonsense nonsense"}).status_code in (400, 429)
    assert desk.post(f"{ALLAUTH}/reauthenticate", {"password": PASSWORD}).status_code == 401
    assert desk.get("/api/v1/me").status_code == 401
    assert AuditEvent.objects.filter(action="unlock_failed", actor_id=cast.sofia.pk).exists()


def test_a_code_opens_it_again(desk, cast):
    secret = generate_totp_secret()
    TOTP.activate(cast.sofia, secret)
    desk.post(LOCK)
    assert desk.get(LOCK).json()["ways"] == ["code", "password"]
    assert desk.post(f"{ALLAUTH}/2fa/reauthenticate", {"code": "000000"}).status_code == 400
    assert is_locked(desk.get("/api/v1/me"))
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    assert desk.post(f"{ALLAUTH}/2fa/reauthenticate", {"code": code}).status_code == 200
    assert desk.get("/api/v1/me").status_code == 200


def test_asking_for_a_passkey_is_not_showing_it(desk):
    desk.post(LOCK)
    desk.get(f"{ALLAUTH}/webauthn/reauthenticate")
    assert is_locked(desk.get("/api/v1/me"))


def test_signing_out_is_always_possible(desk):
    desk.post(LOCK)
    assert is_locked(desk.get(f"{ALLAUTH}/session"))
    desk.delete(f"{ALLAUTH}/session")
    assert desk.get("/api/v1/me").status_code == 401


def test_patients_and_scripts_do_not_lock_by_themselves(desk, cast, client_of, minutes_pass):
    phone = client_of(cast.maria)
    minutes_pass(60 * 24)
    assert phone.get("/api/v1/me").json()["lock_minutes"] == 0
    assert client_of(None).get(LOCK).status_code == 401


def test_the_clinic_chooses_and_only_its_administrator(cast, client_of, settings):
    url = f"/api/v1/clinics/{cast.ponte.pk}/lock"
    settings.LOCK_MINUTES = 10
    assert client_of(cast.sofia).get("/api/v1/me").json()["lock_minutes"] == 10  # the server's own choice
    desk = client_of(cast.ruben)
    assert desk.get(url).json() == {"lock_minutes": None, "server_minutes": 10}
    for wrong in (0, 61, "soon"):
        assert desk.put(url, {"lock_minutes": wrong}).status_code == 400
    assert desk.put(url, {"lock_minutes": 1}).status_code == 200
    assert client_of(cast.sofia).put(url, {"lock_minutes": 60}).status_code == 403
    assert client_of(cast.otto).get(url).status_code == 404
    assert client_of(cast.sofia).get("/api/v1/me").json()["lock_minutes"] == 1
    assert AuditEvent.objects.filter(action="set_lock_minutes", actor_id=cast.ruben.pk).exists()
