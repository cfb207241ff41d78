"""Accounts that are switched off, what ends by itself, and the trail for another system."""

import io
import json
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from rest_framework.test import APIClient

from backend.accounts import actions, retention
from backend.accounts.models import Invitation, OutgoingMail, User
from backend.core import clock
from backend.core.actor import Actor
from backend.core.audit_lines import FIELDS

SYSTEM = Actor.system("test")


def run(name, *args, **options):
    out = io.StringIO()
    call_command(name, *args, stdout=out, **options)
    return out.getvalue()


def test_an_account_that_is_switched_off_opens_nothing_from_that_moment_on(cast, client_of):
    EmailAddress.objects.create(user=cast.sofia, email="sofia@example.org", verified=True, primary=True)
    session, script = client_of(cast.sofia), APIClient()
    _, secret = actions.create_token(by=SYSTEM, user=cast.sofia, name="x")
    script.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    assert session.get("/api/v1/patients").status_code == script.get("/api/v1/patients").status_code == 200
    OutgoingMail.objects.all().delete()
    assert "tokens ended: 1" in run("deactivate_account", "Sofia@example.org")
    assert session.get("/api/v1/patients").status_code == script.get("/api/v1/patients").status_code == 401
    body = {"email": "sofia@example.org", "password": "correct horse battery"}
    assert APIClient().post("/_allauth/browser/v1/auth/login", body, format="json").status_code in (400, 401)
    assert OutgoingMail.objects.count() == 1
    with pytest.raises(CommandError, match="already"):
        run("deactivate_account", "sofia@example.org")
    run("deactivate_account", "sofia@example.org", undo=True)
    assert client_of(cast.sofia).get("/api/v1/patients").status_code == 200
    assert script.get("/api/v1/patients").status_code == 401


def test_what_is_past_its_time_ends_and_nothing_else(cast):
    now = clock.now()
    for name, days, verified in (("old", 31, False), ("new", 29, False), ("confirmed", 400, True)):
        user = User.objects.create_user(f"{name}@example.net", joined_at=now - timedelta(days=days))
        EmailAddress.objects.create(user=user, email=user.email, verified=verified, primary=True)
    EmailAddress.objects.create(user=cast.maria.user, email="maria@example.org", verified=False, primary=True)
    User.objects.update(joined_at=now - timedelta(days=400))
    User.objects.filter(email="new@example.net").update(joined_at=now - timedelta(days=29))
    for days in (91, 89):
        Invitation.objects.create(role="patient", digest=str(days), expires_at=now - timedelta(days=days))
    Session.objects.create(session_key="a", session_data="x", expire_date=now - timedelta(days=1))
    Session.objects.create(session_key="b", session_data="x", expire_date=now + timedelta(days=1))
    assert retention.tidy(now=now) == {"accounts": 1, "invitations": 1, "tokens": 0, "sessions": 1}
    assert not User.objects.filter(email="old@example.net").exists()
    assert (
        User.objects.filter(email__in=["new@example.net", "confirmed@example.net", "maria@example.org"]).count() == 3
    )


def test_one_persons_trail_as_lines_without_a_health_word(cast, client_of, entry):
    items = [entry(), entry("medicine", name="Heparin"), entry("breastfeeding", state="started")]
    client_of(cast.maria).post("/api/v1/sync/push", {"items": items}, format="json")
    client_of(cast.sofia).get(f"/api/v1/patients/{cast.maria.pk}/records")
    client_of(cast.otto).get("/api/v1/patients")
    told = [json.loads(line) for line in run("audit_trail", patient=str(cast.maria.pk)).splitlines()]
    assert all(tuple(line) == FIELDS for line in told)
    assert {line["action"] for line in told} == {"write_record", "read"}
    assert not any(word in json.dumps(told) for word in ("pain", "medicine", "Heparin", "breast"))
    hers = [json.loads(line) for line in run("audit_trail", user="sofia@example.org").splitlines()]
    assert [(line["action"], line["what"]) for line in hers] == [("read", "records")]
    assert run("audit_trail", since=f"{clock.now() + timedelta(days=2):%Y-%m-%d}") == ""
    for wrong in ({"user": "nobody@example.org"}, {"patient": "x"}, {"since": "yesterday"}):
        with pytest.raises(CommandError):
            run("audit_trail", **wrong)
