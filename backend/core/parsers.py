"""JSON within limits: size by Django's own limit, depth by ours (of what we read, only FHIR nests deeper)."""

import re
from io import BytesIO
from typing import Any

from django.conf import settings
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

from backend.core.weight import weight

MAX_DEPTH = 12
# A FHIR Questionnaire has seven levels of its own around each level of groups' two.
MAX_FHIR_DEPTH = 40
# Of one request, in memory: several are answered at once. A thousand entries take about 2 MB, a hospital's Bundle of 5 MB about 50.
HEAVIEST = 64 * 1024 * 1024
CONTAINERS = (dict, list)
# What no database stores: a NUL, and half of a pair of surrogates. In JSON they stand as escapes.
_ODD = re.compile(r"\\u(0000|[dD][89a-fA-F][0-9a-fA-F]{2})")
_HALF = re.compile("[\ud800-\udfff]")


class TooDeep(Exception):
    """More containers in each other than are read here."""


def _look_through(value: Any, allowed: int, *, texts: bool) -> None:
    """Refuse what nests more than `allowed` deep, and with `texts` what cannot be stored: a walk over what a device sends."""
    if isinstance(value, str):
        if texts and has_nul(value):
            raise ParseError("expected text without NUL characters")
        if texts and _HALF.search(value):
            raise ParseError("expected text in which each character is a whole one, not half of a surrogate pair")
    elif isinstance(value, CONTAINERS):
        if allowed < 1:
            raise TooDeep
        if isinstance(value, dict):
            value = [*value, *value.values()] if texts else value.values()
        for item in value:
            if texts or isinstance(item, CONTAINERS):
                _look_through(item, allowed - 1, texts=texts)


def has_nul(text: str) -> bool:
    """PostgreSQL stores no NUL character; say so before it does."""
    return "\x00" in text


class BoundedJSONParser(JSONParser):
    """Refuses NaN, documents nested deeper than `deepest`, and NUL characters."""

    strict = True
    deepest = MAX_DEPTH

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        raw = stream.read()
        encoding = (parser_context or {}).get("encoding", settings.DEFAULT_CHARSET)
        try:
            text = raw.decode(encoding)
        except (UnicodeDecodeError, LookupError) as error:
            raise ParseError("expected JSON in UTF-8") from error
        if weight(raw) > HEAVIEST:
            raise ParseError(f"expected JSON that takes at most {HEAVIEST // 1024**2} MB of memory once it is read")
        try:
            data = super().parse(BytesIO(raw), media_type, parser_context)
        except RecursionError as error:
            raise ParseError("expected JSON that is not nested that deeply") from error
        # Mostly none is written anywhere, and then no single text has to be looked at.
        try:
            _look_through(data, self.deepest, texts=_ODD.search(text) is not None)
        except TooDeep as error:
            raise ParseError(f"expected JSON nested at most {self.deepest} deep") from error
        return data


class FhirParser(BoundedJSONParser):
    """For requests that carry a FHIR resource."""

    deepest = MAX_FHIR_DEPTH


class FhirJSONParser(FhirParser):
    """The same under FHIR's own name."""

    media_type = "application/fhir+json"
