"""The history of findings' states: one row for each step, with whose word it was. Rows are only added."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from backend.core.actor import Actor
from backend.patients.models import Patient
from backend.records.models import Record
from backend.tracking.models import Finding, FindingChange


def keep_history(rows: Sequence[Finding], patient: Patient, *, now: datetime, by: Actor | None) -> None:
    """One row for each of `rows`, whose state has just changed."""
    changes = []
    for row in rows:
        author_id, author_name = (by.user_id, by.name) if by else _author(row, patient)
        reason = row.resolved_reason if row.state in (Finding.State.RESOLVED, Finding.State.WITHDRAWN) else ""
        changes.append(
            FindingChange(
                finding=row,
                at=now,
                state=row.state,
                author_id=author_id,
                author_name=author_name,
                reason=reason,
                seq=row.seq,
            )
        )
    FindingChange.objects.bulk_create(changes)


def _author(row: Finding, patient: Patient) -> tuple[int | None, str]:
    """Who said it, when the word came with a record (a script, an import) and not from the desk."""
    said = None
    if row.state == Finding.State.ACKNOWLEDGED and row.acknowledged_by:
        said = Record.objects.filter(pk=row.acknowledged_by).first()
    elif row.state == Finding.State.RESOLVED and row.resolved_reason == "clinician" and row.resolved_on:
        said = (
            Record.objects.current()
            .filter(patient=patient, kind="resolve_finding", day=row.resolved_on, data__finding=row.rule)
            .order_by("-seq")
            .first()
        )
    return (said.author_id, said.author_name) if said else (None, "")


def history_json(row: FindingChange) -> dict[str, Any]:
    return {
        "finding": str(row.finding_id),
        "at": row.at.isoformat(),
        "state": row.state,
        "by": row.author_name or None,
        "reason": row.reason or None,
    }


def opened_since(patient: Patient, seen: int) -> list[dict[str, Any]]:
    """Findings that opened after the change number `seen` and cannot wait: whoever decides should know them."""
    rows = FindingChange.objects.filter(
        finding__patient=patient,
        seq__gt=seen,
        state=Finding.State.OPEN,
        author_id=None,
        finding__urgency__in=("now", "soon"),
        finding__for_clinician=True,
        finding__state=Finding.State.OPEN,
    ).select_related("finding")
    return [
        {
            "what": "finding",
            "by": None,
            "at": row.at.isoformat(),
            "seq": row.seq,
            "finding": row.finding.rule,
            "urgency": row.finding.urgency,
        }
        for row in rows
    ]
