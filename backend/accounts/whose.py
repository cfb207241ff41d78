"""For whom a request is meant, where it says so: a tab of one person must not act in the session of another.

A browser has one session, whatever its tabs believe. The app therefore names in every request the account that it works for;
where somebody else is signed in meanwhile, nothing is read or written. Scripts with tokens need not say it. See ADR 0020.
"""

import json
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from rest_framework import status

from backend.core.errors import Refused, problem

HEADER = "X-TOH-Account"
KEPT_AS = "HTTP_X_TOH_ACCOUNT"  # as WSGI keeps it
# Of a link that a browser follows by itself, such as the download of a table: it cannot carry a header.
PARAMETER = "account"
EXPECTED = "expected the account that is signed in here: another person is signed in"


class OtherAccount(Refused):
    """409: the request is meant for somebody else than the one who is signed in."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "other-account"
    title = "Another person is signed in here"

    def __init__(self, field: str | None = None) -> None:
        super().__init__(field, EXPECTED, code="other_account")


def meant_for(request: HttpRequest) -> str | None:
    """The account that the request names, as it was written; None where it names none."""
    named = request.META.get(KEPT_AS)
    if not named and request.META.get("QUERY_STRING"):
        named = request.GET.get(PARAMETER)
    return named or None


def is_for(named: Any, user: Any) -> bool:
    return str(named) == str(user.pk)


def check_account(named: Any, user: Any, *, field: str | None = None) -> None:
    """OtherAccount where `named` is somebody else than `user`; who names nobody is not asked."""
    if named is not None and not is_for(named, user):
        raise OtherAccount(field)


class AccountMiddleware:
    """Refuses a request that is meant for another person than the session's, before anything else looks at it.

    Where nobody is signed in, what asks for somebody says so by itself (401).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        named = meant_for(request)
        if named is not None and request.user.is_authenticated and not is_for(named, request.user):
            return other_account_response()
        return self.get_response(request)


def other_account_response() -> HttpResponse:
    errors = [{"field": None, "code": "other_account", "detail": EXPECTED}]
    kind, title = OtherAccount.default_code, OtherAccount.title
    body = problem(OtherAccount.status_code, EXPECTED, errors=errors, kind=kind, title=title)
    response = HttpResponse(json.dumps(body), status=body["status"], content_type="application/problem+json")
    response["Cache-Control"] = "no-store"
    return response
