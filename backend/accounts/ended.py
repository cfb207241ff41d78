"""What follows from a change of how somebody signs in: their tokens end, which were made by whoever could sign in before.

allauth writes letters about most changes itself (see `adapters.NEWS`), but not about an address that was added.
"""

from typing import Any

from allauth.account.signals import email_added, password_changed, password_reset, password_set
from allauth.mfa.signals import authenticator_removed
from django.http import HttpRequest

from backend.accounts.actions import revoke_tokens_of
from backend.accounts.models import User
from backend.accounts.requests import themselves
from backend.accounts.security_mails import tell

ENDS = (
    (password_changed, "change_password"),
    (password_set, "set_password"),
    (password_reset, "reset_password"),
    (authenticator_removed, "remove_second_factor"),
)


def connect() -> None:
    """Listen; safe to call twice."""
    for signal, why in ENDS:

        def heard(
            sender: Any, *, _why: str = why, request: HttpRequest | None = None, user: Any = None, **_: Any
        ) -> None:
            if isinstance(user, User):
                revoke_tokens_of(by=themselves(request, user), user=user, why=_why)

        signal.connect(heard, weak=False, dispatch_uid=f"end-tokens-{why}")

    def address_added(sender: Any, *, user: Any = None, email_address: Any = None, **_: Any) -> None:
        tell(user, "address_added", to=email_address.email)

    email_added.connect(address_added, weak=False, dispatch_uid="tell-address-added")
