"""A statement on its way into the log: validated, made a row, and what became of it."""

import dataclasses
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from backend.core.errors import Refused
from backend.records.models import Record

Result = Literal["created", "identical", "superseded", "refused"]


@dataclass(slots=True)
class Draft:
    """A validated record that is not yet in the log. Nobody changes one; frozen, it would cost twice as much to make."""

    id: UUID
    kind: str
    day: date
    data: dict[str, Any]
    recorded_at: datetime
    timezone: str
    supersedes: UUID | None = None
    group: UUID | None = None
    utc_offset: int | None = None
    clock_off: int | None = None


@dataclass(slots=True)
class Line:
    """A record on its way into the log: the columns of `Record`, and nothing that a model costs for each of a thousand."""

    id: UUID
    patient_id: UUID
    kind: str
    day: date
    data: dict[str, Any]
    recorded_at: datetime
    timezone: str
    received_at: datetime
    utc_offset: int | None
    clock_off: int | None
    author_id: int | None
    author_role: str
    author_name: str
    source: str
    supersedes: UUID | None
    group: UUID | None
    is_current: bool
    seq: int

    @property
    def counts_at(self) -> datetime:
        return min(self.recorded_at, self.received_at)

    def as_record(self) -> Record:
        return Record(**{column.name: getattr(self, column.name) for column in dataclasses.fields(self)})


@dataclass(slots=True)
class Outcome:
    """What became of one item: final for the device, whichever of the four it is."""

    id: UUID | None
    result: Result
    field: str | None = None
    reason: str | None = None
    row: Line | Record | None = dataclasses.field(default=None, repr=False)

    @property
    def record(self) -> Record | None:
        """The record that was written or was there already; None when the item was refused."""
        return self.row.as_record() if isinstance(self.row, Line) else self.row


def refusal(item_id: UUID | None, error: Refused) -> Outcome:
    return Outcome(item_id, "refused", error.field, error.expected)
