"""Sets of local days as sorted, disjoint half-open spans of day numbers (`date.toordinal`).

A rule says on which days its condition holds. Days in the future are those on which it will hold
if nothing new is recorded: their ends are the moments at which the answer changes by itself.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import chain

FOREVER = 10**9
Spans = list[tuple[int, int]]


def union(*groups: Iterable[tuple[int, int]]) -> Spans:
    """All days that are in any group; spans that touch become one.

    >>> union([(1, 3)], [(3, 5), (8, 9)])
    [(1, 5), (8, 9)]
    """
    merged: Spans = []
    since = until = -FOREVER
    for start, end in sorted(chain.from_iterable(groups)):
        if start >= end:
            continue
        if start > until:
            if since < until:
                merged.append((since, until))
            since, until = start, end
        elif end > until:
            until = end
    if since < until:
        merged.append((since, until))
    return merged


def intersect(one: Spans, other: Spans) -> Spans:
    """Days in both.

    >>> intersect([(1, 5), (8, 12)], [(3, 9)])
    [(3, 5), (8, 9)]
    """
    out: Spans = []
    i = j = 0
    while i < len(one) and j < len(other):
        start = max(one[i][0], other[j][0])
        end = min(one[i][1], other[j][1])
        if start < end:
            out.append((start, end))
        if one[i][1] < other[j][1]:
            i += 1
        else:
            j += 1
    return out


def clip(spans: Spans, start: int, end: int) -> Spans:
    """Those days of the spans that lie in start <= day < end.

    >>> clip([(1, 3), (5, 9), (12, 14)], 2, 6)
    [(2, 3), (5, 6)]
    """
    out: Spans = []
    for one, other in spans[max(bisect_right(spans, (start, FOREVER + 1)) - 1, 0) :]:
        if one >= end:
            break
        if max(one, start) < min(other, end):
            out.append((max(one, start), min(other, end)))
    return out


def invert(spans: Spans) -> Spans:
    """Days in none of the spans."""
    out: Spans = []
    last = -FOREVER
    for start, end in spans:
        if last < start:
            out.append((last, start))
        last = end
    if last < FOREVER:
        out.append((last, FOREVER))
    return out


def subtract(one: Spans, other: Spans) -> Spans:
    """Days in `one` and not in `other`.

    >>> subtract([(1, 10)], [(3, 4), (9, 20)])
    [(1, 3), (4, 9)]
    """
    return intersect(one, invert(other)) if other else list(one)


def holds(spans: Spans, day: int) -> bool:
    """Whether the day is in one of the spans."""
    i = bisect_right(spans, (day, FOREVER + 1)) - 1
    return i >= 0 and spans[i][0] <= day < spans[i][1]


def span_at(spans: Spans, day: int) -> tuple[int, int] | None:
    """The span that holds the day."""
    i = bisect_right(spans, (day, FOREVER + 1)) - 1
    return spans[i] if i >= 0 and spans[i][0] <= day < spans[i][1] else None


def after_each(days: Iterable[int], length: int) -> Spans:
    """Each day and the `length - 1` days after it.

    >>> after_each([1, 4], 3)
    [(1, 7)]
    """
    return union([(day, day + length) for day in days])
