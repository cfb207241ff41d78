"""Taking due rows so that of any number of workers one has each, and giving them back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import models, transaction
from django.db.models import Case, F, Value, When

from backend.reminders.models import Digest, Reminder

# What has a clock and can be held: reminders, and digests, which are fewer and have no patient.
Row = Reminder | Digest

# A worker stops sending in time before its lease is over, and gives back what it had no time for.
LEASE = timedelta(minutes=3)
MARGIN = timedelta(seconds=45)
BATCH = 50
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
MOST_ATTEMPTS = 12  # with the pauses below about two days


class LostHold(Exception):
    """The lease ran out and somebody else has the row now: leave it to them."""


@dataclass(frozen=True, slots=True)
class Hold:
    """A worker's hold on a batch of rows, until `until`."""

    token: UUID
    until: datetime
    rows: tuple[Any, ...]
    queue: type[Reminder] | type[Digest] = Reminder

    def still_safe(self, now: datetime) -> bool:
        """Is there time to send one more before somebody else may take over?"""
        return now < self.until - MARGIN


def claim(
    *,
    now: datetime,
    limit: int = BATCH,
    patient_id: UUID | None = None,
    queue: type[Reminder] | type[Digest] = Reminder,
) -> Hold:
    """Take up to `limit` due rows, longest overdue first.

    1. Look which are due; where the database can, pass over rows that another worker is just taking.
    2. Take them by a conditional UPDATE: due still, then named by our token and hidden until the lease is over.
    3. Read back what carries our token: that, and only that, is ours.
    """
    token, until = uuid4(), now + LEASE
    with transaction.atomic():
        due: Any = queue.objects.due(now).select_for_update(skip_locked=True)
        if patient_id:
            due = due.filter(patient_id=patient_id)
        ids = list(due.values_list("pk", flat=True)[:limit])
        if not ids:
            return Hold(token, until, (), queue)
        queue.objects.filter(pk__in=ids, next_at__lte=now).update(
            claim=token,
            next_at=until,
            state=Case(
                When(state=Reminder.State.PLANNED, then=Value(Reminder.State.SENDING.value)),
                default=F("state"),
                output_field=models.CharField(),
            ),
        )
    rows: Any = queue.objects.filter(claim=token)
    rows = rows.select_related("finding").order_by("patient_id", "pk") if queue is Reminder else rows.order_by("pk")
    return Hold(token, until, tuple(rows), queue)


# What delivery may write to a row, besides its change number.
WRITTEN = ("state", "withdrawn_reason", "due_on", "next_at", "claim", "sent_at", "snoozed_until")
# What a row is given when it is told.
TOLD_PARAMS = {"older", "answers"}


def write(hold: Hold, rows: Sequence[Reminder]) -> None:
    """Write what was decided about rows that we hold, all of them or none: LostHold when one is no longer ours.

    Rows of a batch mostly become the same, so that one UPDATE serves them all; only the change numbers differ.
    """
    ours = Reminder.objects.filter(claim=hold.token)
    if ours.bulk_update(rows, ["seq"]) != len(rows):
        raise LostHold
    for row in rows:
        if TOLD_PARAMS & row.params.keys():
            ours.filter(pk=row.pk).update(params=row.params)
    alike: dict[tuple[Any, ...], list[UUID]] = {}
    for row in rows:
        alike.setdefault(tuple(getattr(row, name) for name in WRITTEN), []).append(row.pk)
    for values, keys in alike.items():
        if ours.filter(pk__in=keys).update(**dict(zip(WRITTEN, values, strict=True))) != len(keys):
            raise LostHold


def release(hold: Hold, rows: Iterable[Row], *, next_at: datetime | None, state: str | None = None) -> int:
    """Give rows back: done with (no `next_at`) or to be looked at again. How many were still ours."""
    values: dict[str, Any] = {"claim": None, "next_at": next_at, "attempts": F("attempts") + 1}
    if state:
        values["state"] = state
    return hold.queue.objects.filter(pk__in=[row.pk for row in rows], claim=hold.token).update(**values)


def pause(attempts: int) -> timedelta:
    """How long to wait after a passing failure: 1, 2, 4 … minutes, at most six hours."""
    return min(FIRST_PAUSE * (2 ** min(attempts, 20)), LONGEST_PAUSE)
