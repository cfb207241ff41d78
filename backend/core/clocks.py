"""Are the clocks of the hosts right? Each is compared with the database's, which all of them share.

Beat's signals carry the moment at which they expire. A worker whose clock is further ahead than that throws each of
them away unread, and Celery says so only in a line at INFO: such a worker is running, idle, and does nothing.
"""

import socket
import time
from datetime import datetime, timedelta
from typing import Any

import structlog
from celery.signals import task_revoked
from django.db import DatabaseError, connection

from backend.core import clock
from backend.core.models import Heartbeat

log = structlog.get_logger(__name__)
LIMIT_S = 10  # less than any signal lives
HEARD_WITHIN = timedelta(minutes=3)
EACH_S = 30
PREFIX = "clock "
_last = -float(EACH_S)


def database_now() -> datetime | None:
    """What the database's clock shows; None for SQLite, which has that of this machine."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        found: datetime = cursor.fetchone()[0]
        return found


def ahead() -> tuple[float, datetime]:
    """By how many seconds this host's clock is ahead of the database's, and the moment by the latter."""
    ours = clock.now()
    theirs = database_now() or ours
    return (ours - theirs).total_seconds(), theirs


def note() -> float:
    """Keep how far off this host's clock is, for `/readyz` of every host; a line in the log when it is."""
    seconds, at = ahead()
    name = (PREFIX + socket.gethostname())[:40]
    Heartbeat.objects.update_or_create(name=name, defaults={"at": at, "seconds": round(seconds, 1)})
    if abs(seconds) > LIMIT_S:
        log.error("clock_wrong", seconds=round(seconds, 1))
    return seconds


def heard() -> dict[str, float]:
    """Of each host that was heard lately, how far its clock is ahead."""
    since = (database_now() or clock.now()) - HEARD_WITHIN
    rows = Heartbeat.objects.filter(name__startswith=PREFIX, at__gte=since, seconds__isnull=False)
    return {name.removeprefix(PREFIX): seconds or 0.0 for name, seconds in rows.values_list("name", "seconds")}


@task_revoked.connect(dispatch_uid="expired-signals")
def _thrown_away(request: Any = None, expired: bool = False, **_: Any) -> None:
    """A signal came too late for this worker: it was away for long, or its clock is wrong. Look which."""
    global _last
    if not expired or time.monotonic() - _last < EACH_S:
        return
    _last = time.monotonic()
    try:
        log.warning("signal_expired", task=getattr(request, "name", ""), clock_ahead=round(note(), 1))
    except DatabaseError as error:
        log.warning("signal_expired", task=getattr(request, "name", ""), kind=type(error).__name__)
    finally:
        if not connection.in_atomic_block:  # the thread that reads the queue needs no connection of its own
            connection.close()
