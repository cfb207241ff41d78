"""`/readyz`: is everything there that the work needs, and is the work being done in time?

A few small queries, whatever the number of patients; nothing in the answer is about any of them.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache, partial
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from redis.exceptions import RedisError

from backend.core import clock, clocks, zonedata
from backend.core.health import broker_answers, database_answers
from backend.core.models import Heartbeat

# The layers above name here what may not wait too long: name -> since when the oldest is due (None: nothing is).
oldest_due: dict[str, Callable[[datetime], datetime | None]] = {}


@dataclass(frozen=True, slots=True)
class Check:
    """`figure` beside its `limit`, in `unit`; without a figure it was not to be had, and `why` says so.

    A check that holds may say something as well: what was found, or what will be trouble one day.
    """

    ok: bool
    figure: float | None = None
    limit: float | None = None
    unit: str = ""
    why: str = ""


@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when every check holds, else 503; the same document either way."""
    checks = look()
    ok = all(check.ok for check in checks.values())
    body: dict[str, Any] = {"status": "ok" if ok else "failing"}
    body["checks"] = {name: asdict(check) for name, check in checks.items()}
    return JsonResponse(body, status=200 if ok else 503)


def look(now: datetime | None = None) -> dict[str, Check]:
    """Every check by its name."""
    now = now or clock.now()
    checks = {
        "database": Check(database_answers()),
        "broker": Check(broker_answers()),
        "cache": _cache(),
        "zone_data": _zone_data(now),
    }
    inside: dict[str, Callable[[datetime], Check]] = {"migrations": _migrations, "beat": _beat, "clocks": _clocks}
    inside |= {f"oldest_{name}": partial(_overdue, oldest) for name, oldest in oldest_due.items()}
    for name, check in inside.items():
        checks[name] = (
            _asked(check, now) if checks["database"].ok else Check(False, why="the database does not answer")
        )
    return checks


def _asked(check: Callable[[datetime], Check], now: datetime) -> Check:
    try:
        return check(now)
    except DatabaseError as error:
        return Check(False, why=type(error).__name__)


def _cache() -> Check:
    """Each request counts in it; without its table, or with a full Redis, each would fail."""
    asked = f"ready-{uuid4()}"
    try:
        cache.set(asked, 1, 30)
        there = cache.get(asked) == 1
        cache.delete(asked)
    except (DatabaseError, RedisError, OSError) as error:
        return Check(False, why=type(error).__name__)
    return Check(there, why="" if there else "it does not keep what is put into it")


def _zone_data(now: datetime) -> Check:
    """Old data are told and no failure: the work goes on, and where no zone has changed they are still right."""
    data, today = zonedata.current(), now.date()
    old = f": older than {zonedata.OLD_AFTER_DAYS} days, see docs/operators.md" if data.is_old(today) else ""
    return Check(True, data.age_days(today), zonedata.OLD_AFTER_DAYS, "days", data.words + old)


@lru_cache(maxsize=1)
def _known_migrations() -> frozenset[tuple[str, str]]:
    """What this code brings, read from its files once; what a newer version has added to the schema is no concern."""
    return frozenset(MigrationLoader(None).disk_migrations or ())


def _migrations(_: datetime) -> Check:
    applied = set(MigrationRecorder(connection).migration_qs.values_list("app", "name"))
    missing = len(_known_migrations() - applied)
    return Check(missing == 0, missing, 0, "missing")


def beat_age(now: datetime) -> float | None:
    """Seconds since a worker last heard beat; None when it never did."""
    at = Heartbeat.objects.filter(name="beat").values_list("at", flat=True).first()
    return (now - at).total_seconds() if at else None


def _beat(now: datetime) -> Check:
    age, limit = beat_age(now), int(settings.READY_BEAT_SECONDS)
    if age is None:
        return Check(False, None, limit, "s", "no worker has heard it yet")
    why = "the last tick is of the future: a clock was moved" if age < -limit else ""
    return Check(abs(age) <= limit, round(age, 1), limit, "s", why)


def _clocks(_: datetime) -> Check:
    """This host's clock, and those of the workers' hosts as they told."""
    found = clocks.heard() | {"of this process": clocks.ahead()[0]}
    host, seconds = max(found.items(), key=lambda one: abs(one[1]))
    wrong = abs(seconds) > clocks.LIMIT_S
    return Check(not wrong, round(seconds, 1), clocks.LIMIT_S, "s", f"the clock of {host} is wrong" if wrong else "")


def _overdue(oldest: Callable[[datetime], datetime | None], now: datetime) -> Check:
    since = oldest(now)
    waited = max((now - since).total_seconds(), 0) if since else 0
    limit = int(settings.READY_OVERDUE_SECONDS)
    return Check(waited <= limit, round(waited, 1), limit, "s")
