"""Headers that every answer carries, and the word "later" when the database is away."""

import json
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from kombu.exceptions import OperationalError as BrokerAway
from redis.exceptions import ConnectionError as RedisAway
from redis.exceptions import TimeoutError as RedisSlow

from backend.core.errors import Later, problem

Answer = Callable[[HttpRequest], HttpResponse]


class PermissionsPolicyMiddleware:
    """Nothing here needs a camera stream, a microphone or a position; the browser is told so."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
        if request.path.startswith(("/api/", "/_allauth/")):
            response.setdefault("Cache-Control", "no-store")
        return response


class LaterMiddleware:
    """A database that is away or locked is 503 with Retry-After: a phone keeps its entries and tries again."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if is_passing(exception):
            return later_response()
        # allauth reads its JSON itself, without our parser's limit of depth.
        if isinstance(exception, RecursionError) and request.path.startswith("/_allauth/"):
            body = problem(400, "expected JSON that is not nested that deeply")
            return HttpResponse(json.dumps(body), status=400, content_type="application/problem+json")
        return None


def is_passing(error: BaseException | None) -> bool:
    """Trouble of the servers that we lean on: database away, locked or full, Redis away. Nothing was half written."""
    return isinstance(error, (OperationalError, InterfaceError, BrokerAway, RedisAway, RedisSlow))


def later_response(wait: int = 5) -> HttpResponse:
    body = problem(503, Later.default_detail, kind="later")
    response = HttpResponse(json.dumps(body), status=503, content_type="application/problem+json")
    response["Retry-After"] = str(wait)
    return response
