"""Each assessment plans, in its own transaction; a wish to be erased stops and then removes what is held here."""

from typing import Any

from django.dispatch import receiver

import backend.reminders.browsers  # noqa: F401  (listens for sessions that end)
from backend.patients.consents.rest import rested
from backend.patients.privacy.erasure import being_erased, erasing, erasure_asked
from backend.reminders.models import Delivery, MailStop, Reminder
from backend.reminders.plan import plan
from backend.reminders.timing import wishes_of
from backend.tracking.assessment import assessed


@receiver(assessed, dispatch_uid="plan-reminders")
def plan_from_assessment(
    sender: Any, *, patient: Any, facts: Any, assessment: Any, now: Any, findings: Any, **_: Any
) -> None:
    asked: bool | None = getattr(patient, "asked_to_be_erased", None)  # read with the patient's row by an assessment
    if not (being_erased(patient) if asked is None else asked):
        wishes = wishes_of(patient.timezone, (setting.data for setting in facts.of("setting")))
        plan(patient, assessment, now, findings, wishes=wishes)


@receiver(erasure_asked, dispatch_uid="stop-reminders")
def stop_all(sender: Any, *, patient: Any, **_: Any) -> None:
    """Nothing more goes out; what was planned is taken back and planned anew should the wish be taken back."""
    _stop(patient, "erasure-asked")


def _stop(patient: Any, why: str) -> None:
    rows = Reminder.objects.filter(patient=patient, next_at__isnull=False)
    rows.filter(state=Reminder.State.PLANNED).update(
        state=Reminder.State.WITHDRAWN, withdrawn_reason=why, next_at=None
    )
    rows.update(next_at=None, claim=None)


@receiver(rested, dispatch_uid="rest-reminders")
def rest_all(sender: Any, *, patient: Any, **_: Any) -> None:
    """The same while the consent to keep entries is withdrawn."""
    _stop(patient, "consent-withdrawn")


@receiver(erasing, dispatch_uid="let-go-of-recipients")
def let_go(sender: Any, *, user: Any, patient: Any, **_: Any) -> None:
    """Rows that name a recipient without a foreign key."""
    keys = [f"user:{user.pk}"] + ([f"patient:{patient.pk}"] if patient else [])
    MailStop.objects.filter(recipient__in=keys).delete()
    browsers = [f"subscription:{key}" for key in user.push_subscriptions.values_list("pk", flat=True)]
    Delivery.objects.filter(recipient__in=[*keys, *browsers]).delete()
