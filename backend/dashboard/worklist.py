"""Who needs me first: one query over the summaries that each assessment writes."""

from typing import Any

from django.db.models import Count

from backend.core import clock
from backend.patients.models import Patient, PatientSummary
from backend.tracking.summary import CATEGORIES
from backend.tracking.words import reason_line

MAX_ROWS = 1000


def worklist(user: Any, *, category: str | None = None, search: str = "") -> dict[str, Any]:
    """Counts for every category and the rows, worst first, longest waiting first; two queries."""
    visible = Patient.objects.visible_to(user).exclude(user=user)
    summaries = PatientSummary.objects.filter(patient__in=visible)
    if search:
        summaries = summaries.filter(patient__name__icontains=search)
    counts = dict.fromkeys(CATEGORIES, 0)
    counts |= dict(summaries.values_list("category").annotate(n=Count("pk")).values_list("category", "n"))
    if category:
        summaries = summaries.filter(category=category)
    rows = summaries.select_related("patient").order_by("rank", "since", "patient__name", "pk")[:MAX_ROWS]
    today = clock.now().date()
    return {
        "categories": list(CATEGORIES),
        "counts": counts,
        "rows": [_row(row, today, user.language) for row in rows],
    }


def _row(row: PatientSummary, today: Any, language: str) -> dict[str, Any]:
    patient = row.patient
    return {
        "patient": {
            "id": str(patient.pk),
            "name": patient.name,
            "birth_year": patient.birth_year,
            "sex": patient.sex,
        },
        "category": row.category,
        "reason": reason_line(row.reason, language),
        "findings": row.findings,
        "since": row.since.isoformat() if row.since else None,
        "days_waiting": max(0, (today - row.since).days) if row.since and row.category != "on_course" else None,
        "load": row.load,
        "pregnant": row.pregnancy.get("status") in ("pregnant", "postpartum"),
        "pregnancy": row.pregnancy,
        "state": row.state,
        "last_entry_on": row.last_entry_on.isoformat() if row.last_entry_on else None,
        "pain": row.pain,
        "pain_until": row.pain_until.isoformat() if row.pain_until else None,
        "revision": row.revision,
    }
