"""Who needs me first: one query over the summaries that each assessment writes."""

from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, TextField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from backend.accounts.staff import main_clinic
from backend.core import clock
from backend.core.renderers import stored_json
from backend.guidance import Thresholds
from backend.patients.models import CareTeamMember, Patient, PatientSummary, keys_treated_by
from backend.tracking.adherence import DAYS, days_of
from backend.tracking.facts import thresholds_of
from backend.tracking.summary import CATEGORIES, URGENCIES, reasons_in, reasons_of, rules_by_category
from backend.tracking.words import reason_line

MAX_ROWS = 1000
STATES = ("none", "suspected", "active", "improving", "resolved")
PREGNANCY = ("pregnant", "postpartum", "unknown", "none")
# Documents that each assessment stores in the API's own shape go into the answer as they stand: 500 patients' worth
# of them read into Python and written again cost more than the database and everything else together.
_AS_TEXT = {f"{name}_text": Cast(name, TextField()) for name in ("findings", "load", "pain", "pregnancy")}
# Of two more only a word is wanted, and the database takes it out.
_WORDS = {
    "reason_finding": KT("reason__finding"), "reason_reminder": KT("reason__reminder"),
    "pregnancy_status": KT("pregnancy__status"),
}  # fmt: skip
_SHOWN = (
    "pk", "patient__name", "patient__birth_year", "patient__birth_date", "patient__phone", "patient__clinic_number", "patient__sex", "category", "rank", "reasons", "since", "state", "last_entry_on",
    "pain_until", "entry_days", "practice_days", "exercises_done", "exercises_planned", "next_review_on", "spoken_on",
    "contact", "reviewed_at", "reviewed_by", "revision", *_AS_TEXT, *_WORDS,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows the list. `category`: whom it concerns, whatever else does; `mine`: of whose care team the caller is."""

    category: str | None = None
    urgency: str | None = None
    search: str = ""
    mine: bool = False
    state: str | None = None
    pregnancy: str | None = None
    patients: tuple[UUID, ...] = ()


def worklist(user: Any, filters: Filters) -> dict[str, Any]:
    """Counts for every reason and the rows, worst first, longest waiting first; a fixed number of queries."""
    return listed(user, filters)[0]


def listed(user: Any, filters: Filters) -> tuple[dict[str, Any], list[UUID]]:
    """The worklist, and the ids of the patients whom it shows."""
    everybody = _narrowed(user, filters)
    chosen = everybody
    if filters.category:
        bit = 1 << CATEGORIES.index(filters.category)
        chosen = chosen.annotate(held=F("reasons").bitand(bit)).filter(held=bit)
    if filters.urgency:
        chosen = chosen.filter(rank=URGENCIES.index(filters.urgency))
    named = chosen.annotate(**_AS_TEXT, **_WORDS).order_by("rank", "since", "patient__name", "pk").values(*_SHOWN)
    rows = list(named[:MAX_ROWS])
    whole = not (filters.category or filters.urgency) and len(rows) < MAX_ROWS
    # where all of them are here, the database need not go through them again
    counts, urgencies = _counted(rows) if whole else (reasons_in(everybody), _by_urgency(everybody))
    today = clock.now().date()
    body = {
        "categories": list(CATEGORIES),
        "rules": rules_by_category(),
        "counts": counts,
        "urgencies": urgencies,
        "total": sum(urgencies.values()),
        "rows": [_row(row, today, user.language) for row in rows],
        "thresholds": asdict(_numbers_of(user)),
    }
    return body, [row["pk"] for row in rows]


def _counted(rows: list[dict[str, Any]]) -> tuple[dict[str, int], dict[str, int]]:
    """How many have each reason, and how many stand under each urgency."""
    counts, urgencies = dict.fromkeys(CATEGORIES, 0), dict.fromkeys(URGENCIES, 0)
    for bits, n in Counter(row["reasons"] for row in rows).items():
        for name in reasons_of(bits):
            counts[name] += n
    for rank, n in Counter(row["rank"] for row in rows).items():
        urgencies[_urgency(rank)] += n
    return counts, urgencies


def _by_urgency(rows: QuerySet[PatientSummary]) -> dict[str, int]:
    found = rows.values_list("rank").annotate(n=Count("pk")).values_list("rank", "n")
    urgencies = dict.fromkeys(URGENCIES, 0)
    for rank, n in found:
        urgencies[_urgency(rank)] += n
    return urgencies


def _urgency(rank: int) -> str:
    return URGENCIES[min(rank, len(URGENCIES) - 1)]


def _numbers_of(user: Any) -> Thresholds:
    """The numbers in force where the reader works; the software's own for who works in no clinic."""
    clinic = main_clinic(user.pk)
    return thresholds_of(Patient(clinic=clinic)) if clinic else Thresholds()


def _narrowed(user: Any, filters: Filters) -> QuerySet[PatientSummary]:
    summaries = PatientSummary.objects.filter(patient_id__in=keys_treated_by(user), patient__closed_at=None)
    summaries = summaries.exclude(patient__user=user)
    if filters.mine:
        caring = CareTeamMember.objects.active().filter(user=user).exclude(role=CareTeamMember.Role.CAREGIVER)
        summaries = summaries.filter(patient_id__in=caring.values("patient_id"))
    if filters.patients:
        summaries = summaries.filter(patient_id__in=filters.patients)
    if filters.search:
        summaries = summaries.filter(
            Q(patient__name__icontains=filters.search) | Q(patient__clinic_number__icontains=filters.search)
        )
    if filters.state:
        summaries = summaries.filter(state="" if filters.state == "none" else filters.state)
    if filters.pregnancy:
        summaries = summaries.filter(pregnancy__status=filters.pregnancy)
    return summaries


def _row(row: dict[str, Any], today: Any, language: str) -> dict[str, Any]:
    since, last, until, review = row["since"], row["last_entry_on"], row["pain_until"], row["next_review_on"]
    born = row["patient__birth_date"]
    return {
        "patient": {
            "id": str(row["pk"]),
            "name": row["patient__name"],
            "birth_year": row["patient__birth_year"],
            "birth_date": born.isoformat() if born else None,
            "phone": row["patient__phone"],
            "clinic_number": row["patient__clinic_number"],
            "sex": row["patient__sex"],
        },
        "category": row["category"],
        "urgency": _urgency(row["rank"]),
        "reasons": reasons_of(row["reasons"]),
        "reason": reason_line(row["reason_finding"], row["reason_reminder"], language),
        "findings": stored_json(row["findings_text"]),
        "since": since.isoformat() if since else None,
        "days_waiting": max(0, (today - since).days) if since and row["category"] != "on_course" else None,
        "load": stored_json(row["load_text"]),
        "pregnant": row["pregnancy_status"] in ("pregnant", "postpartum"),
        "pregnancy": stored_json(row["pregnancy_text"]),
        "state": row["state"],
        "last_entry_on": last.isoformat() if last else None,
        "pain": stored_json(row["pain_text"]),
        "pain_until": until.isoformat() if until else None,
        "adherence": {
            "days": DAYS,
            "entries": days_of(row["entry_days"], until, today),
            "practice": days_of(row["practice_days"], until, today),
            "exercises_done": row["exercises_done"],
            "exercises_planned": row["exercises_planned"],
        },
        "next_review_on": review.isoformat() if review else None,
        "last_contact": row["contact"] or _spoken(row["spoken_on"]),
        "reviewed_at": row["reviewed_at"].isoformat() if row["reviewed_at"] else None,
        "reviewed_by": row["reviewed_by"],
        "revision": row["revision"],
    }


def _spoken(day: Any) -> dict[str, Any] | None:
    """What the patient says of having spoken with the clinic, where the clinic itself noted nothing."""
    return {"outcome": "told_by_patient", "at": day.isoformat(), "by": "", "again_at": None} if day else None
