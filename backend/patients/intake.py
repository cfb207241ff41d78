"""From what a device, a script or a clinician sends to a validated draft: one pass, one set of checks."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from backend.core import clock
from backend.core.actor import Actor
from backend.core.errors import Refused
from backend.core.ids import new_id
from backend.patients.kinds.base import kind_named, parse_day
from backend.patients.lines import Draft
from backend.patients.models import Record

# What an item says about itself; everything else is a field of its kind.
ENVELOPE = frozenset({"id", "kind", "recorded_at", "timezone", "date", "supersedes", "group"})
# A phone's clock may be a little fast, and its day may begin before ours.
TOLERANCE = timedelta(days=1)
EARLIEST = date(1900, 1, 1)


def draft_of(item: Mapping[str, Any], *, by: Actor, default_zone: str, now: datetime | None = None) -> Draft:
    """A draft of one item; Refused names the field and what was expected. `now`: one moment for all of a batch."""
    now = now or clock.now()
    if not isinstance(item, Mapping):
        raise Refused("items", "expected an object for each item")
    kind = kind_named(item.get("kind"))
    if by.role != "system" and by.role not in kind.writers:
        raise Refused("kind", f"expected a kind that a {by.role} may write", code="not_allowed")
    zone_name = item.get("timezone", default_zone)
    recorded_at = moment(item["recorded_at"]) if "recorded_at" in item else now
    try:
        local = recorded_at.astimezone(_zone(zone_name)).date()
    except OverflowError as error:
        raise Refused("recorded_at", "expected a moment of this century") from error
    day = _day(item["date"]) if item.get("date") is not None else local
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
    )


def moment(value: Any) -> datetime:
    """An RFC 3339 moment with its offset, as UTC."""
    try:
        parsed = datetime.fromisoformat(value) if isinstance(value, str) and len(value) >= 16 else None
        if parsed is None or parsed.tzinfo is None:
            raise ValueError
        return parsed.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Refused(
            "recorded_at", "expected a moment with its offset, such as 2026-03-12T07:40:00+01:00"
        ) from error


@lru_cache(maxsize=1024)
def _known_zone(name: str) -> Any:
    return clock.zone(name)


def _zone(name: Any) -> Any:
    if not isinstance(name, str) or not name:
        raise Refused("timezone", "expected an IANA name such as Europe/Lisbon")
    try:
        return _known_zone(name)
    except ValueError as error:
        raise Refused("timezone", "expected an IANA name such as Europe/Lisbon") from error


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
