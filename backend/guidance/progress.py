"""Is it getting better? Two weeks of one place compared, four weeks apart, against what such numbers vary by themselves.

A week is seven days that are over: weeks are counted back from yesterday, today is left out. The phone has the same in
`frontend/src/domain/progress.ts`; `tests/vectors/progress` holds both to the same answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import pi, sqrt
from typing import Literal

from .context import Context
from .errors import ERRORS
from .facts import Facts
from .pain_course import CLOSE, median
from .spans import holds
from .thresholds import Thresholds

Verdict = Literal["better", "worse", "no_clear_change", "too_few"]
WEEK = 7
WEEKS = 4
WINDOW = WEEK * WEEKS
LEAST_DAYS = 4
"""Days with a value that each of the two weeks needs: more than half of it (ours)."""
_TWO_SIDED = 1.96
_ASKED_EVERY_DAY = 2.576
"""99 % for a course's own ups and downs: the answer is read every day, and 95 % would be wrong by chance once in 20 (ours)."""
SEM = ERRORS["pain"].amount / (_TWO_SIDED * sqrt(2))
"""Standard error of one reading, from its minimal detectable change of 95 %."""


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days that are over, `last` being the seventh: in how many there is a value, and what is in the middle of those."""

    last: int
    logged: int
    middle: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Progress:
    """One place, such as `hip:left`. `first` and `last`: the 28 days looked at, as ordinals of days.

    `logged`: days with a value among them. `now`, `before`: medians of the last and of the first of the four weeks, 0-10; None
    where fewer than four days of that week have a value. `least`: the least difference of the two that counts, in points: it matters, and is more than chance.
    `missing`: days of entries, one each day, until there is an answer; 0 where there is one. `lately_worse`: the rules call
    today's days worse where the month does not say so; then nothing is called better.
    """

    place: str
    verdict: Verdict
    first: int
    last: int
    logged: int
    now: float | None
    before: float | None
    least: float | None
    missing: int
    lately_worse: bool


def weeks_of(tops: Mapping[int, float | None], today: int) -> list[Week]:
    """The weeks with a value, oldest first. `tops`: each logged day and its highest pain, None where it has no number."""
    found: dict[int, list[float]] = {}
    for day, top in tops.items():
        if top is not None and day < today:
            found.setdefault((today - 1 - day) // WEEK, []).append(top)
    return [
        Week(today - 1 - ago * WEEK, len(values), median(values), min(values), max(values))
        for ago, values in sorted(found.items(), reverse=True)
    ]


def progress_of_place(
    place: str, tops: Mapping[int, float | None], today: int, points: float, worse: bool = False
) -> Progress:
    """`points`: the smallest difference that matters (guidance §1). `worse`: the rules call today's days worse."""
    first, last = today - WINDOW, today - 1
    values = {day: top for day, top in tops.items() if top is not None and first <= day <= last}
    four = [[values[day] for day in range(at, at + WEEK) if day in values] for at in range(first, today, WEEK)]
    enough = [median(week) if len(week) >= LEAST_DAYS else None for week in (four[0], four[-1])]
    before, now = enough
    least = None if before is None or now is None else max(points, error_of(four))
    verdict: Verdict = "too_few"
    if before is not None and now is not None and least is not None:
        beyond = abs(now - before) >= least - CLOSE
        verdict = "no_clear_change" if not beyond else "better" if now < before else "worse"
    lately_worse = worse and verdict != "worse"
    if lately_worse and verdict == "better":
        verdict = "no_clear_change"
    missing = 0 if least is not None else _missing({day for day, top in tops.items() if top is not None}, today)
    return Progress(place, verdict, first, last, len(values), now, before, least, missing, lately_worse)


def error_of(four: list[list[float]]) -> float:
    """The least difference of the medians of the first and the last week that is more than chance, in points.

    A median of n days varies by the square root of pi / 2n of what one day varies by. A day varies at least by the error of
    one reading, more where this course itself does (about its weeks' medians). That days err apart from one another is ours.
    """
    days = [(value, median(week)) for week in four for value in week]
    weeks = sum(1 for week in four if week)
    own = sqrt(sum((value - middle) ** 2 for value, middle in days) / max(1, len(days) - weeks))
    return max(_TWO_SIDED * SEM, _ASKED_EVERY_DAY * own) * sqrt(pi / 2 * (1 / len(four[0]) + 1 / len(four[-1])))


def _missing(logged: set[int], today: int) -> int:
    """The fewest days, each logged from today on, after which both weeks have enough."""
    return next(
        days
        for days in range(WINDOW + 1)
        if all(
            sum(1 for day in range(at, at + WEEK) if day in logged or today <= day) >= LEAST_DAYS
            for at in (today + days - WINDOW, today + days - WEEK)
        )
    )


def progress_of(facts: Facts, today: date, thresholds: Thresholds) -> tuple[Progress, ...]:
    """Each place with a value in the 28 days or today, hips first; where there is none, the place that was logged last."""
    day = today.toordinal()
    ctx = Context(facts.until(day), day, thresholds, 1)
    scored = _scored(ctx)
    latest = {area: max(d for d, top in tops.items() if top is not None) for area, tops in scored.items()}
    since = min(day - WINDOW, max(latest.values(), default=day))
    places = sorted((a for a in scored if latest[a] >= since), key=lambda a: (not a.startswith("hip:"), a))
    return tuple(
        progress_of_place(area, scored[area], day, thresholds.worsening_points, holds(ctx.worse.get(area, []), day))
        for area in places
    )


def weeks_by_place(facts: Facts, today: date, thresholds: Thresholds) -> dict[str, list[Week]]:
    """The weeks of every place that ever had a value, hips first."""
    day = today.toordinal()
    scored = _scored(Context(facts.until(day), day, thresholds, 1))
    return {area: weeks_of(scored[area], day) for area in sorted(scored, key=lambda a: (not a.startswith("hip:"), a))}


def _scored(ctx: Context) -> dict[str, dict[int, float | None]]:
    """The days with a number of each place, and its highest pain; of a hip whose side is known by now, under that side."""
    told = [a for a in ctx.areas if not (a.endswith(":unknown") and a in ctx.course.adopted)]
    return {area: ctx.log(area).tops for area in told if ctx.log(area).scored[0]}
