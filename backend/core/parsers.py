"""JSON within limits: size by Django's own limit, depth by ours (nothing here nests deeper)."""

from typing import Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

MAX_DEPTH = 12


def _depth_exceeded(value: Any, allowed: int) -> bool:
    if allowed < 0:
        return True
    if isinstance(value, dict):
        return any(_depth_exceeded(item, allowed - 1) for item in value.values())
    if isinstance(value, list):
        return any(_depth_exceeded(item, allowed - 1) for item in value)
    return False


def has_nul(value: Any) -> bool:
    """PostgreSQL stores no NUL character; say so before it does."""
    if isinstance(value, str):
        return "\x00" in value
    if isinstance(value, dict):
        return any(has_nul(key) or has_nul(item) for key, item in value.items())
    return isinstance(value, list) and any(has_nul(item) for item in value)


class BoundedJSONParser(JSONParser):
    """Refuses NaN, documents nested deeper than `MAX_DEPTH`, and NUL characters."""

    strict = True

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        try:
            data = super().parse(stream, media_type, parser_context)
        except RecursionError as error:
            raise ParseError("expected JSON that is not nested that deeply") from error
        if _depth_exceeded(data, MAX_DEPTH):
            raise ParseError(f"expected JSON nested at most {MAX_DEPTH} deep")
        if has_nul(data):
            raise ParseError("expected text without NUL characters")
        return data
