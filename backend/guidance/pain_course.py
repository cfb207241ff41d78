"""Is it getting worse, or better? Guidance §1: medians of 3 days against 14, the slow rise, the patient's word."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import TYPE_CHECKING

from .course import Log
from .registry import Condition, finding
from .spans import FOREVER, Spans, union
from .thresholds import Thresholds

if TYPE_CHECKING:
    from .context import Context

CLOSE = 1e-9
Changes = list[tuple[int, str, str]]


def median(values: list[float]) -> float:
    """Middle value, or the mean of the two middle ones."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def scored(log: Log | None) -> tuple[list[int], list[float]]:
    """Days that have a value, and their values. A day of no stated intensity has none."""
    if log is None:
        return [], []
    pairs = [(d, float(t)) for d, t in zip(log.days, log.tops, strict=True) if t is not None]
    return [d for d, _ in pairs], [t for _, t in pairs]


def by_scores(days: list[int], tops: list[float], limits: Thresholds, *, falling: bool = False) -> Spans:
    """Days on which the scores rose: (a) against the 14 days before, or (b) slowly. `falling`: the mirror of (a)."""
    out: list[tuple[int, int]] = []
    least = min(limits.worsening_points, limits.slow_rise_points)
    for i in range(2, len(days)):
        first, last = days[i - 2], days[i]
        if first < last - 6:
            continue
        now = sorted(tops[i - 2 : i + 1])[1]
        if not falling and now < least - CLOSE:
            continue
        until = min(first + 7, days[i + 1] if i + 1 < len(days) else FOREVER)
        lo, hi = bisect_left(days, first - 14), i - 2
        if hi - lo < 3:
            continue
        before = median(tops[lo:hi])
        rise = before - now if falling else now - before
        if rise >= limits.worsening_points - CLOSE:
            out.append((last, until))
        elif not falling and rise >= limits.slow_rise_recent_points - CLOSE:
            for day in range(last, until):
                low, high = bisect_left(days, day - 41), bisect_right(days, day - 28)
                if high - low >= 3 and now - median(tops[low:high]) >= limits.slow_rise_points - CLOSE:
                    out.append((day, day + 1))
    return union(out)


def by_word(changes: Changes, limits: Thresholds, word: str, ends: frozenset[str]) -> Spans:
    """Days for which a report counts: the day itself and the next six, or until a word that ends it."""
    out: list[tuple[int, int]] = []
    for i, (day, direction, _) in enumerate(changes):
        if direction == word:
            stop = next((d for d, other, _ in changes[i + 1 :] if other in ends), FOREVER)
            out.append((day, min(day + limits.change_report_days, stop)))
    return union(out)


def worse_spans(days: list[int], tops: list[float], changes: Changes, limits: Thresholds) -> Spans:
    """Days of worsening of one area."""
    return union(
        by_scores(days, tops, limits), by_word(changes, limits, "worse", frozenset({"same", "better", "gone"}))
    )


def better_spans(days: list[int], tops: list[float], changes: Changes, limits: Thresholds) -> Spans:
    """Days of better: the mirror image of (a) and (c)."""
    return union(
        by_scores(days, tops, limits, falling=True),
        by_word(changes, limits, "better", frozenset({"same", "worse", "returned"})),
        by_word(changes, limits, "gone", frozenset({"same", "worse", "returned"})),
    )


def standing_better(better: Spans, worse: Spans, changes: Changes) -> Spans:
    """Days since pain became better, until it is reported the same, worse or returned, or its scores rise.

    Silence takes nothing back.
    """
    marks = [(start, 1, True) for start, _ in better] + [(start, 2, False) for start, _ in worse]
    marks += [(d, 0, False) for d, word, _ in changes if word in ("same", "worse", "returned")]
    marks += [(d, 0, True) for d, word, _ in changes if word in ("better", "gone")]
    marks.sort(key=lambda m: m[:2])
    out: list[tuple[int, int]] = []
    since: int | None = None
    for day, _, up in marks:
        if up and since is None:
            since = day
        elif not up and since is not None:
            out.append((since, day))
            since = None
    if since is not None:
        out.append((since, FOREVER))
    return union(out)


def worse_evidence(log: Log | None, changes: Changes, day: int, limits: Thresholds) -> tuple[str, ...]:
    """The entries of the last three days with a value, and the reports of worse that count."""
    keys: list[str] = []
    if log is not None:
        rows = [
            i for i in range(bisect_left(log.days, day - 6), bisect_right(log.days, day)) if log.tops[i] is not None
        ]
        for i in rows[-3:]:
            keys += log.keys[i]
    keys += [k for d, word, k in changes if word == "worse" and day - limits.change_report_days < d <= day]
    return tuple(dict.fromkeys(keys))


@finding(
    "pain-worse",
    who="P C",
    urgency="soon",
    sources="001",
    en="Pain is worse: the middle of the last 3 logged days is 2 points above the 14 days before, or has risen "
    "slowly over a month, or the patient reports worse.",
    de="Die Schmerzen sind stärker: Die Mitte der letzten 3 eingetragenen Tage liegt 2 Punkte über den 14 Tagen "
    "davor, oder sie stieg langsam über einen Monat, oder „schlechter“ wurde gemeldet.",
)
def pain_worse(ctx: Context) -> Iterable[Condition]:
    for area, spans in ctx.worse.items():
        if spans:
            site, side = ctx.split(area)
            yield Condition(spans, side, site, area, evidence=ctx.worse_evidence(area))
