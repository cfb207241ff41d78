"""The inbox: what was told to a patient, or to the clinicians of one."""

from typing import Any

from backend.patients.models import Patient
from backend.reminders.models import Reminder
from backend.reminders.present import language_of, message_json


def changes_after(
    patient: Patient, after: int, limit: int, audience: str, language: str | None = None
) -> list[tuple[int, str, dict[str, Any]]]:
    """In the `language` of who asks (else the patient's): messages with a change number above `after`, in order, at most `limit`: (number, "message", MESSAGE).

    Registered with the sync pull by the wiring. Planned and withdrawn ones have no number and are not shown.
    """
    rows = Reminder.objects.shown().filter(patient=patient, to=audience, seq__gt=after).order_by("seq")
    spoken = language or language_of(patient)
    return [
        (row.seq, "message", message_json(row, language=spoken)) for row in rows.select_related("patient")[:limit]
    ]
