"""Words that the tests of reminders share."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from backend.core import clock
from backend.core.actor import Actor
from backend.guidance import DueItem
from backend.patients.models import Patient
from backend.records import actions as records

BY = Actor.system("test")
# A Wednesday noon in Lisbon, winter: local time is UTC.
NOON = datetime(2026, 1, 14, 12, 0, tzinfo=UTC)
TODAY = NOON.date()


def item(
    reminder: str = "dexa-baseline",
    *,
    to: str = "patient",
    due_on: date = TODAY,
    subject: str = "",
    slot: str = "first",
    at: str = "day",
    params: dict[str, Any] | None = None,
    reason: str = "diagnosis",
) -> DueItem:
    return DueItem(
        reminder=reminder, to=to, due_on=due_on, subject=subject, slot=slot, at=at, params=params or {}, reason=reason
    )


@dataclass(frozen=True)
class Said:
    today: date
    due: tuple[DueItem, ...]
    findings: tuple[Any, ...] = ()


@dataclass
class Rules:
    """Stands in for the engine: says what a test puts into `due`. Counts how often it was asked."""

    due: list[DueItem] = field(default_factory=list)
    zone: str = "Europe/Lisbon"
    asked: int = 0

    def __call__(self, facts: Any, now: datetime, thresholds: Any = None, **_: Any) -> Said:
        self.asked += 1
        return self.at(now)

    def at(self, now: datetime) -> Said:
        return Said(today=now.astimezone(ZoneInfo(self.zone)).date(), due=tuple(self.due))


def wish(patient: Patient, **fields: Any) -> None:
    """The patient chooses settings."""
    with clock.moved_to(NOON):
        records.record_one(patient=patient, by=BY, kind="setting", **fields)
