"""At the door: staff need a second factor, sessions can be ended, addresses are proven, every step is audited."""

import re
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.management import CommandError, call_command
from rest_framework.test import APIClient

from backend.accounts import actions, outbox
from backend.accounts.models import Membership, User
from backend.core.actor import Actor
from backend.core.audit import broken_links
from backend.core.models import AuditEvent

ALLAUTH = "/_allauth/browser/v1"
PASSWORD = "correct horse battery"


def code_for(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.fixture(autouse=True)
def _counts_of_its_own(db, settings):
    """Not emptied: another process of this run may be counting in the same cache."""
    settings.CACHES = {"default": settings.CACHES["default"] | {"KEY_PREFIX": uuid4().hex}}


@pytest.fixture
def proven(cast):
    """Everybody of the cast has verified their address."""
    for user in User.objects.all():
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return cast


def sign_in(email, password=PASSWORD):
    client = APIClient()
    return client, client.post(f"{ALLAUTH}/auth/login", {"email": email, "password": password})


def with_totp(client):
    client.post(f"{ALLAUTH}/auth/reauthenticate", {"password": PASSWORD})
    secret = client.get(f"{ALLAUTH}/account/authenticators/totp").json()["meta"]["secret"]
    answer = client.post(f"{ALLAUTH}/account/authenticators/totp", {"code": code_for(secret)})
    assert answer.status_code == 200, answer.content
    return secret


PATHS = ["/api/v1/patients", "/api/v1/dashboard/worklist", "/api/v1/tokens", "/api/v1/messages", "/api/v1/clinics"]


@pytest.mark.parametrize("path", PATHS)
def test_by_password_alone_staff_see_nothing(cast, client_of, path):
    for who in (cast.sofia, cast.ruben):
        refused = client_of(who, strong=False).get(path)
        assert refused.status_code == 403
        assert refused.json()["type"] == "urn:toh-tracker:second-factor-needed"
    assert client_of(cast.maria, strong=False).get("/api/v1/patients").status_code == 200


def test_me_says_what_is_missing(cast, client_of):
    assert client_of(cast.sofia, strong=False).get("/api/v1/me").json()["second_factor"] == {
        "needed": True,
        "has": False,
    }
    assert client_of(cast.sofia).get("/api/v1/me").json()["second_factor"]["needed"] is False
    assert client_of(cast.maria, strong=False).get("/api/v1/me").json()["second_factor"]["needed"] is False


def test_a_team_member_from_outside_any_clinic_needs_one_too(cast, client_of):
    from backend.patients.actions import join_team

    join_team(by=Actor.system("test"), patient=cast.maria, user=cast.nina, role="physiotherapist")
    assert client_of(cast.nina, strong=False).get(f"/api/v1/patients/{cast.maria.pk}").status_code == 403
    assert client_of(cast.nina).get(f"/api/v1/patients/{cast.maria.pk}").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_setting_one_up_opens_this_session_and_ends_the_others(proven):
    elsewhere, _ = sign_in("sofia@example.org")
    desk, answer = sign_in("sofia@example.org")
    assert answer.status_code == 200
    assert desk.get("/api/v1/patients").status_code == 403
    secret = with_totp(desk)
    assert desk.get("/api/v1/patients").status_code == 200
    assert elsewhere.get("/api/v1/me").status_code == 401
    again, half = sign_in("sofia@example.org")
    assert half.status_code == 401
    assert again.get("/api/v1/me").status_code == 401
    assert again.post(f"{ALLAUTH}/auth/2fa/authenticate", {"code": "000000"}).status_code == 400
    codes = desk.get(f"{ALLAUTH}/account/authenticators/recovery-codes").json()["data"]["unused_codes"]
    assert again.post(f"{ALLAUTH}/auth/2fa/authenticate", {"code": codes[0]}).status_code == 200
    assert again.get("/api/v1/patients").status_code == 200
    third, _ = sign_in("sofia@example.org")
    assert third.post(f"{ALLAUTH}/auth/2fa/authenticate", {"code": codes[0]}).status_code == 400  # each works once
    acts = set(AuditEvent.objects.filter(actor_id=proven.sofia.pk).values_list("action", flat=True))
    assert {"sign_in", "add_second_factor", "second_factor_failed"} <= acts
    assert secret not in str(list(AuditEvent.objects.values()))
    assert not broken_links()


def test_the_operators_door_does_not_lead_round_the_second_factor(proven):
    User.objects.filter(pk=proven.sofia.pk).update(is_staff=True, is_superuser=True)
    desk, _ = sign_in("sofia@example.org")
    with_totp(desk)
    side = APIClient()
    side.post("/admin/login/", {"username": "sofia@example.org", "password": PASSWORD}, format="multipart")
    assert side.get("/api/v1/me").status_code in (200, 401)
    assert side.get("/api/v1/patients").status_code in (401, 403)


@pytest.mark.django_db(transaction=True)
def test_without_any_factor_left_the_door_closes_again(proven):
    desk, _ = sign_in("sofia@example.org")
    with_totp(desk)
    assert desk.delete(f"{ALLAUTH}/account/authenticators/totp").status_code == 200
    assert desk.get("/api/v1/patients").status_code == 403


def test_a_stolen_session_is_ended_from_another(proven):
    mine, _ = sign_in("maria@example.org")
    stolen, _ = sign_in("maria@example.org")
    assert stolen.get("/api/v1/me").status_code == 200
    rows = mine.get(f"{ALLAUTH}/auth/sessions").json()["data"]
    other = next(row["id"] for row in rows if not row["is_current"])
    assert mine.delete(f"{ALLAUTH}/auth/sessions", {"sessions": [other]}).status_code == 200
    assert stolen.get("/api/v1/me").status_code == 401
    assert mine.get("/api/v1/me").status_code == 200


def test_a_new_password_ends_every_other_session(proven):
    mine, _ = sign_in("maria@example.org")
    other, _ = sign_in("maria@example.org")
    new = {"current_password": PASSWORD, "new_password": "another horse battery"}
    assert mine.post(f"{ALLAUTH}/account/password/change", new).status_code == 200
    assert other.get("/api/v1/me").status_code == 401
    assert mine.get("/api/v1/me").status_code == 200


def test_one_signs_up_and_is_in_only_with_the_code_from_the_mailbox(db):
    client = APIClient()
    answer = client.post(f"{ALLAUTH}/auth/signup", {"email": "New@Example.org", "password": PASSWORD})
    assert answer.status_code == 401
    assert client.get("/api/v1/me").status_code == 401
    assert outbox.send_due() == 1
    body = mail.outbox[0].subject + mail.outbox[0].body
    assert not any(word in body.lower() for word in ("hip", "pain", "patient", "bone", "osteopor"))
    assert client.post(f"{ALLAUTH}/auth/email/verify", {"key": "WRONG1"}).status_code == 400
    code = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", mail.outbox[0].body, re.MULTILINE)[1]
    assert client.post(f"{ALLAUTH}/auth/email/verify", {"key": code}).status_code == 200
    assert client.get("/api/v1/me").json()["email"] == "new@example.org"


def test_an_address_that_is_taken_is_not_told_apart(proven):
    client = APIClient()
    answer = client.post(f"{ALLAUTH}/auth/signup", {"email": "maria@example.org", "password": PASSWORD})
    assert answer.status_code == 401
    assert [flow["id"] for flow in answer.json()["data"]["flows"] if flow.get("is_pending")] == ["verify_email"]


def test_staff_make_tokens_in_a_strong_session_only(cast, client_of):
    body = {"name": "script"}
    assert client_of(cast.sofia, strong=False).post("/api/v1/tokens", body).status_code == 403
    made = client_of(cast.sofia, fresh=True).post("/api/v1/tokens", body)
    assert made.status_code == 201
    script = APIClient(headers={"Authorization": f"Bearer {made.json()['token']}"})
    assert script.get("/api/v1/patients").status_code == 200
    assert script.post("/api/v1/tokens", body).status_code == 403


def demo_physio(clinic):
    user = actions.register_person(by=Actor.system("demo"), email="p@demo.example", password=PASSWORD)
    Membership.objects.create(user=user, clinic=clinic, role="physiotherapist")
    return user


def test_the_demo_is_spared_but_never_in_production(cast, client_of, settings):
    physio = demo_physio(cast.ponte)
    me = client_of(physio, strong=False).get("/api/v1/me").json()
    assert me["demo"] is True
    assert me["second_factor"]["needed"] is False
    assert client_of(physio, strong=False).get("/api/v1/patients").status_code == 200
    settings.DEMO_WITHOUT_SECOND_FACTOR = False
    assert client_of(physio, strong=False).get("/api/v1/patients").status_code == 403
    assert sign_in("p@demo.example")[1].status_code == 200
    settings.PRODUCTION = True
    assert sign_in("p@demo.example")[1].status_code == 400


def test_failed_sign_ins_are_slowed(proven):
    for _ in range(5):
        assert sign_in("maria@example.org", "wrong horse battery")[1].status_code == 400
    blocked = sign_in("maria@example.org")[1]
    assert blocked.status_code == 400
    assert blocked.json()["errors"][0]["code"] == "too_many_login_attempts"


def test_the_picture_of_a_secret_is_for_whoever_is_signed_in(cast, client_of):
    url, body = "/api/v1/qr", {"text": "otpauth://totp/TOH:x?secret=ABC&issuer=TOH"}
    assert client_of(None).post(url, body).status_code == 401
    assert client_of(cast.sofia, strong=False).post(url, body).json()["svg"].startswith("<svg")
    assert client_of(cast.maria).post(url, {"text": "https://elsewhere.example"}).status_code == 400


def test_another_host_name_does_not_start_a_new_count(proven):
    given = {"email": "maria@example.org", "password": "wrong horse battery"}
    codes = []
    for number in range(6):
        client = APIClient(HTTP_HOST=f"name{number}.example.org")
        codes.append(client.post(f"{ALLAUTH}/auth/login", given).json()["errors"][0]["code"])
    assert codes == ["email_password_mismatch"] * 5 + ["too_many_login_attempts"]


@pytest.mark.django_db(transaction=True)
def test_an_operator_resets_a_lost_second_factor_and_every_session_ends(proven, capsys):
    sofia = proven.sofia
    phone, _ = sign_in(sofia.email)
    with_totp(phone)
    assert phone.get("/api/v1/patients").status_code == 200
    call_command("reset_second_factor", sofia.email.upper())
    assert "Second factors removed: 2. Sessions ended: 1." in capsys.readouterr().out  # TOTP and its recovery codes
    assert phone.get("/api/v1/patients").status_code == 401
    again, answer = sign_in(sofia.email)
    assert answer.status_code == 200  # by password alone …
    assert again.get("/api/v1/patients").json()["type"] == "urn:toh-tracker:second-factor-needed"  # … to no patient
    (row,) = AuditEvent.objects.filter(action="reset_second_factor")
    assert (row.actor_role, row.actor_name, row.object_id, row.count) == ("system", "command line", str(sofia.pk), 2)
    with pytest.raises(CommandError, match="nothing was changed"):
        call_command("reset_second_factor", sofia.email)
    with pytest.raises(CommandError, match="nobody"):
        call_command("reset_second_factor", "who@example.org")
    assert broken_links() == []
