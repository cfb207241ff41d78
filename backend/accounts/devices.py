"""Devices on which somebody has signed in before, known by a sealed cookie: a sign-in on another one is told by mail.

The cookie opens nothing. It says which accounts have been opened in this browser, and nobody but this server can write it.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from allauth.account.signals import user_logged_in
from django.conf import settings
from django.core import signing
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from backend.accounts.models import User
from backend.accounts.security_mails import tell

COOKIE, SALT = "known", "known-device"
KEPT = timedelta(days=365)
MOST = 20  # of a shared machine in a clinic


def known_on(request: HttpRequest) -> list[int]:
    """The accounts that were opened in this browser; none for a cookie that is not ours."""
    try:
        found = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KEPT)
    except signing.BadSignature:
        return []
    return [key for key in found if isinstance(key, int)] if isinstance(found, list) else []


def is_known(request: HttpRequest, user: User) -> bool:
    return user.pk in known_on(request)


@receiver(user_logged_in, dispatch_uid="known-device")
def notice(sender: Any, *, request: HttpRequest, user: User, **_: Any) -> None:
    """The very first sign-in, with which an account begins, is news to nobody."""
    if not is_known(request, user):
        if user.signed_in_before:
            tell(user, "new_device")
        request.toh_known = [user.pk, *known_on(request)][:MOST]  # type: ignore[attr-defined]
    if not user.signed_in_before:
        User.objects.filter(pk=user.pk).update(signed_in_before=True)
        user.signed_in_before = True


class KnownDeviceMiddleware:
    """Gives the browser its cookie after a sign-in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        known = getattr(request, "toh_known", None)
        if known:
            response.set_cookie(
                COOKIE,
                signing.dumps(known, salt=SALT),
                max_age=KEPT,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response
