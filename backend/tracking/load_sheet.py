"""Which load was in force on which days, for the CSV of a patient's course: the answer of the rules, as every screen shows it."""

from collections.abc import Iterator
from typing import Any

from backend.guidance.in_force import REPLACED
from backend.patients.models import Patient
from backend.records.course_sheets import Reader, add_sheet
from backend.records.models import Record
from backend.tracking.standing import summary_of

COLUMNS = (
    "record", "side", "status", "percent (%)", "limit_kg (kg)", "aid", "decided_by", "from", "until", "end",
    "in_force", "of_earlier_episode", "kg_today (kg)",
)  # fmt: skip


def loads(patient: Patient, _reader: Reader) -> Iterator[dict[str, Any]]:
    """Each prescription once for each side, oldest first. `end`: replaced, or why it ended by itself, with its episode."""
    summary = summary_of(patient)
    if summary is None:
        return
    terms = [(side, term) for side, those in summary.load_terms.items() for term in those]
    rows = {str(row.pk): row for row in Record.objects.filter(pk__in={term["record"] for _, term in terms})}
    for side, term in sorted(terms, key=lambda one: (one[1]["from"], one[0])):
        row, now = rows[term["record"]], summary.load.get(side)
        in_force = bool(now) and now["record"] == term["record"]
        yield {
            "record": term["record"],
            "side": side,
            "status": row.data["status"],
            "percent (%)": row.data.get("percent"),
            "limit_kg (kg)": row.data.get("limit_kg"),
            "aid": row.data.get("aid"),
            "decided_by": row.author_name,
            "from": term["from"],
            "until": term["until"],
            "end": term["end"],
            "in_force": in_force,
            "of_earlier_episode": term["end"] not in ("", REPLACED),
            "kg_today (kg)": now["kg"] if in_force else None,
        }


add_sheet("loads", COLUMNS, loads)
