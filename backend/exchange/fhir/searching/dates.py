"""Dates as FHIR searches them: every date is a span of time, and a comparison is one of two spans.

A day, month or year is compared with the day that the record's own writer meant; a time, with moments. There a record
that knows only its day is the whole of that day, so `gt2026-11-29T00:00:01Z` finds what was noted for the 29th.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any, NamedTuple

from backend.exchange.fhir.problems import Wrong

# A `+` that nobody encoded arrives as a space.
DATE = re.compile(
    r"(eq|ne|ge|le|gt|lt|sa|eb)?(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[-+ ]\d\d:\d\d)?)?)?)?"
)
EXPECTED = (
    "expected a day, month, year or time such as 2026-03-12 or 2026-03-12T07:40:00Z, with eq, ne, ge, gt, le, lt, sa or "
    "eb before it"
)
FIRST, LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


class Span(NamedTuple):
    """From `start` to before `end`."""

    start: datetime
    end: datetime


class Wish(NamedTuple):
    """One value of a date parameter: how to compare, with what, and whether by the days that were meant."""

    how: str
    span: Span
    by_day: bool


def wish(name: str, text: str, zone: tzinfo) -> Wish:
    """`ge2026-03-12`, `2026-03`, `lt2026`, `gt2026-11-29T00:00:01Z`; `zone` is meant where a time says none."""
    match = DATE.fullmatch(text.strip())
    if match is None:
        raise Wrong(name, EXPECTED)
    how, year, month, day, hour, minute, second, fraction, offset = match.groups()
    try:
        if hour is None:
            first = date(int(year), int(month or 1), int(day or 1))
            last = first
            if not day:
                end = int(month or 12)
                last = first.replace(month=end, day=monthrange(first.year, end)[1])
            return Wish(how or "eq", Span(_begin(first, UTC), _after(last, UTC)), True)
        micro = int((fraction or "0")[:6].ljust(6, "0"))
        start = datetime(int(year), int(month), int(day), int(hour), int(minute), int(second or 0), micro)
        where = datetime.fromisoformat(f"2000-01-01T00:00:00{offset.replace(' ', '+')}").tzinfo if offset else zone
        start = start.replace(tzinfo=where).astimezone(UTC)
        exact = timedelta(microseconds=10 ** max(0, 6 - len(fraction))) if fraction else timedelta(seconds=1)
        length = timedelta(minutes=1) if second is None else exact
        return Wish(how or "eq", Span(start, start + length), False)
    except (ValueError, OverflowError) as error:
        raise Wrong(name, EXPECTED) from error


def fits(value: Any, wanted: Wish, zone: tzinfo) -> bool:
    """Whether an element (date, dateTime, instant or Period) compares so; a Period without an end goes on."""
    spans = list(_spans(value, zone, by_day=wanted.by_day))
    return any(_compare(wanted.how, one, wanted.span) for one in spans)


def _compare(how: str, there: Span, asked: Span) -> bool:
    within = asked.start <= there.start and there.end <= asked.end
    after, before = there.end > asked.end, there.start < asked.start
    return {
        "eq": within, "ne": not within, "gt": after, "ge": within or after, "lt": before, "le": within or before,
        "sa": there.start >= asked.end, "eb": there.end <= asked.start,
    }[how]  # fmt: skip


def _spans(value: Any, zone: tzinfo, *, by_day: bool) -> Iterator[Span]:
    if isinstance(value, dict):
        start = span_of(value.get("start"), zone, by_day=by_day)
        end = span_of(value.get("end"), zone, by_day=by_day)
        if start or end:
            yield Span(start.start if start else FIRST, end.end if end else LAST)
    else:
        found = span_of(value, zone, by_day=by_day)
        if found:
            yield found


def span_of(value: Any, zone: tzinfo, *, by_day: bool = False) -> Span | None:
    """The span of a date or time in a resource of ours; `by_day`: its day as it was meant, wherever it was."""
    if not isinstance(value, str) or not value:
        return None
    try:
        if len(value) == 4:
            return Span(_begin(date(int(value), 1, 1), UTC), _after(date(int(value), 12, 31), UTC))
        if len(value) == 10 or by_day:
            day = date.fromisoformat(value[:10])
            where = UTC if by_day else zone
            return Span(_begin(day, where), _after(day, where))
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    moment = (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    # Our times are written to the millisecond.
    moment = moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    return Span(moment, moment + timedelta(milliseconds=1))


def _begin(day: date, where: tzinfo) -> datetime:
    return datetime.combine(day, time(0), tzinfo=where).astimezone(UTC)


def _after(day: date, where: tzinfo) -> datetime:
    return _begin(day + timedelta(days=1), where) if day < date.max else LAST
