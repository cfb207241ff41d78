"""Is it getting worse, or better? Guidance §1: medians of 3 days against 14, the slow rise, the patient's word."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort

from .pain_log import Log
from .spans import FOREVER, Spans, union
from .thresholds import Thresholds

CLOSE = 1e-9
HIGHEST = 10
Changes = list[tuple[int, str, str]]


def median(values: list[float]) -> float:
    """Middle value, or the mean of the two middle ones."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def by_scores(days: list[int], tops: list[float], limits: Thresholds) -> tuple[Spans, Spans]:
    """Days on which the scores rose, (a) or (b), and days on which they fell, the mirror image of both.

    One pass: `before` holds the values of the 14 days before the last three, sorted, and moves along with them.
    """
    rose: Spans = []
    fell: Spans = []
    before: list[float] = []
    month = _Month(days, tops)
    oldest = 0
    enough, recent = limits.worsening_points - CLOSE, limits.slow_rise_recent_points - CLOSE
    least = min(enough, recent)
    threes = zip(days, days[2:], tops, tops[1:], tops[2:], strict=False)
    for i, (first, last, one, two, three) in enumerate(threes):  # i is the place of `first`
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
        low, high = (two, one) if two < one else (one, two)
        now = low if three < low else high if three > high else three
        if -least < now - middle < least:
            continue
        until = min([first + 7, *days[i + 3 : i + 4]])
        if now - middle >= enough:
            rose.append((last, until))
        elif middle - now >= enough:
            fell.append((last, until))
        elif now - middle >= recent and now >= limits.slow_rise_points - CLOSE:
            most = now - limits.slow_rise_points + CLOSE
            rose += [(d, d + 1) for d in range(last, until) if (then := month.median(d)) is not None and then <= most]
        elif middle - now >= recent and now <= HIGHEST - limits.slow_rise_points + CLOSE:
            most = now + limits.slow_rise_points - CLOSE
            fell += [(d, d + 1) for d in range(last, until) if (then := month.median(d)) is not None and then >= most]
    return union(rose), union(fell)


class _Month:
    """The median of 28 to 41 days before a day, where three of those days are logged; days are asked for in their order."""

    def __init__(self, days: list[int], tops: list[float]) -> None:
        self.days, self.tops = days, tops
        self.values: list[float] = []
        self.oldest = self.next = 0

    def median(self, day: int) -> float | None:
        days, tops, values = self.days, self.tops, self.values
        while self.next < len(days) and days[self.next] <= day - 28:
            insort(values, tops[self.next])
            self.next += 1
        while self.oldest < self.next and days[self.oldest] < day - 41:
            del values[bisect_left(values, tops[self.oldest])]
            self.oldest += 1
        half = len(values) // 2
        if len(values) < 3:
            return None
        return values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2


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
    """Days of better: the mirror image of (a), (b) and (c)."""
    return union(fell, by_word(changes, limits, "better", frozenset({"same", "worse", "returned"})))


def still_better(better: Spans, *entries: list[int]) -> Spans:
    """Days of better, and those of silence after an entry on whose day it was better. Silence takes nothing back.

    `entries`: lists of days with an entry, each oldest first.
    """
    silent: Spans = []
    for start, end in better:
        places = [(days, bisect_left(days, end)) for days in entries]
        last = max((days[at - 1] for days, at in places if at), default=-FOREVER)
        if last >= start:
            silent.append((last, min((days[at] for days, at in places if at < len(days)), default=FOREVER)))
    return union(better, silent)


def worse_evidence(log: Log, changes: Changes, day: int, limits: Thresholds) -> tuple[str, ...]:
    """The entries of the last three days with a value, and the reports of worse that count."""
    days, _ = log.scored
    last = days[bisect_left(days, day - 6) : bisect_right(days, day)][-3:]
    keys = [key for logged in last for key in log.keys(logged)]
    keys += [k for d, word, k in changes if word == "worse" and day - limits.change_report_days < d <= day]
    return tuple(dict.fromkeys(keys))
