"""Guesses close the door of whoever guesses, not of whose account it is; and the time of an answer tells nothing."""

from unittest import mock
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from rest_framework.test import APIClient

from backend.accounts import guesses, outbox
from backend.accounts.models import User
from backend.core.models import AuditEvent

ALLAUTH = "/_allauth/browser/v1"
PASSWORD = "correct horse battery"
HOME, ELSEWHERE = "203.0.113.7", "198.51.100.9"


@pytest.fixture(autouse=True)
def _counts_of_its_own(db, settings):
    settings.CACHES = {"default": settings.CACHES["default"] | {"KEY_PREFIX": uuid4().hex}}


@pytest.fixture
def maria(cast):
    EmailAddress.objects.create(user=cast.maria.user, email="maria@example.org", verified=True, primary=True)
    return cast.maria.user


def sign_in(password=PASSWORD, at=HOME, client=None, email="maria@example.org"):
    body = {"email": email, "password": password}
    return (client or APIClient()).post(f"{ALLAUTH}/auth/login", body, format="json", REMOTE_ADDR=at)


def codes(answer):
    return [error["code"] for error in answer.json().get("errors", [])]


def test_who_guesses_locks_out_nobody_else(maria):
    for number in range(8):
        sign_in(f"wrong {number}", at=ELSEWHERE)
    assert codes(sign_in(at=ELSEWHERE)) == ["too_many_login_attempts"]
    assert sign_in(at=HOME).status_code == 200


def test_waits_double_and_are_over_after_a_time(maria, monkeypatch):
    now = [1_800_000_000.0]
    monkeypatch.setattr(guesses.time, "time", lambda: now[0])
    for _ in range(5):
        assert codes(sign_in("wrong")) == ["email_password_mismatch"]
    waits = []
    for _ in range(4):
        began = now[0]
        while codes(sign_in("wrong")) == ["too_many_login_attempts"]:
            now[0] += 15
        waits.append(now[0] - began)
    assert waits == [30, 60, 120, 240]
    now[0] += 24 * 3600
    assert sign_in().status_code == 200


def test_ones_own_slips_are_forgotten_with_the_right_password(maria):
    for _ in range(3):
        for _ in range(4):
            assert codes(sign_in("wrong")) == ["email_password_mismatch"]
        assert sign_in().status_code == 200


def test_guesses_from_everywhere_leave_the_way_by_mail_and_known_browsers(maria):
    phone = APIClient()
    assert sign_in(client=phone).status_code == 200
    phone.delete(f"{ALLAUTH}/auth/session")
    for number in range(60):
        sign_in("wrong", at=f"198.51.100.{number}")
    assert codes(sign_in(at="192.0.2.1")) == ["too_many_login_attempts"]
    assert sign_in(client=phone, at="192.0.2.2").status_code == 200
    new = APIClient()
    asked = new.post(f"{ALLAUTH}/auth/code/request", {"email": "maria@example.org"}, format="json", REMOTE_ADDR=HOME)
    assert asked.status_code == 401
    outbox.send_due()
    code = next(line for letter in mail.outbox for line in letter.body.splitlines() if len(line) == 9 and "-" in line)
    confirmed = new.post(f"{ALLAUTH}/auth/code/confirm", {"code": code}, format="json", REMOTE_ADDR=HOME)
    assert confirmed.status_code == 200, confirmed.content


def test_the_way_by_mail_does_not_pass_the_second_factor(maria):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(maria, generate_totp_secret())
    new = APIClient()
    new.post(f"{ALLAUTH}/auth/code/request", {"email": "maria@example.org"}, format="json")
    outbox.send_due()
    code = next(line for line in mail.outbox[-1].body.splitlines() if len(line) == 9 and "-" in line)
    confirmed = new.post(f"{ALLAUTH}/auth/code/confirm", {"code": code}, format="json")
    assert confirmed.status_code == 401
    assert any(
        flow["id"] == "mfa_authenticate" and flow.get("is_pending") for flow in confirmed.json()["data"]["flows"]
    )
    assert new.get("/api/v1/me").status_code == 401


def test_a_wrong_password_has_a_row_whether_there_is_an_account_or_not(maria):
    sign_in("wrong")
    sign_in("wrong", email="nobody@example.org")
    rows = AuditEvent.objects.filter(action="sign_in_failed").order_by("pk")
    assert [(row.scope, row.actor_id, row.address) for row in rows] == [
        (f"user:{maria.pk}", maria.pk, HOME), ("system", None, HOME),
    ]  # fmt: skip
    assert "nobody" not in str(rows.values())


def hashes(work):
    """How many passwords were hashed: what the time of an answer is made of."""
    from django.contrib.auth.hashers import MD5PasswordHasher

    with mock.patch.object(
        MD5PasswordHasher, "encode", autospec=True, side_effect=MD5PasswordHasher.encode
    ) as counted:
        work()
    return counted.call_count


def test_known_and_unknown_addresses_cost_the_same_at_sign_in_and_sign_up(maria, django_assert_max_num_queries):
    known = hashes(lambda: sign_in("wrong"))
    unknown = hashes(lambda: sign_in("wrong", email="nobody@example.org"))
    assert known == unknown == 1

    def sign_up(email):
        body = {"email": email, "password": "another Horse 5 battery"}
        return APIClient().post(f"{ALLAUTH}/auth/signup", body, format="json")

    assert hashes(lambda: sign_up("maria@example.org")) == hashes(lambda: sign_up("new@example.org")) == 1
    assert len(mail.outbox) == 0  # no answer waits for the mail server


def test_a_mail_server_that_is_down_ends_neither_sign_up_nor_reset(maria, monkeypatch):
    def down(self, *args, **kwargs):
        raise ConnectionRefusedError

    client, body = APIClient(), {"email": "anna@example.org", "password": "another Horse 5 battery"}
    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.EmailMessage.send", down)
        assert client.post(f"{ALLAUTH}/auth/signup", body, format="json").status_code == 401
        asked = client.post(f"{ALLAUTH}/auth/password/request", {"email": "maria@example.org"}, format="json")
        assert asked.status_code == 200
        outbox.send_due()
    from datetime import timedelta

    from backend.core import clock

    outbox.send_due(now=clock.now() + timedelta(minutes=1))
    assert {letter.to[0] for letter in mail.outbox} == {"anna@example.org", "maria@example.org"}
    # The right password, before the code: asked for the code again, and not told of too many attempts.
    again = APIClient().post(f"{ALLAUTH}/auth/login", body, format="json")
    assert codes(again) == []
    assert any(flow["id"] == "verify_email" and flow.get("is_pending") for flow in again.json()["data"]["flows"])
    assert User.objects.filter(email="anna@example.org").count() == 1


def test_nobodys_mailbox_is_filled_with_invitations(cast, client_of):
    desk = client_of(cast.sofia)
    body = {"role": "patient", "email": "victim@example.org", "send": True}
    answers = [desk.post("/api/v1/invitations", body, format="json") for _ in range(25)]
    assert [answer.status_code for answer in answers] == [201] * 3 + [429] * 22
    assert answers[-1].json()["type"].endswith("throttled")
    assert int(answers[-1]["Retry-After"]) > 0
    assert len(mail.outbox) == 3
    other = client_of(cast.otto).post("/api/v1/invitations", body, format="json")
    assert other.status_code == 429
    assert desk.post("/api/v1/invitations", body | {"email": "else@example.org"}, format="json").status_code == 201
    assert desk.post("/api/v1/invitations", body | {"send": False}, format="json").status_code == 201
