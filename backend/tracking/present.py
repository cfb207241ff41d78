"""How a finding looks in the API, in the words for who is asking."""

from typing import Any

from backend.core import clock
from backend.guidance import FindingState, finding_text
from backend.patients.present import settings_of
from backend.tracking.models import Finding


def as_said(row: Finding) -> FindingState:
    """The stored finding as the rules said it, for its texts. What still stands counts its days up to today."""
    return FindingState(
        id=row.rule,
        subject=row.subject,
        side=row.side or None,
        site=row.site or None,
        urgency=row.urgency,
        audience=tuple(
            name for name, shown in (("patient", row.for_patient), ("clinician", row.for_clinician)) if shown
        ),
        state=row.state,
        opened_on=row.opened_on,
        resolved_on=row.resolved_on,
        resolved_reason=row.resolved_reason or None,
        resolved_note=row.resolved_note or None,
        acknowledged_on=row.acknowledged_on,
        acknowledged_key=str(row.acknowledged_by) if row.acknowledged_by else None,
        evidence=tuple(row.evidence),
        sources=tuple(row.sources),
        rule_version=row.rule_version,
        params=row.params | _counted_now(row),
    )


def _counted_now(row: Finding) -> dict[str, Any]:
    """The days of "459 days after onset" were those of its opening day."""
    days = row.params.get("days")
    if days is None or row.state not in (Finding.State.OPEN, Finding.State.ACKNOWLEDGED):
        return {}
    today = clock.local_day(clock.now(), row.patient.timezone)
    return {"days": days + max(0, (today - row.opened_on).days)}


def finding_json(row: Finding, *, audience: str, language: str) -> dict[str, Any]:
    # Only texts with a weight in them depend on the reader's unit, and only those cost a query.
    weight = audience == "patient" and ("limit_kg" in row.params or "load_kg" in row.params)
    pounds = weight and settings_of(row.patient).get("weight_unit") == "lb"
    text = finding_text(as_said(row), audience, language, "lb" if pounds else "kg")
    shown_to = [name for name, shown in (("patient", row.for_patient), ("clinician", row.for_clinician)) if shown]
    return {
        "id": str(row.pk),
        "finding": row.rule,
        "subject": row.subject,
        "urgency": row.urgency,
        "audience": shown_to,
        "side": row.side or None,
        "site": row.site or None,
        "state": row.state,
        "opened_on": row.opened_on.isoformat(),
        "opened_at": row.opened_at.isoformat(),
        "load_decided_since": "load_key" in row.params,
        "acknowledged_on": row.acknowledged_on.isoformat() if row.acknowledged_on else None,
        "resolved_on": row.resolved_on.isoformat() if row.resolved_on else None,
        "resolved_reason": row.resolved_reason or None,
        "resolved_note": (row.resolved_note or None) if audience == "clinician" else None,
        "evidence": row.evidence,
        "sources": row.sources,
        "rule_version": row.rule_version,
        "text": {
            "one_line": text.one_line,
            "seen": text.seen,
            "do": text.do,
            "why": text.why,
            "number": text.number,
        },
    }


def words_for(row: Finding, audience: str, language: str) -> str:
    """The finding's whole text as one paragraph."""
    text = finding_text(as_said(row), audience, language)
    return " ".join(part for part in (text.seen, text.do, text.why, text.number) if part)
