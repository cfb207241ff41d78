"""What happens at the door, in the audit trail: sign-ins, failures, second factors, passwords."""

from types import SimpleNamespace
from typing import Any

from allauth.account.signals import (
    email_added,
    email_changed,
    email_confirmed,
    email_removed,
    password_changed,
    password_reset,
    password_set,
    user_logged_in,
)
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed, authenticator_reset
from django.contrib.auth.signals import user_logged_out
from django.db import transaction
from django.http import HttpRequest

from backend.accounts.models import User
from backend.accounts.requests import address_of, themselves
from backend.core import audit
from backend.core.actor import Actor
from backend.core.audit import Act

ACTIONS = (
    (user_logged_in, "sign_in"),
    (user_logged_out, "sign_out"),
    (password_changed, "change_password"),
    (password_set, "set_password"),
    (email_added, "add_address"),
    (email_changed, "change_address"),
    (email_removed, "remove_address"),
    (password_reset, "reset_password"),
    (authenticator_added, "add_second_factor"),
    (authenticator_removed, "remove_second_factor"),
    (authenticator_reset, "renew_recovery_codes"),
    (authentication_failed, "second_factor_failed"),
)


SIGN_ON = SimpleNamespace(type="sign_on")  # the way in of a clinic


def _note(action: str, request: HttpRequest | None, user: Any, authenticator: Any = None) -> None:
    if not isinstance(user, User):
        return
    with transaction.atomic():
        audit.write(Act(action=action, kind=getattr(authenticator, "type", "")), by=themselves(request, user))


def note_failed(request: HttpRequest, email: str) -> None:
    """A password that was wrong, in the chain of whose account was tried; without an account, in the system's, unnamed.

    Both cost the same, so that the time of a refusal does not tell who has an account.
    """
    user = User.objects.filter(email=email.strip().lower()).first()
    tried = Actor(role="system", user_id=user.pk if user else None, name="door", address=address_of(request))  # type: ignore[arg-type]
    with transaction.atomic():
        audit.write(Act(action="sign_in_failed"), by=tried)


def connect() -> None:
    """Listen; safe to call twice."""
    for signal, action in ACTIONS:

        def heard(
            sender: Any,
            *,
            _action: str = action,
            request: Any = None,
            user: Any = None,
            authenticator: Any = None,
            sociallogin: Any = None,
            **_: Any,
        ) -> None:
            _note(_action, request, user, authenticator or (sociallogin and SIGN_ON))

        signal.connect(heard, weak=False, dispatch_uid=f"audit-{action}")

    def confirmed(sender: Any, *, request: Any = None, email_address: Any = None, **_: Any) -> None:
        _note("verify_address", request, email_address.user)

    email_confirmed.connect(confirmed, weak=False, dispatch_uid="audit-verify_address")
