"""Whether somebody may be reminded outside the app: their last word on it, and no word is not a no."""

from collections.abc import Iterable
from uuid import UUID

from backend.patients.models import Consent

REMINDERS = (Consent.Kind.EMAIL_REMINDERS, Consent.Kind.PUSH_REMINDERS)


def agreed_to_reminders(patients: Iterable[UUID]) -> dict[tuple[UUID, str], bool]:
    """(patient, kind of consent) -> the latest word of each; missing: never asked."""
    rows = Consent.objects.filter(patient_id__in=patients, kind__in=REMINDERS).order_by("given_at", "pk")
    return {(key, kind): ended is None for key, kind, ended in rows.values_list("patient_id", "kind", "withdrawn_at")}
