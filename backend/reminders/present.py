"""How a reminder looks in the API, in the words for who is asking. Wording is made here, never stored."""

from typing import Any

from backend.guidance import reminder_text
from backend.patients.models import Patient
from backend.reminders.models import Reminder


def language_of(patient: Patient) -> str:
    """The language in which this patient is spoken to."""
    return patient.user.language if patient.user else "en"


def text_of(row: Reminder, *, language: str) -> str:
    """The in-app words, for whom the row is meant."""
    return reminder_text((row.kind, row.params), row.to, language)


def message_json(row: Reminder, *, language: str) -> dict[str, Any]:
    """One reminder as the phone, the desk and scripts see it. `state` says whether it was sent yet."""
    return {
        "id": str(row.pk),
        "reminder": row.kind,
        "to": row.to,
        "due_at": row.due_at.isoformat(),
        "due_on": row.due_on.isoformat(),
        "sent_at": _iso(row.sent_at),
        "read_at": _iso(row.read_at),
        "snoozed_until": _iso(row.snoozed_until),
        "text": text_of(row, language=language),
        "reason": row.reason,
        "state": row.state,
        "withdrawn_reason": row.withdrawn_reason or None,
        "finding": str(row.finding_id) if row.finding_id else None,
        "patient": str(row.patient_id),
    }


def _iso(moment: Any) -> str | None:
    return moment.isoformat() if moment else None
