"""An examination at a glance: of each figure the first, the last, the change, and what may be said of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from .errors import Reading, Verdict, verdict

ORDER: tuple[tuple[str, str], ...] = tuple(
    [("movement", name) for name in ("flexion", "extension", "abduction", "adduction", "internal_rotation", "external_rotation")]
    + [("muscle", name) for name in ("flexors", "extensors", "abductors", "adductors", "quadriceps", "hamstrings")]
    + [
        ("test", name)
        for name in (
            "timed_up_and_go", "sit_to_stand_5", "chair_stand_30s", "single_leg_stance", "walk_10m", "walk_6min", "stairs_up",
            "stairs_down",
        )
    ]
)  # fmt: skip
_SIDES = ("left", "right", "both", "unknown")
_MODES = ("passive", "active", "")
_FIELDS = ("degrees", "grade", "newtons", "value")


class Found(NamedTuple):
    """One examination as it was recorded. `rater`: who says so."""

    day: str
    data: Mapping[str, Any]
    rater: str | None


class Row(NamedTuple):
    """One figure of one side, taken in one way. `field` is the record's name for it."""

    thing: str
    name: str
    side: str
    mode: str
    field: str
    first_on: str
    first: float
    last_on: str
    last: float
    times: int
    verdict: Verdict | None


def measure_of(data: Mapping[str, Any], field: str) -> str:
    """Under which name the errors know a figure of an examination."""
    if field == "degrees":
        return "hip_motion"
    return str(data["test"]) if field == "value" else f"strength_{field}"


def reading_of(found: Found, field: str) -> Reading:
    """A figure with all that has to be the same before it is compared."""
    how = {name: found.data.get(name) for name in ("tool", "aid", "mode")} | {
        "rater": found.rater or None,
        "unit": field,
    }
    return Reading(float(found.data[field]), how)


def reviewed(records: Iterable[Found]) -> list[Row]:
    """One row for each figure, in the order of the form. Once is no change: `verdict` is None then."""
    series: dict[tuple[int, int, int, int], list[tuple[Found, str]]] = {}
    for found in records:
        for field in _FIELDS:
            thing = {"degrees": "movement", "value": "test"}.get(field, "muscle")
            if found.data.get(field) is None or (thing, found.data.get(thing)) not in ORDER:
                continue
            key = (
                ORDER.index((thing, str(found.data[thing]))),
                _MODES.index(found.data.get("mode") or ""),
                _FIELDS.index(field),
                _SIDES.index(found.data.get("side") or "both"),
            )
            series.setdefault(key, []).append((found, field))
    return [_row(ORDER[key[0]], _SIDES[key[3]], series[key]) for key in sorted(series)]


def _row(what: tuple[str, str], side: str, those: list[tuple[Found, str]]) -> Row:
    (first, field), (last, _) = those[0], those[-1]
    one, other = reading_of(first, field), reading_of(last, field)
    said = verdict(measure_of(last.data, field), one, other) if len(those) > 1 else None
    mode = str(last.data.get("mode") or "")
    return Row(*what, side, mode, field, first.day, one.value, last.day, other.value, len(those), said)
