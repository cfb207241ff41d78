"""Assessments by Celery. The rows hold what is due; a lost message only makes it later by a sweep."""

from typing import Any

import structlog
from celery import shared_task
from django.dispatch import receiver
from kombu.exceptions import OperationalError

from backend.core import clock, clocks
from backend.core.doorbell import Doorbell
from backend.core.models import Heartbeat
from backend.guidance import GUIDANCE_VERSION
from backend.records.log.append import record_appended
from backend.tracking.assessment import ask_all_for_new_rules, claim_due, reassess

log = structlog.get_logger(__name__)


@shared_task(name="assess.sweep")
def sweep(limit: int = 500) -> int:
    """Claim and assess what is due. Work grows with what is due, not with how many patients exist."""
    done = 0
    while done < limit:
        claimed = claim_due(limit=50)
        if not claimed:
            break
        for patient_id in claimed:
            try:
                reassess(patient_id)
            except Exception:
                # The lease runs out and it is tried again; the log names the patient's id and no more.
                log.exception("assessment_failed", patient_id=str(patient_id))
            done += 1
    return done


@shared_task(name="assess.tick")
def tick() -> None:
    """Beat lives and a worker hears it; after an upgrade of the rules, everybody's clock is set to now."""
    now = clock.now()
    Heartbeat.objects.update_or_create(name="beat", defaults={"at": now})
    clocks.note()
    # Once for each version of the rules: looking through all patients is not for every tick.
    _, new = Heartbeat.objects.get_or_create(name=f"rules {GUIDANCE_VERSION}"[:40], defaults={"at": now})
    if new:
        ask_all_for_new_rules()


def _call_a_worker() -> None:
    """When the broker is away the next signal of beat will come to it: nothing is lost."""
    try:
        sweep.apply_async(retry=False, expires=30)
    except (OperationalError, OSError) as error:
        log.warning("broker_away", kind=type(error).__name__)


# Under load one message serves all who wrote in the last quarter of a second: the worker claims whatever is due.
doorbell = Doorbell(_call_a_worker, pause=0.25)


@receiver(record_appended, dispatch_uid="assess-soon")
def assess_soon(**_: Any) -> None:
    """Have a worker look at once, not only at the next signal of beat."""
    doorbell.press()
