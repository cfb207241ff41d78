"""The app's shell; refusals outside the API."""

import json
import sys
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie

from backend.core.errors import problem
from backend.core.middleware import is_passing, later_response


@never_cache
@ensure_csrf_cookie
def app_shell(request: HttpRequest) -> HttpResponseBase:
    """The app's one page; every path that is not the server's own belongs to the app."""
    return _page("index.html")


@never_cache
def link_page(request: HttpRequest) -> HttpResponseBase:
    """Where a patient's health link leads: a page by itself, without a session or a cookie."""
    return _page("link.html")


def _page(name: str) -> HttpResponseBase:
    index = settings.FRONTEND_DIST / name
    if not index.is_file():
        return HttpResponse(
            "The app is not built yet: run `python3 manage.py up`, or `npm run build` in frontend/.",
            status=503,
            content_type="text/plain; charset=utf-8",
        )
    return FileResponse(index.open("rb"), content_type="text/html; charset=utf-8")


def _problem(code: int, detail: str) -> HttpResponse:
    return HttpResponse(json.dumps(problem(code, detail)), status=code, content_type="application/problem+json")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _problem(403, "The request lacks the token that shows it came from the app (CSRF).")


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _problem(404, "There is nothing here that you may see.")


def server_error(request: HttpRequest) -> HttpResponse:
    """What a middleware (the session's, say) ran into before any view is "later" too, when it will pass."""
    if is_passing(sys.exc_info()[1]):
        return later_response()
    return _problem(500, "Something went wrong here. Nothing of what you sent was half applied.")


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return _problem(413, f"expected at most {settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024**2} MB in one request")
    return _problem(400, "The request was not understood.")
