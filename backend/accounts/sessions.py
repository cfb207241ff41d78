"""Django's sessions in the database, read together with the person whose session it is (see `identity`)."""

from functools import partial
from typing import Any

from django.contrib import auth
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.backends import db
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from backend.accounts import identity


class SessionStore(db.SessionStore):
    """`found`: the row of `UserSession` with its person, where the session was read with both; else None."""

    found: Any = None

    def load(self) -> dict[str, Any]:
        key = self.session_key
        self.found = identity.session_of(key) if key and "\x00" not in key else None
        if self.found is None:
            return super().load()
        data: dict[str, Any] = self.decode(self.found.session_data)
        return data


def person_of(request: HttpRequest) -> Any:
    """The session's person, by the same checks as Django's `get_user`; whatever does not hold is left to that."""
    session = request.session
    try:
        key, backend = session[SESSION_KEY], session[BACKEND_SESSION_KEY]
    except KeyError:
        return auth.get_user(request)
    found = getattr(session, "found", None)
    if found is None or found.session_key != session.session_key:
        return auth.get_user(request)
    user = found.user
    holds = (
        str(user.pk) == key
        and user.is_active
        and backend == "django.contrib.auth.backends.ModelBackend"
        and constant_time_compare(session.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash())
    )
    return user if holds else auth.get_user(request)


class PersonMiddleware(AuthenticationMiddleware):
    """Django's, asking `person_of`."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(partial(_once, request))  # type: ignore[assignment]  # as Django does


def _once(request: HttpRequest) -> Any:
    # Under the name that Django's own middleware looks for.
    kept = request.__dict__
    if "_cached_user" not in kept:
        kept["_cached_user"] = person_of(request)
    return kept["_cached_user"]
