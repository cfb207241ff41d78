"""In which order the entries of one day are taken.

The order in which they were made does not matter, but for a resolution and the pain before or after it (and for "gone" and
pain, which the walker sees by their places). A diagnosis founds or joins its episode before the day's pain is placed; words
about a change, and reports that name no side, are placed when it is known what hurts.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from .areas import NAMED
from .facts import Fact, Facts

_STAGE = {"diagnosis": 0, "change": 2}
_AT_THE_END = 1000


def told_rows(facts: Facts) -> list[Fact]:
    """All rows, day by day, those of one day as they are to be taken."""
    days = {f.day for kind in ("diagnosis", "change", "home_treatment") for f in facts.of(kind)}
    days |= {
        f.day
        for kind in ("weight_bearing", "prescription")
        for f in facts.of(kind)
        if f.data.get("side") not in NAMED
    }
    rows, out, at = facts.rows, [], 0
    for day in sorted(days):
        first = bisect_left(facts.days, day, at)
        after = bisect_right(facts.days, day, first)
        if after - first > 1:
            out += rows[at:first]
            out += _of_one_day(rows[first:after])
            at = after
    return out + rows[at:] if at else rows


def _of_one_day(rows: list[Fact]) -> list[Fact]:
    part, placed = 0, []
    for fact in rows:
        kind = fact.kind
        if kind == "resolution":
            placed.append((part, 3, fact))
            part += 1
        elif kind == "home_treatment" or (
            kind in ("weight_bearing", "prescription") and fact.data.get("side") not in NAMED
        ):
            placed.append((_AT_THE_END, 0, fact))
        else:
            placed.append((part, _STAGE.get(kind, 1), fact))
    placed.sort(key=lambda one: one[:2])
    return [fact for _, _, fact in placed]
