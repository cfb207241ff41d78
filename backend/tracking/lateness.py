"""How far the assessments are behind their patients' clocks, for operators."""

from datetime import datetime

from django.db.models import Min

from backend.patients.models import Patient


def oldest_due(now: datetime) -> datetime | None:
    """Since when the longest waiting patient is due; None when nobody is. The first entry of an index."""
    found: datetime | None = Patient.objects.due_for_assessment(now).order_by().aggregate(at=Min("reassess_at"))["at"]
    return found


def number_due(now: datetime) -> int:
    return Patient.objects.due_for_assessment(now).order_by().count()
