"""Delivery by Celery. The rows hold what is due; a lost message only makes it later by a sweep."""

from uuid import UUID

import structlog
from celery import shared_task
from kombu.exceptions import OperationalError

from backend.core import clock
from backend.reminders import claims, deliver, digests, retention, zones

log = structlog.get_logger(__name__)

MOST_BATCHES = 50


@shared_task(name="deliver.sweep")
def sweep() -> int:
    """Deliver what is due, a batch at a time. Work grows with what is due, not with how much is planned.

    A full first batch calls one more worker to help; they never get the same rows.
    """
    done = 0
    for number in range(MOST_BATCHES):
        taken = deliver.run()
        done += taken
        if taken < claims.BATCH:
            break
        if number == 0:
            _send(sweep)
    return done


@shared_task(name="deliver.one")
def one(patient_id: str) -> int:
    """Deliver what is due for one patient, right after it was planned."""
    return deliver.run(patient_id=UUID(patient_id))


@shared_task(name="deliver.digests")
def send_digests() -> int:
    """Plan the digests whose hour has struck, and tell what is due of them."""
    digests.plan_due(now=clock.now())
    done = 0
    for _ in range(MOST_BATCHES):
        taken = digests.run()
        done += taken
        if taken < claims.BATCH:
            break
    return done


@shared_task(name="deliver.zone_data")
def renew_zone_data() -> int:
    """After a change of the zone data: plan anew what older ones have set."""
    return zones.renew(clock.now())


@shared_task(name="bulk.tidy_deliveries")
def tidy_deliveries() -> dict[str, int]:
    """Remove the notes of deliveries that are past their time."""
    return retention.tidy()


def deliver_soon(patient_id: str) -> None:
    """Tell a worker right away. When the broker is away the sweep will come to it: nothing is lost."""
    _send(one, patient_id)


def _send(task: object, *args: str) -> None:
    try:
        task.apply_async(args, retry=False, expires=60)  # type: ignore[attr-defined]  # a Celery task
    except (OperationalError, OSError) as error:
        log.warning("broker_away", kind=type(error).__name__)
