"""Who needs me first: one query over the summaries that each assessment writes."""

from typing import Any

from django.db.models import Count, TextField
from django.db.models.functions import Cast

from backend.core import clock
from backend.core.renderers import stored_json
from backend.patients.models import Patient, PatientSummary
from backend.tracking.summary import CATEGORIES
from backend.tracking.words import reason_line

MAX_ROWS = 1000
# Documents that each assessment stores in the API's own shape go into the answer as they stand: 500 patients' worth
# of them read into Python and written again cost more than the database and everything else together.
_AS_TEXT = {f"{name}_text": Cast(name, TextField()) for name in ("findings", "load", "pain", "pregnancy")}
_SHOWN = (
    "pk", "patient__name", "patient__birth_year", "patient__sex", "category", "reason", "since", "state",
    "last_entry_on", "pain_until", "pregnancy__status", "revision",
)  # fmt: skip


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
    rows = summaries.annotate(**_AS_TEXT).order_by("rank", "since", "patient__name", "pk").values(*_SHOWN, *_AS_TEXT)
    today = clock.now().date()
    return {
        "categories": list(CATEGORIES),
        "counts": counts,
        "rows": [_row(row, today, user.language) for row in rows[:MAX_ROWS]],
    }


def _row(row: dict[str, Any], today: Any, language: str) -> dict[str, Any]:
    since, last = row["since"], row["last_entry_on"]
    return {
        "patient": {
            "id": str(row["pk"]),
            "name": row["patient__name"],
            "birth_year": row["patient__birth_year"],
            "sex": row["patient__sex"],
        },
        "category": row["category"],
        "reason": reason_line(row["reason"], language),
        "findings": stored_json(row["findings_text"]),
        "since": since.isoformat() if since else None,
        "days_waiting": max(0, (today - since).days) if since and row["category"] != "on_course" else None,
        "load": stored_json(row["load_text"]),
        "pregnant": row["pregnancy__status"] in ("pregnant", "postpartum"),
        "pregnancy": stored_json(row["pregnancy_text"]),
        "state": row["state"],
        "last_entry_on": last.isoformat() if last else None,
        "pain": stored_json(row["pain_text"]),
        "pain_until": row["pain_until"].isoformat() if row["pain_until"] else None,
        "revision": row["revision"],
    }
