"""Two ways in: the session cookie of the app (with CSRF), and a person's access token for scripts."""

from datetime import timedelta
from typing import Any

from rest_framework import authentication, exceptions
from rest_framework.request import Request

from backend.accounts.models import AccessToken
from backend.accounts.scopes import may
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
        # Here, as DRF loads this class while it is loading what these need of it.
        from backend.accounts.identity import token_of
        from backend.accounts.whose import check_account, meant_for

        token = token_of(digest)
        if token is None:
            raise exceptions.AuthenticationFailed("unknown, expired or revoked token")

        check_account(meant_for(request), token.user)
        if not may(token, request):
            raise exceptions.PermissionDenied(f"A token of scope {token.scope} may not do this.")
        # "Last used" to the minute is enough, and spares a write on every call.
        now = clock.now()
        if token.last_used_at is None or now - token.last_used_at > timedelta(minutes=1):
            AccessToken.objects.filter(pk=token.pk).update(last_used_at=now)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="toh-tracker"'
