"""Between a kind's fields and the cells of a spreadsheet: names with units, lists, numbers with a comma."""

import json
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from backend.core.errors import Refused
from backend.core.sheets import is_formula
from backend.exchange.csv.units import factor
from backend.records.kinds.base import Kind, kind_named

TRUE = frozenset({"true", "wahr", "yes", "ja"})
FALSE = frozenset({"false", "falsch", "no", "nein"})
# Every dash that a spreadsheet or a hand puts before a negative number.
MINUS = frozenset("-‐‑‒–—―−﹣－")
# Written where leaving a cell empty would say something else: "never remind me" is not "nothing said".
NULL = "null"


def header_of(kind: str, field: str) -> str:
    """`bmd (g/cm2)`; a field without a unit is its own name."""
    unit = kind_named(kind).units.get(field)
    return f"{field} ({unit})" if unit else field


def cell_of(kind: str, value: Any) -> Any:
    """A stored value as a cell: lists of words with semicolons, anything deeper as JSON."""
    if value is None:
        return NULL if kind == "setting" else None
    if isinstance(value, list) and all(isinstance(item, (str, int, float)) for item in value):
        return "; ".join(item if isinstance(item, str) else f"{item:.15g}" for item in value)
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False)
    return value


def plain(text: str) -> str:
    """The text of a cell, without the apostrophe that kept a spreadsheet from calculating it."""
    text = text.strip()
    return text[1:] if text[:1] == "'" and is_formula(text[1:]) else text


def value_of(kind: Kind, field: str, text: str, unit: str = "") -> Any:
    """A cell's text as the kind's own type, from the heading's unit in ours. What cannot be read is refused by its column."""
    if text == NULL:
        return None
    wanted = _types(kind.name).get(field, frozenset())
    if bool in wanted:
        if text.lower() not in TRUE | FALSE:
            raise Refused(field, "expected true or false")
        return text.lower() in TRUE
    if list in wanted and float in wanted and dict not in wanted:
        return [_number(part.strip()) for part in text.split(";") if part.strip()]
    if (float in wanted or int in wanted) and list not in wanted:
        number, times = _number(text), factor(kind, field, unit)
        return number if isinstance(number, str) or times == 1 else _rounded(number * times)
    if dict in wanted or (list in wanted and str not in wanted):
        try:
            return json.loads(text)
        except ValueError as error:
            raise Refused(field, "expected JSON, as an export writes it") from error
    if list in wanted:
        return [part.strip() for part in text.split(";") if part.strip()]
    return text


def _number(text: str) -> Any:
    """`0.731` or `0,731`; anything else stays text, and the kind's own check says what it expects."""
    plain_text = "-" + text[1:].strip() if text[:1] in MINUS else text
    if "," in plain_text and "." not in plain_text:
        plain_text = plain_text.replace(",", ".", 1)
    try:
        value = float(plain_text)
    except ValueError:
        return text
    return int(value) if value.is_integer() else value


def _rounded(value: float) -> float:
    value = round(value, 6)
    return int(value) if float(value).is_integer() else value


@cache
def _types(kind: str) -> dict[str, frozenset[type]]:
    model = kind_named(kind).model
    return {info.alias or name: frozenset(_leaves(info.annotation)) for name, info in model.model_fields.items()}


def _leaves(annotation: Any) -> set[type]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {dict}
    origin, found = get_origin(annotation), set[type]()
    if origin in (list, dict):
        found.add(origin)
    if isinstance(annotation, type):
        found.add(annotation)
    for part in get_args(annotation):
        found |= {str} if isinstance(part, str) else _leaves(part)
    return found
