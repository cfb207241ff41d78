"""The one place that reads the time, so that `replay` can move it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import timezone

from backend.core import offsets, zonedata

# Files beside the zones that are set up by each machine for itself, or are no zone at all.
MACHINES_OWN = frozenset({"localtime", "posixrules", "Factory"})
_moved: ContextVar[datetime | None] = ContextVar("moved_clock", default=None)


def now() -> datetime:
    """The current moment, aware, in UTC; inside `moved_to`, the moment it was moved to."""
    return _moved.get() or timezone.now()


@contextmanager
def moved_to(moment: datetime) -> Iterator[None]:
    """Let `now()` answer `moment` for this context only."""
    token = _moved.set(moment)
    try:
        yield
    finally:
        _moved.reset(token)


def zone(name: str) -> ZoneInfo:
    """The IANA zone `name` by the newest data, or a plain offset such as `+01:00`; ValueError when there is none of that name.

    The one way to a zone: what computes a local day or a local time asks here.
    """
    return _zone(name, zonedata.generation())


@lru_cache(maxsize=1024)
def _zone(name: str, _: int) -> ZoneInfo:
    try:
        if name in MACHINES_OWN or name.startswith(("posix/", "right/")):
            raise ValueError
        return offsets.fixed(name) or ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"no time zone {name!r}: expected an IANA name such as Europe/Lisbon") from error


def local_day(moment: datetime, zone_name: str) -> date:
    """The calendar day of `moment` where the clocks show `zone_name`."""
    return moment.astimezone(zone(zone_name)).date()
