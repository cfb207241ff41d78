"""The life that exports and imports share: claimed by one worker, kept alive while it works, given up after some attempts, and gone
when its time is over. `next_at` is the row's clock (see `models.Export`)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.db.models import F, QuerySet

from backend.core import clock
from backend.exchange.models import BulkExport, Export, Import

Job = TypeVar("Job", Export, BulkExport, Import)
State = Export.State
GOING_ON = (State.WAITING, State.RUNNING)
# A worker that says nothing for so long is taken for dead, and another one begins anew.
LEASE = timedelta(minutes=10)
MOST_ATTEMPTS = 3


def claim(jobs: QuerySet[Job], key: UUID) -> Job | None:
    """The job, to be made by the caller now; None when another makes it, it is over, or it failed too often."""
    now = clock.now()
    mine = jobs.filter(pk=key, state__in=GOING_ON, next_at__lte=now)
    if not mine.update(state=State.RUNNING, next_at=now + LEASE, attempts=F("attempts") + 1, progress=0):
        return None
    job = jobs.get(pk=key)
    if job.attempts > MOST_ATTEMPTS:
        jobs.filter(pk=key).update(state=State.FAILED, next_at=None)
        return None
    return job


def go_on(job: Export | BulkExport | Import, percent: int) -> bool:
    """Say how far it is, and keep the hold; False when it was cancelled or erased meanwhile."""
    return _while_running(job, progress=percent, next_at=clock.now() + LEASE)


def ready(job: Export | BulkExport | Import, **made: object) -> bool:
    """It may be fetched from now on, for a while; False when it was cancelled or erased meanwhile."""
    until = clock.now() + timedelta(hours=settings.EXPORT_HOURS)
    return _while_running(job, state=State.READY, progress=100, expires_at=until, next_at=until, **made)


def _while_running(job: Export | BulkExport | Import, **changes: object) -> bool:
    return bool(type(job).objects.filter(pk=job.pk, state=State.RUNNING).update(**changes))


def tidy(jobs: QuerySet[Job], remove: Callable[[Job], None], now: datetime) -> list[UUID]:
    """Remove what is over; the ids of those that still wait for a worker (a lost message)."""
    for job in jobs.filter(state=State.READY, next_at__lte=now):
        remove(job)
        jobs.filter(pk=job.pk).update(state=State.EXPIRED, next_at=None)
    return list(jobs.filter(state__in=GOING_ON, next_at__lte=now).values_list("pk", flat=True))
