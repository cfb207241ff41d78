"""Staff without a password show once more who they are at the clinic's provider, a real OpenID Connect server."""

import time
from uuid import uuid4

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from identity_provider import CLINIC, query_of, sign_on
from rest_framework.test import APIClient

from backend.accounts.models import SignOn, User
from backend.core.models import AuditEvent

pytestmark = [pytest.mark.system, pytest.mark.django_db]
AGAIN, LOCK = "/api/v1/sign-on/again", "/api/v1/me/lock"
ACCOUNT = "/_allauth/browser/v1/account"
TOTP = f"{ACCOUNT}/authenticators/totp"


@pytest.fixture(autouse=True)
def _counts_of_its_own(db, settings):
    settings.CACHES = {"default": settings.CACHES["default"] | {"KEY_PREFIX": uuid4().hex}}


@pytest.fixture
def desk(clinic, idp):
    """Eva's session, opened by the hospital's sign-in with its second factor. She has neither password nor factor here."""
    SignOn.objects.update(second_factor=["mfa"])
    idp.knows("eva", email="eva@hospital.example", email_verified=True, groups=["physio"], amr=["mfa"])
    client, error = sign_on(idp, "eva")
    assert error is None
    return client


def later(client, minutes=6):
    """The session is as old as that; the provider's clock and ours go on as they are."""
    session = client.session
    session["account_authentication_methods"] = [
        one | {"at": one["at"] - minutes * 60} for one in session["account_authentication_methods"]
    ]
    session.save()


def show(client, idp, who="eva"):
    """What the browser does after \"Confirm at your clinic\": the query with which it comes back."""
    begun = client.post(AGAIN)
    assert begun.status_code == 200, begun.content
    asked = query_of(begun.json()["location"])
    assert (asked["prompt"], asked["max_age"]) == ("login", "0")
    return query_of(client.get(idp.let_in(begun.json()["location"], who))["Location"])


def code_for(client):
    secret = client.get(TOTP).json()["meta"]["secret"]
    return {"code": format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))}


def test_it_opens_what_a_password_opens_for_others(desk, idp):
    later(desk)
    made = {"name": "script", "scope": "read"}
    assert desk.get(LOCK).json()["ways"] == ["clinic"]
    assert desk.post("/api/v1/tokens", made).json()["type"] == "urn:toh-tracker:fresh-sign-in-needed"
    key = desk.session.session_key
    assert show(desk, idp) == {"again": "shown"}
    assert desk.session.session_key == key  # the same session, and as strong as it was
    assert desk.post("/api/v1/tokens", made).status_code == 201
    assert desk.get("/api/v1/patients").status_code == 200


def test_nothing_that_is_a_way_in_is_added_without_it(desk, idp):
    later(desk)
    password = {"current_password": "", "new_password": "a first one of her own"}  # as the app sends it
    assert desk.post(TOTP, code_for(desk)).status_code == 401
    assert desk.get(f"{ACCOUNT}/authenticators/webauthn?passwordless").status_code == 401
    refused = desk.post(f"{ACCOUNT}/password/change", password)
    assert (refused.status_code, refused.json()["meta"]["is_authenticated"]) == (401, True)
    assert not User.objects.get(email="eva@hospital.example").has_usable_password()
    show(desk, idp)
    assert desk.post(TOTP, code_for(desk)).status_code == 200
    assert desk.post(f"{ACCOUNT}/password/change", password).status_code == 200


def test_it_unlocks_the_session_that_it_began_in(desk, idp):
    assert desk.post(LOCK).status_code == 204
    assert desk.get("/api/v1/patients").json()["type"] == "urn:toh-tracker:locked"
    assert show(desk, idp) == {"again": "shown"}
    assert desk.get("/api/v1/patients").status_code == 200
    assert AuditEvent.objects.filter(action="unlock_session", kind="socialaccount").count() == 1


def test_a_colleague_at_the_provider_opens_nothing(desk, idp):
    sign_on(idp, "sofia")
    desk.post(LOCK)
    assert show(desk, idp, "sofia")["error"] == "somebody_else"
    idp.knows("new", email="new@hospital.example", email_verified=True, groups=["physio"])
    assert show(desk, idp, "new")["error"] == "somebody_else"
    assert not User.objects.filter(email="new@hospital.example").exists()
    assert desk.get("/api/v1/patients").json()["type"] == "urn:toh-tracker:locked"
    assert AuditEvent.objects.filter(action="sign_on_refused", kind="somebody_else").count() == 2


def test_a_provider_that_did_not_ask_again_shows_nothing(desk, idp):
    """It signed her in a while ago, and says so or says nothing: whoever sits there now may be somebody else."""
    desk.post(LOCK)
    location = desk.post(AGAIN).json()["location"].replace("&prompt=login", "").replace("&max_age=0", "")
    said_nothing = query_of(desk.get(idp.let_in(location, "eva"))["Location"])
    with time_machine.travel(time.time() + 30 * 60, tick=True):  # when the provider asked is half an hour ago for us
        said_when = show(desk, idp)
    for back in (said_nothing, said_when):
        assert (back["error"], back["error_process"]) == ("not_asked", "again")
    assert desk.get("/api/v1/patients").json()["type"] == "urn:toh-tracker:locked"


def test_who_has_lost_the_role_meanwhile_is_not_let_in_again(desk, idp):
    idp.knows("eva", email="eva@hospital.example", email_verified=True, groups=[], amr=["mfa"])
    desk.post(LOCK)
    assert show(desk, idp)["error"] == "no_role"
    assert desk.get("/api/v1/patients").json()["type"] == "urn:toh-tracker:locked"


def test_only_whom_a_clinics_sign_in_knows_is_sent_there(clinic, client_of, cast):
    assert client_of(clinic.ruben).post(AGAIN).status_code == 404  # works there, and is not connected
    assert client_of(cast.otto).post(AGAIN).status_code == 404
    assert APIClient().post(AGAIN).status_code == 401
    assert client_of(clinic.ruben).get(LOCK).json()["ways"] == ["password"]
    assert client_of(clinic.ruben).post(AGAIN, {"clinic": str(CLINIC)}).status_code == 400
