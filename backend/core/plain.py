"""What no request may carry, whichever view it is for: refused in words before anything reads it."""

import json
import re
from collections.abc import Callable
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse

from backend.core.errors import problem

Answer = Callable[[HttpRequest], HttpResponse]
_CHARSET = re.compile(r";\s*charset\s*=\s*\"?([^\s;\"]*)", re.IGNORECASE)
# What is UTF-8, or a part of it.
CHARSETS = ("utf-8", "utf8", "us-ascii", "ascii")


class PlainRequestMiddleware:
    """A NUL in the address, or a body in another encoding than UTF-8.

    PostgreSQL stores no NUL, and Python knows names of encodings that are none of text: both ended as an error of ours.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = unquote(request.META.get("QUERY_STRING", ""))
        if "\x00" in request.path or "\x00" in asked:
            return _refused(400, "expected an address without NUL characters")
        named = _CHARSET.search(request.META.get("CONTENT_TYPE", ""))
        if named and named[1].lower() not in CHARSETS:
            return _refused(415, "expected a body in UTF-8")
        return self.get_response(request)


def _refused(code: int, detail: str) -> HttpResponse:
    return HttpResponse(json.dumps(problem(code, detail)), status=code, content_type="application/problem+json")
