"""Headers that every answer carries, and the word "later" when the database is away."""

import json
from collections.abc import Callable

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.functional import cached_property
from kombu.exceptions import OperationalError as BrokerAway
from redis.exceptions import ConnectionError as RedisAway
from redis.exceptions import TimeoutError as RedisSlow

from backend.core.errors import Later, problem

# Under these nothing may be kept, not even when a view says so.
PRIVATE = ("/api/", "/_allauth/", "/fhir/", "/admin/")
Answer = Callable[[HttpRequest], HttpResponse]


class PolicyMiddleware(CSPMiddleware):
    """django-csp's, which puts the same policy together anew for each answer: kept, where no view has one of its own."""

    OF_A_VIEW = ("_csp_config", "_csp_update", "_csp_replace", "_csp_exempt", "_csp_exempt_ro")

    @cached_property
    def policy(self) -> str:
        """What an answer gets of which no view says anything."""
        empty = HttpResponse()
        super().process_response(HttpRequest(), empty)
        return str(empty[HEADER])

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        said = response.__dict__
        if any(name in said for name in self.OF_A_VIEW) or "_csp_nonce" in request.__dict__:
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self.policy)
        return response


class PermissionsPolicyMiddleware:
    """Nothing here needs a camera stream, a microphone or a position; the browser is told so."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
        # Static files are answered before this. Whatever else there is, is somebody's, unless its view says otherwise.
        said = response.get("Cache-Control", "")
        if not said or (request.path.startswith(PRIVATE) and "no-store" not in said):
            response["Cache-Control"] = "no-store"
        return response


NOT_READABLE: dict[type[Exception], str] = {
    RecursionError: "expected JSON that is not nested that deeply",
    UnicodeEncodeError: "expected text in which each character is a whole one",
}


class LaterMiddleware:
    """A database that is away or locked is 503 with Retry-After: a phone keeps its entries and tries again."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if is_passing(exception):
            return later_response()
        # allauth reads its JSON itself, without our parser's limits.
        if request.path.startswith("/_allauth/"):
            for kind, expected in NOT_READABLE.items():
                if isinstance(exception, kind):
                    body = problem(400, expected)
                    return HttpResponse(json.dumps(body), status=400, content_type="application/problem+json")
        return None


def is_passing(error: BaseException | None) -> bool:
    """Trouble of the servers that we lean on: database away, locked or full, Redis or mail away. Nothing was half written."""
    return isinstance(error, (OperationalError, InterfaceError, BrokerAway, RedisAway, RedisSlow, Later))


def later_response(wait: int = 5) -> HttpResponse:
    body = problem(503, Later.default_detail, kind="later")
    response = HttpResponse(json.dumps(body), status=503, content_type="application/problem+json")
    response["Retry-After"] = str(wait)
    return response
