"""Two ways in: the session cookie of the app (with CSRF), and a person's access token for scripts."""

from datetime import timedelta
from typing import Any

from django.db.models import Q
from rest_framework import authentication, exceptions
from rest_framework.request import Request

from backend.accounts.models import AccessToken
from backend.core import clock


class SessionAuthentication(authentication.SessionAuthentication):
    """Django's session; names a challenge, so that signed-out callers get 401 and not 403."""

    def authenticate_header(self, request: Request) -> str:
        return 'Session realm="toh-tracker"'


class TokenAuthentication(authentication.BaseAuthentication):
    """`Authorization: Bearer toh_…`."""

    def authenticate(self, request: Request) -> tuple[Any, AccessToken] | None:
        words = authentication.get_authorization_header(request).split()
        if not words or words[0].lower() != b"bearer":
            return None
        if len(words) != 2:
            raise exceptions.AuthenticationFailed("expected `Authorization: Bearer TOKEN`")
        try:
            digest = AccessToken.digest_of(words[1].decode("ascii"))
        except UnicodeDecodeError as error:
            raise exceptions.AuthenticationFailed("expected a token in plain letters") from error
        now = clock.now()
        token = (
            AccessToken.objects.select_related("user")
            .filter(
                Q(expires_at=None) | Q(expires_at__gt=now),
                digest=digest,
                revoked_at=None,
                user__is_active=True,
            )
            .first()
        )
        if token is None:
            raise exceptions.AuthenticationFailed("unknown, expired or revoked token")
        # "Last used" to the minute is enough, and spares a write on every call.
        if token.last_used_at is None or now - token.last_used_at > timedelta(minutes=1):
            AccessToken.objects.filter(pk=token.pk).update(last_used_at=now)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="toh-tracker"'
