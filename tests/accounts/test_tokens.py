"""Tokens: as strong as the session that made them, narrow, with an end, and ended by what changes who may sign in."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from rest_framework.test import APIClient

from backend.accounts import actions, outbox
from backend.accounts.models import AccessToken, Membership
from backend.core import clock
from backend.core.actor import Actor
from backend.core.models import AuditEvent

SYSTEM = Actor.system("test")
ALLAUTH = "/_allauth/browser/v1"
PASSWORD = "correct horse battery"


def script(user, *, scope="write", strong=True, days=90):
    user = getattr(user, "user", None) or user
    by = Actor("patient", user.pk, "x")
    ends = clock.now() + timedelta(days=days)
    token, secret = actions.create_token(by=by, user=user, name="script", scope=scope, strong=strong, expires_at=ends)
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    client.token = token
    return client


def test_a_token_made_before_somebody_became_staff_meets_no_patient(cast, client_of):
    made = client_of(cast.nina, strong=False, fresh=True).post("/api/v1/tokens", {"name": "old"}, format="json")
    assert made.status_code == 201, made.content
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {made.json()['token']}")
    assert client.get("/api/v1/patients").json()["results"] == []
    actions.add_member(by=SYSTEM, user=cast.nina, clinic=cast.ponte, role=Membership.Role.PHYSIOTHERAPIST)
    for path in ("/api/v1/patients", f"/api/v1/patients/{cast.maria.pk}/records", f"/fhir/Patient/{cast.maria.pk}"):
        answer = client.get(path)
        assert answer.status_code == 403, path
    assert answer.json().get("type", "urn:toh-tracker:second-factor-needed").endswith("second-factor-needed")
    assert script(cast.sofia).get("/api/v1/patients").status_code == 200


def test_a_token_remembers_the_strength_of_its_session(cast, client_of):
    for strong in (True, False):
        client_of(cast.maria, strong=strong, fresh=True).post("/api/v1/tokens", {"name": f"{strong}"}, format="json")
        assert AccessToken.objects.get(name=f"{strong}").strong is strong


def test_a_token_ends(cast, client_of):
    now = clock.now()
    made = client_of(cast.maria, fresh=True).post("/api/v1/tokens", {"name": "a"}, format="json").json()
    assert timedelta(days=89) < clock_of(made["expires_at"]) - now < timedelta(days=91)
    for days in (0, -1, 367, 4000):
        body = {"name": "b", "expires_at": (now + timedelta(days=days)).isoformat()}
        answer = client_of(cast.maria, fresh=True).post("/api/v1/tokens", body, format="json")
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "expires_at"), days
    client = script(cast.maria, days=10)
    assert client.get("/api/v1/me").status_code == 200
    with clock.moved_to(now + timedelta(days=11)):
        assert client.get("/api/v1/me").status_code == 401
    AccessToken.objects.update(expires_at=None)  # made by the release before
    assert client.get("/api/v1/me").status_code == 200
    with clock.moved_to(now + timedelta(days=91)):
        assert client.get("/api/v1/me").status_code == 401


def clock_of(text):
    from datetime import datetime

    return datetime.fromisoformat(text)


def test_its_last_use_is_told(cast, client_of):
    script(cast.maria).get("/api/v1/me")
    (told,) = client_of(cast.maria).get("/api/v1/tokens").json()["results"]
    assert told["last_used_at"]


def test_making_one_asks_for_a_fresh_sign_in(cast, client_of):
    answer = client_of(cast.maria).post("/api/v1/tokens", {"name": "a"}, format="json")
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:toh-tracker:fresh-sign-in-needed")
    assert not AccessToken.objects.exists()


@pytest.mark.parametrize("scope", AccessToken.Scope.values)
def test_no_token_makes_or_ends_another(cast, scope):
    client = script(cast.maria, scope=scope)
    assert client.post("/api/v1/tokens", {"name": "x"}, format="json").status_code == 403
    assert client.delete(f"/api/v1/tokens/{client.token.pk}").status_code == 403


def test_one_for_the_own_record_sees_no_other_also_in_the_hands_of_staff(cast, entry):
    """Maria becomes a physiotherapist of her own clinic: her script for her own log learns nothing of Jonas."""
    actions.add_member(by=SYSTEM, user=cast.maria.user, clinic=cast.ponte, role=Membership.Role.PHYSIOTHERAPIST)
    client = script(cast.maria, scope="own_write")
    own, other = cast.maria.pk, cast.jonas.pk
    for path in (
        f"/api/v1/patients/{own}",
        f"/api/v1/patients/{own}/records",
        "/api/v1/sync/pull",
        "/fhir/Condition",
    ):
        assert client.get(path).status_code == 200, path
    assert client.post("/api/v1/sync/push", {"items": [entry()]}, format="json").status_code == 200
    for path in (
        "/api/v1/patients", f"/api/v1/patients/{other}", f"/api/v1/patients/{other}/records", "/fhir/Patient",
        f"/api/v1/sync/pull?patient={other}", f"/fhir/Condition?patient=Patient/{other}", f"/fhir/Condition?subject={other}",
        f"/fhir/Patient/{other}", f"/fhir/Patient/{other}/$everything", "/api/v1/dashboard/worklist", "/api/v1/messages",
        f"/fhir/Condition?patient={own}&patient={other}", f"/api/v1/sync/pull?patient={own}&patient={other}",
    ):  # fmt: skip
        assert client.get(path).status_code == 403, path
    pushed = client.post(f"/api/v1/sync/push?patient={other}", {"items": [entry()]}, format="json")
    assert pushed.status_code == 403
    assert (
        script(cast.maria, scope="own_read").post("/api/v1/sync/push", {"items": []}, format="json").status_code
        == 403
    )


def test_one_for_the_clinic_reads_and_one_for_exports_exports(cast):
    reads, exports = script(cast.sofia, scope="clinic"), script(cast.sofia, scope="export")
    assert reads.get("/api/v1/dashboard/worklist").status_code == 200
    assert reads.get(f"/api/v1/patients/{cast.maria.pk}/records").status_code == 200
    assert reads.post(f"/api/v1/patients/{cast.maria.pk}/records", {"kind": "note"}, format="json").status_code == 403
    assert reads.get("/api/v1/exports").status_code == 403
    assert exports.get("/api/v1/exports").status_code == 200
    assert exports.post("/api/v1/exports", {}, format="json").status_code == 201
    assert exports.get(f"/api/v1/patients/{cast.maria.pk}/records").status_code == 403
    assert exports.get("/api/v1/patients").status_code == 403


def test_they_end_with_a_changed_password(cast, client_of):
    client, mine = script(cast.maria), client_of(cast.maria)
    body = {"current_password": PASSWORD, "new_password": "another Horse 5 battery"}
    assert mine.post(f"{ALLAUTH}/account/password/change", body, format="json").status_code == 200
    assert client.get("/api/v1/me").status_code == 401
    assert AuditEvent.objects.filter(action="revoke_tokens", kind="change_password").count() == 1


def test_they_end_with_a_reset_password(cast):
    EmailAddress.objects.create(user=cast.maria.user, email="maria@example.org", verified=True, primary=True)
    client, door = script(cast.maria), APIClient()
    door.post(f"{ALLAUTH}/auth/password/request", {"email": "maria@example.org"}, format="json")
    outbox.send_due()
    key = re.search(r"/reset-password/(\S+)", " ".join(letter.body for letter in mail.outbox))[1]
    body = {"key": key, "password": "another Horse 5 battery"}
    door.post(f"{ALLAUTH}/auth/password/reset", body, format="json")
    cast.maria.user.refresh_from_db()
    assert cast.maria.user.check_password("another Horse 5 battery")
    assert client.get("/api/v1/me").status_code == 401


def test_they_end_with_the_second_factor_and_with_a_role(cast):
    Authenticator.objects.create(user=cast.sofia, type="totp", data={})
    client = script(cast.sofia)
    actions.reset_second_factor(by=SYSTEM, user=cast.sofia)
    assert client.get("/api/v1/me").status_code == 401
    client = script(cast.sofia)
    actions.end_membership(by=SYSTEM, membership=Membership.objects.get(user=cast.sofia))
    assert client.get("/api/v1/me").status_code == 401
