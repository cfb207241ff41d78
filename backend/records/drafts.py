"""From what a device, a script or a clinician sends to a validated draft: one pass, one set of checks."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any
from uuid import UUID

from backend.core import clock
from backend.core.actor import Actor
from backend.core.errors import Refused
from backend.core.ids import new_id
from backend.records.kinds.base import kind_named, parse_day
from backend.records.log.rows import Draft
from backend.records.models import Record

# What an item says about itself; everything else is a field of its kind.
ENVELOPE = frozenset({"id", "kind", "recorded_at", "timezone", "date", "supersedes", "group"})
# A phone's clock may be a little fast, and its day may begin before ours.
TOLERANCE = timedelta(days=1)
EARLIEST = date(1900, 1, 1)
LONGEST_ZONE = 64


def draft_of(
    item: Mapping[str, Any],
    *,
    by: Actor,
    default_zone: str,
    now: datetime | None = None,
    clock_off: int | None = None,
) -> Draft:
    """A draft of one item; Refused names the field and what was expected. `now`: one moment for all of a batch.

    The day is the one that the item names, else that of its own offset. The name of its zone is kept and refuses nothing.
    """
    now = now or clock.now()
    if not isinstance(item, Mapping):
        raise Refused("items", "expected an object for each item")
    kind = kind_named(item.get("kind"))
    if by.role != "system" and by.role not in kind.writers:
        raise Refused("kind", f"expected a kind that a {by.role} may write", code="not_allowed")
    if by.role in ("patient", "caregiver"):
        for name in kind.clinicians:
            if item.get(name) is not None:
                raise Refused(name, f"expected no {name}: only a clinician sets it", code="not_allowed")
    given = moment(item["recorded_at"]) if "recorded_at" in item else now
    if "recorded_at" not in item:
        clock_off = 0
    zone_name = zone_name_of(item.get("timezone"), default_zone)
    try:
        recorded_at, local = given.astimezone(UTC), given.astimezone(_where(given, zone_name))
    except (ValueError, OverflowError) as error:
        raise Refused("recorded_at", "expected a moment of this century") from error
    day = _day(item["date"]) if item.get("date") is not None else local.date()
    if not EARLIEST <= day <= (now + TOLERANCE).date():
        raise Refused("date", "expected a day since 1900, and not in the future")
    supersedes = uuid_of("supersedes", item["supersedes"]) if item.get("supersedes") else None
    if kind.name == Record.DELETION and supersedes is None:
        raise Refused("supersedes", "expected the id of the entry to delete")
    item_id = uuid_of("id", item["id"]) if item.get("id") is not None else new_id()
    if supersedes == item_id:
        raise Refused("supersedes", "expected the id of another entry")
    return Draft(
        id=item_id,
        kind=kind.name,
        day=day,
        data=kind.clean({name: value for name, value in item.items() if name not in ENVELOPE}),
        recorded_at=recorded_at,
        timezone=zone_name,
        supersedes=supersedes,
        group=uuid_of("group", item["group"]) if item.get("group") else None,
        utc_offset=_minutes(local),
        clock_off=clock_off,
    )


def moment(value: Any) -> datetime:
    """An RFC 3339 moment, in the offset in which it is written."""
    try:
        parsed = datetime.fromisoformat(value) if isinstance(value, str) and len(value) >= 16 else None
        if parsed is None or parsed.tzinfo is None:
            raise ValueError
        parsed.astimezone(UTC)
        return parsed
    except (ValueError, OverflowError) as error:
        raise Refused(
            "recorded_at", "expected a moment with its offset, such as 2026-03-12T07:40:00+01:00"
        ) from error


def zone_name_of(given: Any, default: str) -> str:
    """The name as the device has it, known here or not; the profile's where the device has none that can be written."""
    fits = isinstance(given, str) and 0 < len(given) <= LONGEST_ZONE and given.isprintable() and not given.isspace()
    return given if fits else default


def _where(given: datetime, zone_name: str) -> tzinfo:
    """By which clock the day is read: the moment's own offset; where it is plain UTC, the named zone if there is one."""
    if given.utcoffset():
        return given.tzinfo or UTC
    try:
        return clock.zone(zone_name)
    except ValueError:
        return UTC


def _minutes(local: datetime) -> int:
    offset = local.utcoffset()
    return int(offset.total_seconds() // 60) if offset else 0


def _day(value: Any) -> date:
    try:
        return date.fromisoformat(parse_day(value))
    except ValueError as error:
        raise Refused("date", "expected a date such as 2026-03-12") from error


def uuid_of(field: str, value: Any) -> UUID:
    try:
        if not isinstance(value, str):
            raise ValueError
        return UUID(value)
    except ValueError as error:
        raise Refused(field, "expected a UUID") from error
