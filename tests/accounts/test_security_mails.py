"""Whoever's way in changes is told, at the old address too, without a link, an illness or a clinic in the letter."""

import re
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from rest_framework.test import APIClient

from backend.accounts import outbox
from backend.accounts.models import OutgoingMail
from backend.accounts.security_mails import HAPPENED, tell
from backend.core.models import AuditEvent

ALLAUTH = "/_allauth/browser/v1"
PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def _counts_of_its_own(db, settings):
    settings.CACHES = {"default": settings.CACHES["default"] | {"KEY_PREFIX": uuid4().hex}}


@pytest.fixture
def maria(cast):
    EmailAddress.objects.create(user=cast.maria.user, email="maria@example.org", verified=True, primary=True)
    return cast.maria.user


def sent():
    outbox.send_due()
    found = [(letter.to[0], letter.body) for letter in mail.outbox]
    mail.outbox.clear()
    return found


def test_the_address_is_changed_only_after_a_fresh_sign_in_and_both_addresses_are_told(maria, client_of):
    stale = client_of(maria, strong=False)
    asked = stale.post(f"{ALLAUTH}/account/email", {"email": "thief@example.net"}, format="json")
    assert asked.status_code == 401
    assert "reauthenticate" in str(asked.json()["data"]["flows"])
    assert sent() == []
    mine = client_of(maria, strong=False)
    assert mine.post(f"{ALLAUTH}/auth/reauthenticate", {"password": PASSWORD}, format="json").status_code == 200
    assert mine.post(f"{ALLAUTH}/account/email", {"email": "new@example.net"}, format="json").status_code == 200
    letters = dict(sent())
    code = re.search(r"^([A-Z0-9]{4}-[A-Z0-9]{4})$", letters["new@example.net"], re.MULTILINE)[1]
    assert mine.post(f"{ALLAUTH}/auth/email/verify", {"key": code}, format="json").status_code == 200
    assert "new@example.net" in dict(sent())["maria@example.org"]
    primary = mine.patch(f"{ALLAUTH}/account/email", {"email": "new@example.net", "primary": True}, format="json")
    assert primary.status_code == 200
    letters = sent()
    assert {"maria@example.org", "new@example.net"} <= {to for to, _ in letters}
    gone = mine.delete(f"{ALLAUTH}/account/email", {"email": "maria@example.org"}, format="json")
    assert gone.status_code == 200
    assert "maria@example.org" in dict(sent())
    for action in ("add_address", "verify_address", "change_address", "remove_address"):
        assert AuditEvent.objects.filter(action=action, actor_id=maria.pk).exists(), action


def test_a_changed_password_is_told(maria, client_of):
    body = {"current_password": PASSWORD, "new_password": "another Horse 5 battery"}
    assert client_of(maria).post(f"{ALLAUTH}/account/password/change", body, format="json").status_code == 200
    ((to, letter),) = sent()
    assert (to, "password" in letter) == ("maria@example.org", True)


def test_a_token_is_told(maria, client_of):
    client_of(maria, fresh=True).post("/api/v1/tokens", {"name": "a"}, format="json")
    ((_, letter),) = sent()
    assert "token" in letter


def sign_in(client, **more):
    return client.post(
        f"{ALLAUTH}/auth/login", {"email": "maria@example.org", "password": PASSWORD}, format="json", **more
    )


def test_a_sign_in_on_a_device_that_was_not_seen_before_is_told(maria):
    phone, other = APIClient(), APIClient()
    assert sign_in(phone).status_code == 200
    assert sent() == []  # the first of all
    phone.delete(f"{ALLAUTH}/auth/session")
    assert sign_in(phone).status_code == 200
    assert sent() == []
    assert sign_in(other).status_code == 200
    ((_, letter),) = sent()
    assert "device" in letter
    forged = APIClient()
    forged.cookies["known"] = other.cookies["known"].value[:-2] + "xx"
    assert sign_in(forged).status_code == 200
    assert len(sent()) == 1


def test_every_kind_has_words_in_both_languages_that_name_no_illness_and_lead_nowhere(maria):
    for language in ("en", "de"):
        maria.language = language
        for kind in HAPPENED:
            tell(maria, kind, to="new@example.net", day="14 December")
    letters = sent()
    assert len(letters) == 2 * len(HAPPENED)
    for _, body in letters:
        assert "http" not in body
        assert not re.search(r"!|\bhip\b|Hüft|pain|Schmerz|toh-", body)


def test_a_mail_server_that_is_down_loses_no_letter(maria, settings, monkeypatch):
    tell(maria, "passkey_added")

    def down(self, *args, **kwargs):
        raise ConnectionRefusedError

    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.EmailMessage.send", down)
        assert outbox.send_due() == 0
    row = OutgoingMail.objects.get()
    assert row.attempts == 1
    assert "passkey" not in row.sealed
    assert outbox.send_due() == 0  # it waits a little
    assert outbox.send_due(now=row.due_at) == 1
    assert "passkey" in mail.outbox[0].body
    assert not OutgoingMail.objects.exists()


def test_a_code_that_is_of_no_use_any_more_is_not_sent(db):
    outbox.post("Your code", "X", "a@example.org", good_for=outbox.CODE_FOR)
    row = OutgoingMail.objects.get()
    assert outbox.send_due(now=row.useless_at) == 0
    assert not OutgoingMail.objects.exists()
