"""`/metrics`: counters of every process, and figures read from the rows at the moment of asking.

Requests are counted by django-prometheus; tasks, synchronised items and what waits are counted here. Labels name kinds
and outcomes, never a person. Whoever scrapes shows `METRICS_TOKEN`; while there is none, only this machine may.
"""

import collections
import hmac
import time
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from celery import current_app
from celery.signals import task_postrun, task_prerun, task_revoked
from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from kombu.exceptions import ChannelError, KombuError
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from backend.core import clock, clocks, outside, shared_counters, zonedata
from backend.core.health import ASK_FOR_SECONDS, database_answers
from backend.core.ready import beat_age, oldest_due

# Figures of the database and the broker: the same in every process, so each scrape asks once. Layers above add theirs.
FROM_ROWS = CollectorRegistry()

tasks = Counter("toh_tasks", "Background tasks that ended, by outcome.", ["task", "outcome"])
task_seconds = Histogram(
    "toh_task_seconds",
    "How long background tasks took.",
    ["task"],
    buckets=(0.01, 0.05, 0.1, 0.5, 1, 5, 30, 120, 600),
)
sync_items = Counter("toh_sync_items", "Items that devices sent, by the word they were answered.", ["result"])

_started: dict[str, float] = {}


@task_prerun.connect(dispatch_uid="metrics")
def _begun(task_id: str, **_: Any) -> None:
    _started[task_id] = time.perf_counter()


@task_postrun.connect(dispatch_uid="metrics")
def _ended(task_id: str, task: Any, state: str | None = None, **_: Any) -> None:
    tasks.labels(task.name, (state or "unknown").lower()).inc()
    began = _started.pop(task_id, None)
    if began is not None:
        task_seconds.labels(task.name).observe(time.perf_counter() - began)


@task_revoked.connect(dispatch_uid="metrics")
def _thrown_away(request: Any = None, expired: bool = False, **_: Any) -> None:
    tasks.labels(getattr(request, "name", "unknown"), "expired" if expired else "revoked").inc()


def note_sync(results: Iterable[str]) -> None:
    """Count the answers of one push."""
    for result, count in collections.Counter(results).items():
        sync_items.labels(result).inc(count)


class FromRows(Collector):
    """A collector that asks the database only when it is scraped, and is left out while the database is away."""

    def describe(self) -> Iterator[Metric]:
        # Without this the registry would ask the database while the application starts.
        return iter(())

    def collect(self) -> Iterator[Metric]:
        try:
            yield from self.figures()
        except DatabaseError:
            return

    def figures(self) -> Iterator[Metric]:
        raise NotImplementedError


class WaitingFigures(FromRows):
    """Is the database there, does beat live, how late are we, how long are the queues?"""

    def figures(self) -> Iterator[Metric]:
        there = database_answers()
        yield GaugeMetricFamily("toh_database_up", "Does the database answer?", value=int(there))
        yield from _queues()
        yield from _zone_data()
        yield GaugeMetricFamily("toh_disk_free_ratio", "Of the disk that holds TOH_VAR.", value=outside.disk_free())
        if not there:
            return
        now = clock.now()
        age = beat_age(now)
        if age is not None:
            yield GaugeMetricFamily("toh_beat_age_seconds", "Since a worker last heard beat.", value=age)
        waiting = GaugeMetricFamily(
            "toh_oldest_due_seconds", "How long the longest overdue row has waited.", labels=["what"]
        )
        for name, oldest in oldest_due.items():
            since = oldest(now)
            waiting.add_metric([name], max((now - since).total_seconds(), 0) if since else 0)
        yield waiting
        off = GaugeMetricFamily("toh_clock_ahead_seconds", "Of each worker's host.", labels=["host"])
        for host, seconds in clocks.heard().items():
            off.add_metric([host], seconds)
        yield off
        yield from _outside(now)


def _queues() -> Iterator[Metric]:
    """Messages that wait in each queue; without the broker there is only the word that it is away."""
    names = sorted({route["queue"] for route in settings.CELERY_TASK_ROUTES.values()})
    depth = GaugeMetricFamily("toh_queue_depth", "Messages that wait for a worker.", labels=["queue"])
    there = 1
    try:
        with current_app.connection_for_read(connect_timeout=ASK_FOR_SECONDS) as link:
            link.ensure_connection(max_retries=0, timeout=ASK_FOR_SECONDS)
            for name in names:
                # One each: RabbitMQ closes a channel that asked for a queue that is not there.
                channel: Any = link.channel()
                try:
                    depth.add_metric([name], channel.queue_declare(queue=name, passive=True).message_count)
                except ChannelError:  # an empty queue does not exist
                    depth.add_metric([name], 0)
    except (KombuError, OSError):
        there = 0
    yield GaugeMetricFamily("toh_broker_up", "Does the broker answer?", value=there)
    yield depth


def _outside(now: datetime) -> Iterator[Metric]:
    """What was found when it was last looked at; of what was never found there is nothing."""
    found = outside.found()
    if outside.MAIL in found:
        value = found[outside.MAIL].seconds or 0
        yield GaugeMetricFamily("toh_mail_up", "Does the mail server take our connection and password?", value=value)
    if outside.CERTIFICATE in found:
        row = found[outside.CERTIFICATE]
        left = (row.seconds or 0) - (now - row.at).total_seconds()
        yield GaugeMetricFamily("toh_certificate_seconds", "How long the public certificate is good.", value=left)
    if outside.BACKUP in found:
        age = (now - found[outside.BACKUP].at).total_seconds()
        yield GaugeMetricFamily("toh_backup_age_seconds", "Since the last backup that was tried.", value=age)


def _zone_data() -> Iterator[Metric]:
    data = zonedata.current()
    which = GaugeMetricFamily("toh_zone_data_info", "The IANA zone data in use.", labels=["version", "origin"])
    which.add_metric([data.version or "unknown", data.origin], 1)
    yield which
    age = data.age_days(clock.now().date())
    if age is not None:
        yield GaugeMetricFamily("toh_zone_data_age_days", "Days since the zone data were released.", value=age)


FROM_ROWS.register(WaitingFigures())


def _may_scrape(request: HttpRequest) -> bool:
    if settings.METRICS_TOKEN:
        shown = request.headers.get("Authorization", "")
        return hmac.compare_digest(shown.encode(), f"Bearer {settings.METRICS_TOKEN}".encode())
    here = request.META.get("REMOTE_ADDR") in ("127.0.0.1", "::1")
    # Through a proxy on this machine everybody comes from this machine.
    return here and "X-Forwarded-For" not in request.headers and "Forwarded" not in request.headers


@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Everything in Prometheus' text format; for anybody else than the scraper there is nothing here."""
    if not _may_scrape(request):
        raise Http404
    shared = shared_counters.folder()
    counted = shared_counters.registry_of_all(shared) if shared else REGISTRY
    return HttpResponse(generate_latest(counted) + generate_latest(FROM_ROWS), content_type=CONTENT_TYPE_LATEST)
