"""JSON within limits: size by Django's own limit, depth by ours (nothing here nests deeper)."""

from typing import Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

MAX_DEPTH = 12


def _look_through(value: Any, allowed: int) -> None:
    """One walk for both limits: this passes over every value that a device sends."""
    if allowed < 0:
        raise ParseError(f"expected JSON nested at most {MAX_DEPTH} deep")
    if isinstance(value, str):
        if "\x00" in value:
            raise ParseError("expected text without NUL characters")
    elif isinstance(value, dict):
        for key, item in value.items():
            _look_through(key, allowed)
            _look_through(item, allowed - 1)
    elif isinstance(value, list):
        for item in value:
            _look_through(item, allowed - 1)


def has_nul(text: str) -> bool:
    """PostgreSQL stores no NUL character; say so before it does."""
    return "\x00" in text


class BoundedJSONParser(JSONParser):
    """Refuses NaN, documents nested deeper than `MAX_DEPTH`, and NUL characters."""

    strict = True

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        try:
            data = super().parse(stream, media_type, parser_context)
        except RecursionError as error:
            raise ParseError("expected JSON that is not nested that deeply") from error
        _look_through(data, MAX_DEPTH)
        return data
