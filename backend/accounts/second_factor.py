"""Clinic staff meet patients only in a session that a second factor or a passkey has opened.

What counts is this session, not the account: a session that a password alone has opened (an old one, or one of the
operators' pages) stays outside, also when the account has a second factor. See ADR 0012.
"""

from datetime import timedelta
from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY, get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db.models import Exists, OuterRef
from django.dispatch import receiver
from django.http import HttpRequest
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request

from backend.accounts.identity import identity_of
from backend.accounts.models import AccessToken, User
from backend.accounts.staff import works_at
from backend.core import clock
from backend.core.permissions import SignedIn

FRESH = timedelta(minutes=5)
STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class SecondFactorNeeded(PermissionDenied):
    default_code = "second-factor-needed"
    default_detail = "Set up a second factor or a passkey first: you work with other people's records."


def is_strong(request: Any) -> bool:
    """Has this session seen a second factor, a passkey or a recovery code?"""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def has_one(user: User) -> bool:
    """Has the account a second factor or a passkey, whatever this session has seen?"""
    return Authenticator.objects.filter(user=user, type__in=STRONG).exists()


def is_demo(user: User) -> bool:
    """One of the demo's invented people. `.example` is nobody's: such an address receives no mail."""
    return user.email.endswith("@" + settings.DEMO_HOST)


def works_with_patients(user: User) -> bool:
    """Does `user` belong to a clinic or, as a professional, to a care team?"""
    found = identity_of(user)
    if found:
        return found.treats
    if works_at(user):
        return True
    teams = user.care_teams.filter(until=None)
    return bool(teams.exclude(role="caregiver").exists())


def needs_one(user: Any) -> bool:
    """Must `user` show a second factor before they meet a patient?"""
    if not isinstance(user, User) or (settings.DEMO_WITHOUT_SECOND_FACTOR and is_demo(user)):
        return False
    return works_with_patients(user)


def is_needed(request: Any) -> bool:
    """Must the person behind this request still show a second factor?"""
    return hasattr(request, "session") and not is_strong(request) and needs_one(request.user)


def signed_in_just_now(request: Any) -> bool:
    """Has the person shown within five minutes who they are?"""
    records = get_authentication_records(request, request.user)
    latest = max((record.get("at", 0.0) for record in records), default=0.0)
    return bool(clock.now().timestamp() - latest < FRESH.total_seconds())


class FreshSignInNeeded(PermissionDenied):
    default_code = "fresh-sign-in-needed"
    default_detail = "Show once more that it is you: sign in again, or confirm your password."


class SignedInSafely(SignedIn):
    """`SignedIn`, and a second factor for whoever works with patients. The default of every view."""

    def has_permission(self, request: Request, view: Any) -> bool:
        if not super().has_permission(request, view):
            return False
        # A token is as strong as the session that made it; one of the operator's own hand is strong.
        weak = needs_one(request.user) and not request.auth.strong if isinstance(request.auth, AccessToken) else None
        if weak or (weak is None and is_needed(request)):
            raise SecondFactorNeeded
        return True


@receiver(authenticator_added)
def session_becomes_strong(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    """Who has just set one up has shown it; every other session of theirs was opened without and ends."""
    if authenticator.type not in STRONG:
        return
    records = [*get_authentication_records(request, user)]
    if not any(record.get("method") == "mfa" for record in records):
        _end_others(request, user)
    records.append({"method": "mfa", "type": authenticator.type, "at": authenticator.created_at.timestamp()})
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = records


@receiver(authenticator_removed)
def session_becomes_weak(request: HttpRequest, user: User, **_: Any) -> None:
    """Without any second factor left, this session is one of a password again, and the others end."""
    if has_one(user):
        return
    records = [record for record in get_authentication_records(request, user) if record.get("method") != "mfa"]
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = records
    _end_others(request, user)


def _end_others(request: HttpRequest, user: User) -> None:
    for session in UserSession.objects.filter(user=user).exclude(session_key=request.session.session_key):
        session.end()


def has_second_factor(user_field: str) -> Exists:
    """For a query: whether the person behind `user_field` has one of the strong kinds."""
    return Exists(Authenticator.objects.filter(user=OuterRef(user_field), type__in=STRONG))
