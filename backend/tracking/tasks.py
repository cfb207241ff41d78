"""Assessments by Celery. The rows hold what is due; a lost message only makes it later by a sweep."""

from typing import Any
from uuid import UUID

import structlog
from celery import shared_task
from django.dispatch import receiver
from kombu.exceptions import OperationalError

from backend.core import clock
from backend.core.models import Heartbeat
from backend.guidance import GUIDANCE_VERSION
from backend.patients.log import record_appended
from backend.patients.models import Patient
from backend.tracking.assessment import ask_all_for_new_rules, claim_due, reassess

log = structlog.get_logger(__name__)


@shared_task(name="assess.patient")
def assess_patient(patient_id: str) -> None:
    """Assess one patient if it is due; a second message for the same finds nothing to do."""
    now = clock.now()
    if Patient.objects.due_for_assessment(now).filter(pk=UUID(patient_id)).exists():
        reassess(UUID(patient_id), now=now)


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
    # Once for each version of the rules: looking through all patients is not for every tick.
    _, new = Heartbeat.objects.get_or_create(name=f"rules {GUIDANCE_VERSION}"[:40], defaults={"at": now})
    if new:
        ask_all_for_new_rules()


@receiver(record_appended, dispatch_uid="assess-soon")
def assess_soon(patient_id: UUID, **_: Any) -> None:
    """Tell a worker right away. When the broker is away the sweep will come to it: nothing is lost."""
    try:
        assess_patient.apply_async((str(patient_id),), retry=False, expires=600)
    except (OperationalError, OSError) as error:
        log.warning("broker_away", error=type(error).__name__)
