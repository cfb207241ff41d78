"""JSON within limits: size by Django's own limit, depth by ours (nothing here nests deeper)."""

from io import BytesIO
from typing import Any

from django.conf import settings
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

MAX_DEPTH = 12
CONTAINERS = (dict, list)
# What a NUL looks like in JSON, where it may not stand as itself.
NUL = "\\u0000"


def _look_through(value: Any, allowed: int, *, texts: bool) -> None:
    """Refuse what nests more than `allowed` deep, and with `texts` what holds a NUL: a walk over what a device sends."""
    if isinstance(value, str):
        if texts and has_nul(value):
            raise ParseError("expected text without NUL characters")
    elif isinstance(value, CONTAINERS):
        if allowed < 1:
            raise ParseError(f"expected JSON nested at most {MAX_DEPTH} deep")
        if isinstance(value, dict):
            value = [*value, *value.values()] if texts else value.values()
        for item in value:
            if texts or isinstance(item, CONTAINERS):
                _look_through(item, allowed - 1, texts=texts)


def has_nul(text: str) -> bool:
    """PostgreSQL stores no NUL character; say so before it does."""
    return "\x00" in text


class BoundedJSONParser(JSONParser):
    """Refuses NaN, documents nested deeper than `MAX_DEPTH`, and NUL characters."""

    strict = True

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        raw = stream.read()
        try:
            data = super().parse(BytesIO(raw), media_type, parser_context)
        except RecursionError as error:
            raise ParseError("expected JSON that is not nested that deeply") from error
        encoding = (parser_context or {}).get("encoding", settings.DEFAULT_CHARSET)
        # Mostly none is written anywhere, and then no single text has to be looked at.
        _look_through(data, MAX_DEPTH, texts=NUL in raw.decode(encoding))
        return data
