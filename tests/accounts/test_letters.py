"""Somebody who is new here is met in their own language, on the screen and in the letters."""

import re
from smtplib import SMTPAuthenticationError, SMTPConnectError, SMTPRecipientsRefused
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from rest_framework.test import APIClient

from backend.accounts import outbox
from backend.accounts.letters import LETTERS
from backend.accounts.models import OutgoingMail, User

ALLAUTH = "/_allauth/browser/v1"
PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def _counts_of_its_own(db, settings):
    settings.CACHES = {"default": settings.CACHES["default"] | {"KEY_PREFIX": uuid4().hex}}


def sign_up(language, email="anna@example.org", password=PASSWORD):
    return APIClient(HTTP_ACCEPT_LANGUAGE=language).post(
        f"{ALLAUTH}/auth/signup", {"email": email, "password": password}
    )


@pytest.mark.parametrize(
    ("spoken", "kept", "subject"),
    [
        ("de", "de", "Ihr Code"),
        ("de-AT,en;q=0.5", "de", "Ihr Code"),
        ("en", "en", "Your code"),
        ("fr", "en", "Your code"),
    ],
)
def test_a_new_account_goes_on_in_the_language_in_which_it_began(db, spoken, kept, subject):
    assert sign_up(spoken).status_code == 401
    assert User.objects.get().language == kept
    assert outbox.send_due() == 1
    (letter,) = mail.outbox
    assert letter.subject == subject
    assert re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", letter.body, re.MULTILINE)


def test_a_refusal_at_the_door_is_in_the_language_of_the_screen(db):
    german, *_ = sign_up("de", password="password12").json()["errors"]
    english, *_ = sign_up("en", password="password12").json()["errors"]
    assert "Passwort" in german["message"]
    assert "password" in english["message"]


def test_every_letter_can_be_written_and_none_shouts_or_names_an_illness(cast):
    maria = cast.maria.user
    EmailAddress.objects.create(user=maria, email=maria.email, verified=True, primary=True)
    ask = APIClient(HTTP_ACCEPT_LANGUAGE="de").post
    ask(f"{ALLAUTH}/auth/password/request", {"email": maria.email})
    ask(f"{ALLAUTH}/auth/password/request", {"email": "nobody@example.org"})
    sign_up("de", maria.email)
    assert outbox.send_due() == 3
    said = [letter.subject for letter in mail.outbox]
    assert said == ["Ein neues Passwort", "Kein Konto mit dieser Adresse", "Sie haben schon ein Konto"]
    for letter in mail.outbox:
        assert "http" in letter.body
    for words in LETTERS.values():
        for subject, body in words.values():
            assert not re.search(r"!|hip|Hüft|pain|Schmerz|clinic|Praxis", subject + body)


@pytest.mark.parametrize(
    "error",
    [
        SMTPConnectError(554, b"no service"),
        ConnectionRefusedError(),
        SMTPAuthenticationError(535, b"no"),
        TimeoutError(),
    ],
)
def test_a_mail_server_in_trouble_is_no_mistake_of_whoever_asked_and_the_code_comes_later(db, monkeypatch, error):
    def fail(*_):
        raise error

    with monkeypatch.context() as trouble:
        trouble.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", fail)
        assert sign_up("en").status_code == 401
        assert outbox.send_due() == 0
    waiting = OutgoingMail.objects.get()
    assert outbox.send_due(now=waiting.due_at) == 1
    assert mail.outbox[0].subject == "Your code"


def test_a_mailbox_that_is_refused_tells_nobody_so(db, monkeypatch):
    def refuse(*_):
        raise SMTPRecipientsRefused({"anna@example.org": (550, b"no such person")})

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    assert sign_up("en").status_code == 401
    assert outbox.send_due() == 0
    assert not OutgoingMail.objects.exists()  # nobody will ever read it
