"""What happens at the door, in the audit trail: sign-ins, failures, second factors, passwords."""

from typing import Any

from allauth.account.signals import email_confirmed, password_changed, password_reset, user_logged_in
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed, authenticator_reset
from django.contrib.auth.signals import user_logged_out
from django.db import transaction
from django.http import HttpRequest

from backend.accounts.models import User
from backend.accounts.requests import address_of
from backend.core import audit
from backend.core.actor import Actor
from backend.core.audit import Act

ACTIONS = (
    (user_logged_in, "sign_in"),
    (user_logged_out, "sign_out"),
    (password_changed, "change_password"),
    (password_reset, "reset_password"),
    (authenticator_added, "add_second_factor"),
    (authenticator_removed, "remove_second_factor"),
    (authenticator_reset, "renew_recovery_codes"),
    (authentication_failed, "second_factor_failed"),
)


def _note(action: str, request: HttpRequest | None, user: Any, authenticator: Any = None) -> None:
    if not isinstance(user, User):
        return
    actor = Actor(
        role="patient" if hasattr(user, "patient") else "clinician",
        user_id=user.pk,
        name=user.get_full_name(),
        address=address_of(request) if request else None,  # type: ignore[arg-type]  # reads the headers only
    )
    with transaction.atomic():
        audit.write(Act(action=action, kind=getattr(authenticator, "type", "")), by=actor)


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
            **_: Any,
        ) -> None:
            _note(_action, request, user, authenticator)

        signal.connect(heard, weak=False, dispatch_uid=f"audit-{action}")

    def confirmed(sender: Any, *, request: Any = None, email_address: Any = None, **_: Any) -> None:
        _note("verify_address", request, email_address.user)

    email_confirmed.connect(confirmed, weak=False, dispatch_uid="audit-verify_address")
