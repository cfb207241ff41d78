"""A shared machine: a session of clinic staff locks after minutes without a touch, and opens again by who began it.

A locked session stays what it was, and is answered nothing: 403 `locked` from everything but the ways to unlock, to sign out and
to ask how it stands. What the app polls by itself is no touch: it says in each request for how long nobody has touched the screen.
The state lies in the session, so that no request asks the database for it. See ADR 0024.
"""

import json
import time
from collections.abc import Callable
from typing import Any

from allauth.account.signals import authentication_step_completed
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.core.cache import cache
from django.db import transaction
from django.db.models import Min
from django.db.models.functions import Coalesce
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from backend.accounts.models import Membership, User
from backend.accounts.requests import themselves
from backend.core import audit
from backend.core.audit import Act
from backend.core.errors import problem

KEY = "lock"  # in the session: minutes, asked, touched, locked
IDLE_HEADER = "X-TOH-Idle"  # seconds for which nobody has touched the screen
LEAST, MOST = 1, 60
ASKED_EVERY_S = 5 * 60  # the clinic's choice, where it has changed meanwhile
NOTED_EVERY_S = 30
TRIES, TRIES_KEPT_S = 5, 60 * 60
GUARDED = ("/api/", "/fhir/", "/_allauth/", "/admin/")
BASE = "/_allauth/browser/v1/auth/"
PROVING = (f"{BASE}reauthenticate", f"{BASE}2fa/reauthenticate", f"{BASE}webauthn/reauthenticate")
OPEN = frozenset(
    {*PROVING, f"{BASE}session", "/api/v1/csrf", "/api/v1/me/lock", "/api/v1/sign-on", "/api/v1/sign-on/again"}
)
BACK_FROM_CLINIC = "/_allauth/clinic/"  # a new session, by the clinic's own sign-in
KIND, TITLE = "locked", "This session is locked"
DETAIL = "Expected to be unlocked first: nobody has touched this session for a while."


def minutes_of(user: Any) -> int:
    """After how many minutes without a touch a session of `user` locks: the shortest of their clinics'; 0: never."""
    jobs = Membership.objects.active().filter(user_id=user.pk)
    found = jobs.aggregate(least=Min(Coalesce("clinic__lock_minutes", settings.LOCK_MINUTES)))["least"]
    return int(found or 0)


def begin(request: HttpRequest, user: Any) -> None:
    now = time.time()
    request.session[KEY] = {"minutes": minutes_of(user), "asked": now, "touched": now, "locked": False}


@receiver(user_logged_in, dispatch_uid="begin-lock")
def signed_in(sender: Any, *, request: HttpRequest, user: Any, **_: Any) -> None:
    if isinstance(user, User) and hasattr(request, "session"):
        begin(request, user)


def is_locked(request: HttpRequest) -> bool:
    """As it stands after this request's touch; noted in the session where it has changed."""
    state = request.session.get(KEY)
    now = time.time()
    if state is None:  # of before there were locks
        begin(request, request.user)
        return False
    if state["locked"]:
        return True
    if now - state["asked"] > ASKED_EVERY_S:
        state |= {"minutes": minutes_of(request.user), "asked": now}
        request.session.modified = True
    if not state["minutes"]:
        return False
    if now - state["touched"] > state["minutes"] * 60:
        lock(request)
        return True
    touched = now - _idle(request)
    if touched - state["touched"] > min(NOTED_EVERY_S, state["minutes"] * 15):
        state["touched"] = touched
        request.session.modified = True
    return False


def _idle(request: HttpRequest) -> float:
    """A request that does not say is one that somebody has just made."""
    try:
        return max(0.0, float(request.headers.get(IDLE_HEADER, "0")))
    except ValueError:
        return 0.0


def lock(request: HttpRequest) -> None:
    state = request.session.get(KEY) or {}
    if state.get("locked"):
        return
    now = time.time()
    request.session[KEY] = {"minutes": 0, "asked": now, "touched": now, **state, "locked": True}
    _note(request, "lock_session")


@receiver(authentication_step_completed, dispatch_uid="unlock")
def proven(sender: Any, *, request: HttpRequest, user: Any, method: str = "", **more: Any) -> None:
    """Whoever has shown once more that it is them has the session back."""
    state = request.session.get(KEY)
    if not (state and state["locked"] and more.get("reauthenticated") and request.user.is_authenticated):
        return
    request.session[KEY] = state | {"locked": False, "touched": time.time()}
    cache.delete(_tries_key(request))
    _note(request, "unlock_session", str(more.get("type") or method))


def _note(request: HttpRequest, action: str, kind: str = "") -> None:
    with transaction.atomic():
        audit.write(Act(action=action, kind=kind), by=themselves(request, request.user))  # type: ignore[arg-type]


def _tries_key(request: HttpRequest) -> str:
    return f"unlock:{request.session.session_key}"


def _too_many_tries(request: HttpRequest) -> bool:
    """Counted before it is looked at, so that many tries at once are counted like many in a row."""
    key = _tries_key(request)
    cache.add(key, 0, TRIES_KEPT_S)
    try:
        return int(cache.incr(key)) > TRIES
    except ValueError:  # it ended just now
        return False


class LockMiddleware:
    """Refuses everything to a locked session, before anything else looks at it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(GUARDED) or not request.user.is_authenticated or not is_locked(request):
            return self.get_response(request)
        path = request.path.rstrip("/")
        if path.startswith(BACK_FROM_CLINIC):
            return self.get_response(request)
        if path not in OPEN or (path.endswith("auth/session") and request.method != "DELETE"):
            return locked_response()
        if path in PROVING and request.method == "POST" and _too_many_tries(request):
            _note(request, "unlock_failed")
            logout(request)
            return locked_response(status=401, title="Not signed in", kind="not_authenticated")
        return self.get_response(request)


def locked_response(*, status: int = 403, title: str = TITLE, kind: str = KIND) -> HttpResponse:
    body = problem(status, DETAIL, kind=kind, title=title, errors=[{"field": None, "code": kind, "detail": DETAIL}])
    response = HttpResponse(json.dumps(body), status=status, content_type="application/problem+json")
    response["Cache-Control"] = "no-store"
    return response
