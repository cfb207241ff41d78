"""Who asks is found in one statement, and nothing of it outlives the request: what is taken back holds from the next one on."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from backend.accounts.actions import create_token
from backend.accounts.models import AccessToken, Membership, User
from backend.core import clock
from backend.core.actor import Actor
from backend.patients.models import Patient

ME, PULL = "/api/v1/me", "/api/v1/sync/pull?after=1"


@pytest.fixture
def script(cast):
    """A client with a token of Maria's, which was used a moment ago."""
    token, secret = create_token(by=Actor.system("test"), user=cast.maria.user, name="script", strong=False)
    client = APIClient(HTTP_AUTHORIZATION=f"Bearer {secret}")
    client.token = token
    assert client.get(ME).status_code == 200
    return client


@pytest.fixture
def phone(cast, client_of):
    client = client_of(cast.maria)
    assert client.get(ME).status_code == 200
    return client


def asked_by(client, address):
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    assert answer.status_code == 200, answer.content
    return [one["sql"] for one in asked], answer.json()


@pytest.mark.parametrize("which", ["script", "phone"])
def test_a_pull_with_nothing_new_is_one_statement(request, cast, which):
    client = request.getfixturevalue(which)
    Patient.objects.filter(pk=cast.maria.pk).update(seq=7)
    statements, answer = asked_by(client, "/api/v1/sync/pull?after=7")
    assert len(statements) == 1, statements
    assert answer == {"changes": [], "cursor": 7, "more": False, "history": "", "language": "en"}


def test_a_number_that_has_moved_is_seen_at_the_next_pull(cast, phone, entry):
    before = phone.get("/api/v1/sync/pull?after=0").json()["cursor"]
    sent = phone.post("/api/v1/sync/push", {"items": [entry()]}, format="json").json()
    changes = phone.get(f"/api/v1/sync/pull?after={before}").json()["changes"]
    assert "record" in [change["type"] for change in changes], (before, sent, changes)


ENDS = {
    "revoked": lambda token: AccessToken.objects.filter(pk=token.pk).update(revoked_at=clock.now()),
    "expired": lambda token: AccessToken.objects.filter(pk=token.pk).update(expires_at=clock.now()),
    "too old": lambda token: AccessToken.objects.filter(pk=token.pk).update(
        expires_at=None, created_at=clock.now() - timedelta(days=AccessToken.DAYS)
    ),
    "deleted": lambda token: token.delete(),
    "its person is closed out": lambda token: User.objects.filter(pk=token.user_id).update(is_active=False),
}


@pytest.mark.parametrize("how", ENDS)
def test_a_token_that_ends_opens_nothing_at_the_next_request(script, how):
    ENDS[how](script.token)
    assert script.get(PULL).status_code == 401


def _new_password(user):
    user.set_password("another horse, another battery")
    user.save()


SESSION_ENDS = {
    "signed out elsewhere": lambda user: [row.end() for row in UserSession.objects.filter(user=user)],
    "its row is gone": lambda user: Session.objects.all().delete(),
    "expired": lambda user: Session.objects.update(expire_date=clock.now()),
    "another password": _new_password,
    "its person is closed out": lambda user: User.objects.filter(pk=user.pk).update(is_active=False),
}


@pytest.mark.parametrize("how", SESSION_ENDS)
def test_a_session_that_ends_opens_nothing_at_the_next_request(cast, phone, how):
    SESSION_ENDS[how](cast.maria.user)
    assert phone.get(PULL).status_code == 401


def test_the_session_says_whose_it_is_and_not_the_row_beside_it(cast, phone):
    UserSession.objects.update(user=cast.zoe.user)
    assert phone.get(ME).json()["email"] == cast.maria.user.email


def test_who_starts_to_work_with_patients_needs_a_second_factor_at_the_next_request(cast, script, client_of):
    weak = client_of(cast.maria, strong=False)
    assert weak.get(PULL).status_code == script.get(PULL).status_code == 200
    Membership.objects.create(user=cast.maria.user, clinic=cast.altona, role="doctor")
    for client in (weak, script):
        answer = client.get(PULL)
        assert answer.status_code == 403
        assert "second factor" in answer.json()["detail"]
    Membership.objects.update(until=clock.now())
    assert weak.get(PULL).status_code == script.get(PULL).status_code == 200


def test_a_record_that_is_closed_is_nobodys_own(cast, script, phone):
    Patient.objects.filter(pk=cast.maria.pk).update(closed_at=clock.now())
    assert script.get(PULL).status_code == phone.get(PULL).status_code == 404
