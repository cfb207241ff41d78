"""What was told about a patient and what became of it, for the CSV of their course."""

from collections.abc import Iterator
from typing import Any

from backend.patients.models import CareTeamMember, Patient
from backend.records.course_sheets import Reader, add_sheet
from backend.reminders.models import Reminder, ReminderQuerySet
from backend.reminders.present import message_json

COLUMNS = (
    "id", "reminder", "to", "due_on", "due_at", "sent_at", "state", "read_at", "snoozed_until", "text", "reason", "finding",
)  # fmt: skip


def told(patient: Patient, reader: Reader) -> Iterator[dict[str, Any]]:
    """Oldest first, of what `reader` sees on a screen too. `state` is the answer: read, done, snoozed, dismissed."""
    rows = seen_by(patient, reader).shown().select_related("patient").order_by("sent_at", "id")
    yield from (message_json(row, language=reader.language) for row in rows.iterator(500))


def seen_by(patient: Patient, reader: Reader) -> ReminderQuerySet:
    """The reminders about a patient that `reader` may know of: those to the clinic are the clinic's own."""
    if not may_read(patient, reader):
        return Reminder.objects.none()
    rows = Reminder.objects.filter(patient=patient)
    return rows if reader.role == "clinician" else rows.filter(to="patient")


def may_read(patient: Patient, reader: Reader) -> bool:
    """A caregiver reads what the patient was told only where the patient lets them."""
    helped = CareTeamMember.objects.told_as_caregiver(reader.user).filter(patient=patient)
    return reader.role != "caregiver" or helped.exists()


add_sheet("reminders", COLUMNS, told)
