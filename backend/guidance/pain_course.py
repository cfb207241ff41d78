"""Is it getting worse, or better? Guidance §1: medians of 3 days against 14, the slow rise, the patient's word."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable

from .pain_log import Log
from .spans import FOREVER, Spans, union
from .thresholds import Thresholds

CLOSE = 1e-9
Changes = list[tuple[int, str, str]]


def median(values: list[float]) -> float:
    """Middle value, or the mean of the two middle ones."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def by_scores(days: list[int], tops: list[float], limits: Thresholds) -> tuple[Spans, Spans]:
    """Days on which the scores rose, (a) or (b), and days on which they fell, the mirror of (a).

    One pass: `before` holds the values of the 14 days before the last three, sorted, and moves along with them.
    """
    rose: Spans = []
    fell: Spans = []
    before: list[float] = []
    oldest = 0
    enough, recent = limits.worsening_points - CLOSE, limits.slow_rise_recent_points - CLOSE
    least = min(enough, recent)
    for i, (first, last) in enumerate(zip(days, days[2:], strict=False)):  # i is the place of `first`
        if i:
            insort(before, tops[i - 1])
        while oldest < i and days[oldest] < first - 14:
            del before[bisect_left(before, tops[oldest])]
            oldest += 1
        count = i - oldest
        if count < 3 or first < last - 6:
            continue
        half = count // 2
        middle = before[half] if count % 2 else (before[half - 1] + before[half]) / 2
        now = sorted(tops[i : i + 3])[1]
        if -least < now - middle < least:
            continue
        until = min([first + 7, *days[i + 3 : i + 4]])
        if now - middle >= enough:
            rose.append((last, until))
        elif middle - now >= enough:
            fell.append((last, until))
        elif now - middle >= recent and now >= limits.slow_rise_points - CLOSE:
            rose += _slow_rise(days, tops, range(last, until), now - limits.slow_rise_points + CLOSE)
    return union(rose), union(fell)


def _slow_rise(days: list[int], tops: list[float], these: range, most: float) -> Iterable[tuple[int, int]]:
    """Those of the days on which the median of 28 to 41 days ago was at most `most`."""
    for day in these:
        low, high = bisect_left(days, day - 41), bisect_right(days, day - 28)
        if high - low >= 3 and median(tops[low:high]) <= most:
            yield day, day + 1


def by_word(changes: Changes, limits: Thresholds, word: str, ends: frozenset[str]) -> Spans:
    """Days for which a report counts: the day itself and the next six, or until a word that ends it."""
    out: list[tuple[int, int]] = []
    for i, (day, direction, _) in enumerate(changes):
        if direction == word:
            stop = next((d for d, other, _ in changes[i + 1 :] if other in ends), FOREVER)
            out.append((day, min(day + limits.change_report_days, stop)))
    return union(out)


def worse_spans(rose: Spans, changes: Changes, limits: Thresholds) -> Spans:
    """Days of worsening of one area."""
    return union(rose, by_word(changes, limits, "worse", frozenset({"same", "better", "gone"})))


def better_spans(fell: Spans, changes: Changes, limits: Thresholds) -> Spans:
    """Days of better: the mirror image of (a) and (c)."""
    return union(
        fell,
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


def worse_evidence(log: Log, changes: Changes, day: int, limits: Thresholds) -> tuple[str, ...]:
    """The entries of the last three days with a value, and the reports of worse that count."""
    days, _ = log.scored
    last = days[bisect_left(days, day - 6) : bisect_right(days, day)][-3:]
    keys = [key for logged in last for key in log.keys(logged)]
    keys += [k for d, word, k in changes if word == "worse" and day - limits.change_report_days < d <= day]
    return tuple(dict.fromkeys(keys))
