"""One error shape (RFC 9457, `application/problem+json`) for every answer that is not a success."""

from typing import Any

from django.http import Http404
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler as drf_exception_handler


class Refused(exceptions.APIException):
    """A permanent no: what was sent cannot be taken. Names the field and what was expected there."""

    status_code: int = status.HTTP_400_BAD_REQUEST
    default_code = "refused"
    title = ""  # where the status alone does not say what it is

    def __init__(self, field: str | None, expected: str, *, code: str = "invalid") -> None:
        super().__init__(detail=expected, code=code)
        self.field, self.expected, self.code = field, expected, code

    def __str__(self) -> str:
        return f"{self.field}: {self.expected}" if self.field else self.expected


class Conflict(Refused):
    """The thing changed meanwhile: nothing was written; read again and decide anew.

    `changes` says what changed and by whom, for the one who must decide anew.
    """

    status_code = status.HTTP_409_CONFLICT
    default_code = "conflict"

    def __init__(
        self, field: str | None, expected: str, *, code: str = "invalid", changes: list[dict[str, Any]] | None = None
    ) -> None:
        super().__init__(field, expected, code=code)
        self.changes = changes


class Later(exceptions.APIException):
    """Not now, through no fault of the caller: try the same again after `wait` seconds."""

    status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    default_code = "later"
    default_detail = "The server cannot take this at the moment. Nothing was changed; try again."

    def __init__(self, wait: int = 5) -> None:
        super().__init__()
        self.wait = wait


TITLES = {
    400: "The request was not understood",
    401: "Not signed in",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    406: "Not acceptable",
    409: "Changed meanwhile",
    410: "Gone",
    413: "Too large",
    415: "Unsupported media type",
    429: "Too many requests",
    503: "Try again later",
}


def _flatten(detail: Any, path: str = "") -> list[dict[str, Any]]:
    """DRF's nested error detail as a flat list of field, code and sentence."""
    if isinstance(detail, dict):
        found = []
        for key, value in detail.items():
            name = "" if key == "non_field_errors" else str(key)
            found += _flatten(value, ".".join(part for part in (path, name) if part))
        return found
    if isinstance(detail, list):
        found = []
        for index, value in enumerate(detail):
            nested = isinstance(value, (dict, list))
            found += _flatten(value, f"{path}.{index}".strip(".") if nested else path)
        return found
    return [{"field": path or None, "code": getattr(detail, "code", "invalid"), "detail": str(detail)}]


def problem(
    code: int, detail: str, *, errors: list[dict[str, Any]] | None = None, kind: str = "error", title: str = ""
) -> dict[str, Any]:
    """The body of a refusal: `errors` has one object for each field, with what was expected."""
    return {
        "type": f"urn:toh-tracker:{kind}",
        "title": title or TITLES.get(code, "Error"),
        "status": code,
        "detail": detail,
        "errors": errors or [],
    }


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's hook: any API exception as a problem document. Anything else goes on up (a real 500)."""
    response = drf_exception_handler(error, context)
    if response is None:
        return None
    code = response.status_code
    if isinstance(error, Refused):
        errors = [{"field": error.field, "code": error.code, "detail": error.expected}]
        body = problem(code, str(error), errors=errors, kind=error.default_code, title=error.title)
        if isinstance(error, Conflict) and error.changes is not None:
            body["changes"] = error.changes
    elif isinstance(error, Http404):
        body = problem(code, "There is nothing here that you may see.", kind="not-found")
    else:
        detail = getattr(error, "detail", str(error))
        errors = _flatten(detail) if isinstance(error, exceptions.ValidationError) else []
        text = str(errors[0]["detail"]) if errors else str(detail)
        if errors and errors[0]["field"]:
            text = f"{errors[0]['field']}: {text}"
        body = problem(code, text, errors=errors, kind=str(getattr(error, "default_code", "error")))
    response.data = body
    if isinstance(error, Later):
        response["Retry-After"] = str(error.wait)
    response.content_type = "application/problem+json"
    return response
