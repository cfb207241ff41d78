"""The words of a printed replay, from `languages/<code>/replay.toml`. Titles and texts of findings and reminders are the guidance's own."""

from datetime import date
from typing import Any

from backend.languages import part, table
from backend.languages.formats import date_in, written

FRAME: dict[str, dict[str, Any]] = table("replay", "frame")
STATES: dict[str, dict[str, Any]] = table("replay", "states")
URGENCIES: dict[str, dict[str, Any]] = table("replay", "urgencies")
REASONS: dict[str, dict[str, Any]] = table("replay", "reasons")
_SECTIONS = ("kinds", "values", "fields")
# Fields whose value says by itself what it is.
BARE = frozenset(
    {
        "site", "side", "status", "direction", "category", "modality", "result", "name", "factor", "finding",
        "circumstance", "test", "unit", "action",
    }
)  # fmt: skip
PLAIN_TEXT = frozenset({"name", "reason", "device", "unit", "finding"})


def word(name: str, language: str) -> str:
    """A kind, field or value of the format.

    >>> word("low_back", "en"), word("low_back", "de")
    ('low back', 'unterer Rücken')
    """
    words = part("kinds")[language]
    return next(
        (str(words[section][name]) for section in _SECTIONS if name in words[section]), name.replace("_", " ")
    )


def reason(said: str, language: str) -> str:
    """Why a finding closed: a rule's reason in words, a clinician's as it was written."""
    if not said.startswith("rule:"):
        return said
    code = said.removeprefix("rule:")
    words = REASONS[language]
    if code.startswith("guidance-"):
        return str(words["guidance"]).format(version=code.removeprefix("guidance-"))
    days = code.removesuffix("-days")
    return words["days"].format(days=days) if days.isdecimal() else words.get(code, code.replace("-", " "))


def entry(kind: str, data: dict[str, Any], language: str) -> str:
    """An entry in a few words: values first, flags by name."""
    own = {"name": "factor"} if kind == "risk_factor" else {}
    parts = [_field(own.get(name, name), value, language) for name, value in data.items()]
    return word(kind, language) + (": " + ", ".join(parts) if parts else "")


def _field(name: str, value: Any, language: str) -> str:
    frame = FRAME[language]
    if name == "intensity" and value is not None:
        return str(frame["of_ten"]).format(value=_value(name, value, language))
    if value is True:
        return word(name, language)
    if value is False:
        return f"{frame['no']}{word(name, language)}"
    said = _value(name, value, language)
    return said if name in BARE else f"{word(name, language)} {said}".strip()


def _value(name: str, value: Any, language: str) -> str:
    if value is None:
        return "–"
    if isinstance(value, list):
        return ", ".join(_value(name, one, language) for one in value)
    if isinstance(value, (int, float)):
        return written(f"{value:g}", language)
    if name.endswith("_on"):
        return date_in(date.fromisoformat(value), language, "with_weekday")
    if name in PLAIN_TEXT:
        return str(value)
    own = part("kinds")[language]["special"].get(f"{name}:{value}")
    return str(own) if own else word(str(value), language)
