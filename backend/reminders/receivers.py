"""Each assessment plans, in its own transaction."""

from typing import Any

from django.dispatch import receiver

from backend.reminders.plan import plan
from backend.tracking.assessment import assessed


@receiver(assessed, dispatch_uid="plan-reminders")
def plan_from_assessment(sender: Any, *, patient: Any, assessment: Any, now: Any, findings: Any, **_: Any) -> None:
    plan(patient, assessment, now, findings)
