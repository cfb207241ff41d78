"""Passwords that everybody tries are refused, in English and in German, and nobody outside is asked."""

import time

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from rest_framework.test import APIClient

from backend.accounts.models import User
from backend.accounts.passwords import strength_of

EASY = (
    "Password123!", "Passwort123!", "Summer2026!", "Sommer2026!", "Sommer2026!!", "P@ssw0rd2026", "Qwertz123456!", "Klinik2026!",
    "Huefte2026!!", "Hüfte2026!!", "Physio12345", "Hamburg2026!", "Januar2026!", "iloveyou2026", "1q2w3e4r5t6z", "qwertyuiop",
    "aaaaaaaaaaaa", "abcdefghijkl", "!!Dezember!!", "Schatz12345", "TohTracker1", "letmein12345", "Deutschland1",
)  # fmt: skip
GOOD = (
    "correct horse battery", "vier Krücken tanzen leise", "another Horse 5 battery", "demo-hip-2026", "xK9#mQ2$vL7p", "Zug-Apfel-Nebel-7",
)  # fmt: skip


@pytest.mark.parametrize("password", EASY)
def test_what_everybody_tries_is_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password)


@pytest.mark.parametrize("password", GOOD)
def test_a_good_one_passes(password):
    validate_password(password)


def test_what_others_know_of_the_person_does_not_help():
    user = User(email="marianne.mustermann@example.org", name="Marianne Mustermann")
    for password in ("Mustermann2026!", "Marianne12345", "mustermann!!!!"):
        with pytest.raises(ValidationError):
            validate_password(password, user)


def test_the_refusal_is_in_the_language_of_the_screen(db):
    body = {"email": "anna@example.org", "password": "Sommer2026!"}
    for language, word in (("de", "häufiges Wort"), ("en", "common word")):
        answer = APIClient(HTTP_ACCEPT_LANGUAGE=language).post(
            "/_allauth/browser/v1/auth/signup", body, format="json"
        )
        assert answer.status_code == 400
        assert word in answer.json()["errors"][0]["message"]
    assert not User.objects.exists()


def test_the_form_is_told_the_same_as_the_door_says(db):
    ask = APIClient().post
    for password, enough in ((EASY[0], False), (EASY[3], False), (GOOD[0], True)):
        told = ask(
            "/api/v1/password-strength", {"password": password, "email": "a@example.org"}, format="json"
        ).json()
        assert told["enough"] is enough
        assert bool(told["why"]) is not enough
        assert 0 <= told["score"] <= 4
    german = ask("/api/v1/password-strength", {"password": "Sommer2026!"}, format="json", HTTP_ACCEPT_LANGUAGE="de")
    assert "häufiges Wort" in german.json()["why"]


@pytest.mark.parametrize("password", ["", "x" * 100_000, "aA1!" * 500, "4@8({[<3" * 30, "\u0130\u00df" * 60])
def test_no_password_takes_long_or_breaks_it(password):
    began = time.process_time()
    strength_of(password)
    assert time.process_time() - began < 3
