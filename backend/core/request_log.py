"""django-structlog's lines about requests, at the cost of what is written.

Theirs looks through the headers of a dozen kinds of proxies for an address and puts every line together before it is
known whether anybody wants it: 800 calls of Python a request.
"""

import logging
import uuid
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.functional import SimpleLazyObject
from django_structlog.middlewares.request import RequestMiddleware, logger
from rest_framework.throttling import SimpleRateThrottle

_written = logging.getLogger("django_structlog.middlewares.request")


class _Addresses(SimpleRateThrottle):
    """Only for its reading of the headers of trusted proxies; never counts."""

    def __init__(self) -> None:
        pass


_addresses = _Addresses()


class RequestLogMiddleware(RequestMiddleware):
    """Binds `request_id`, `ip` and `user_id` to every line of a request; writes its own two where their level is on.

    `ip` is the caller's as far as the trusted proxies tell it: what a caller writes into a header is not believed.
    """

    def prepare(self, request: HttpRequest) -> None:
        known: dict[str, Any] = {
            "request_id": request.META.get("HTTP_X_REQUEST_ID") or str(uuid.uuid4()),
            "user_id": _person_in(request),
            "ip": _addresses.get_ident(request),  # type: ignore[arg-type]  # reads the headers only
        }
        correlation = request.META.get("HTTP_X_CORRELATION_ID")
        if correlation:
            known["correlation_id"] = correlation
        structlog.contextvars.bind_contextvars(**known)
        if _written.isEnabledFor(logging.INFO):
            about = {"request": self.format_request(request), "user_agent": request.META.get("HTTP_USER_AGENT")}
            logger.info("request_started", **about)

    def handle_response(self, request: HttpRequest, response: HttpResponse) -> None:
        plain = not isinstance(response, StreamingHttpResponse) and not hasattr(request, "_raised_exception")
        if plain and not _written.isEnabledFor(self._log_level_for_status_code(response.status_code)):
            structlog.contextvars.clear_contextvars()
        else:
            super().handle_response(request, response)

    @staticmethod
    def bind_user_id(request: HttpRequest) -> None:
        structlog.contextvars.bind_contextvars(user_id=_person_in(request))


def _person_in(request: HttpRequest) -> Any:
    """The key of who is signed in. Without a session and before a token was read that is nobody, and asks nobody."""
    user = getattr(request, "user", None)
    if user is None or (isinstance(user, SimpleLazyObject) and not request.session.session_key):
        return None
    return user.pk
