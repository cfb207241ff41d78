"""A person's own activities at a glance: of each the first score, the last, the change, and what may be said of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from .errors import Reading, Verdict, verdict

MEASURE = "activity"
AT_ONCE = 3
"""Activities that are asked for at a time, as in the Patient-Specific Functional Scale."""
EVERY_DAYS = 7
"""Days between two questions on the phone. Ours."""


class Goal(NamedTuple):
    """One activity. `ended`: it is not asked for any more. `verdict`: None where it was rated once."""

    activity: str
    ended: bool
    first_on: str
    first: float
    last_on: str
    last: float
    times: int
    verdict: Verdict | None


def name_of(activity: str) -> str:
    """The same words are the same activity, whatever their case."""
    return " ".join(activity.split()).casefold()


def goals_of(rows: Iterable[tuple[str, Mapping[str, Any]]]) -> list[Goal]:
    """Each activity that was rated, by when it was first named; `rows` are (day, fields), oldest first."""
    series: dict[str, list[tuple[str, Mapping[str, Any]]]] = {}
    for day, data in rows:
        series.setdefault(name_of(str(data["activity"])), []).append((day, data))
    return [_goal(those) for those in series.values() if any(data.get("score") is not None for _, data in those)]


def _goal(those: list[tuple[str, Mapping[str, Any]]]) -> Goal:
    rated = [(day, float(data["score"])) for day, data in those if data.get("score") is not None]
    (first_on, first), (last_on, last) = rated[0], rated[-1]
    said = verdict(MEASURE, Reading(first), Reading(last)) if len(rated) > 1 else None
    named = those[-1][1]
    return Goal(str(named["activity"]), named.get("ended") is True, first_on, first, last_on, last, len(rated), said)
