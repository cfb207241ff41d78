"""What a prescription is checked for before it is signed: its review date, its step (clinical contract §4), its aid."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from backend.core import clock
from backend.core.errors import Refused
from backend.patients.models import PatientSummary
from backend.records.kinds.vocabulary import LOADS
from backend.records.log.rows import Draft
from backend.records.models import Record

# Ours, against a slip of the year: a review further away is a typing error, not a plan.
REVIEW_WITHIN = timedelta(days=731)
REPLACED = ("", "replaced")

# The ids of prescriptions for a side that had ended by themselves when the draft was signed.
Ended = Callable[[str], Collection[str]]


def prescription_before(
    patient_id: UUID | None, side: str, draft: Draft, others: Sequence[Draft], ended: Collection[str] = ()
) -> dict[str, Any] | None:
    """The prescription for `side` that was in force when `draft` was made, from the log and its own batch.

    `ended`: ids of those that had ended by themselves; nothing is compared with them (clinical contract §5, 11). Without a
    patient there is only the batch, and no database is asked: a history is checked before it has one.
    """
    rows: list[tuple[date, datetime, dict[str, Any], str]] = []
    said = min(draft.recorded_at, clock.now())
    if patient_id is not None:
        earlier = Record.objects.current().filter(patient_id=patient_id, kind="prescription", day__lte=draft.day)
        rows += [
            (row.day, row.counts_at, row.data, str(row.pk))
            for row in earlier
            if row.counts_at <= said and row.pk not in (draft.id, draft.supersedes)
        ]
    rows += [
        (other.day, other.recorded_at, other.data, str(other.id))
        for other in others
        if other.kind == "prescription" and other.id != draft.id
    ]
    fitting = [row for row in rows if row[2]["side"] in (side, "both", "unknown") or side == "unknown"]
    last = max(fitting, key=lambda row: row[:2]) if fitting else None
    return None if last is None or last[3] in ended else last[2]


def check_decision(
    patient_id: UUID | None, draft: Draft, earlier: Sequence[Draft], ended: Ended | None = None
) -> None:
    """Steps go one at a time (clinical contract §4); a clinician may skip one, and says why. It is reviewed later, not before.

    `ended` answers which prescriptions had ended by themselves; without it the patient's stored summary does.
    """
    if draft.kind != "prescription":
        return
    review = date.fromisoformat(draft.data["review_on"]) if draft.data.get("review_on") else None
    if review and review < draft.day:
        raise Refused("review_on", "expected the day of the decision or a later one")
    if review and review > draft.day + REVIEW_WITHIN:
        raise Refused("review_on", "expected a day within two years of the decision", code="too_far")
    if _has_reason(draft):
        return
    if ended is None and patient_id is not None:
        ended = _ended_as_stored(patient_id, draft.day)
    sides = ("left", "right") if draft.data["side"] == "both" else (draft.data["side"],)
    for side in sides:
        before = prescription_before(patient_id, side, draft, earlier)
        if before is None or LOADS.index(draft.data["status"]) - LOADS.index(before["status"]) <= 1:
            continue
        # Asked for only where it matters: mostly nothing has ended.
        if ended and prescription_before(patient_id, side, draft, earlier, ended(side)) is None:
            continue
        raise Refused("reason", f"expected a reason: from {before['status']} to {draft.data['status']} skips a step")


def check_aid(draft: Draft) -> None:
    """Who signs a part load without an aid, or two crutches beside full weight, says why.

    An aid that nobody named is not "none". Of histories that were signed elsewhere (`replay`, CSV, FHIR) it is not asked.
    """
    if draft.kind != "prescription" or _has_reason(draft):
        return
    status, aid = draft.data["status"], draft.data.get("aid")
    if status in ("NWB", "PWB") and aid == "none":
        raise Refused("reason", f"expected a reason: {status} without an aid", code="aid_missing")
    if status == "FWB" and aid == "two_crutches":
        raise Refused("reason", f"expected a reason: {status} with two crutches", code="aid_kept")


def _has_reason(draft: Draft) -> bool:
    return bool(str(draft.data.get("reason") or "").strip())


def _ended_as_stored(patient_id: UUID, day: date) -> Ended:
    """Those that had ended until the end of a day, as the last assessment found."""

    def ended(side: str) -> set[str]:
        terms = (
            PatientSummary.objects.filter(patient_id=patient_id).values_list("load_terms", flat=True).first() or {}
        )
        return {
            term["record"]
            for one in (("left", "right") if side == "unknown" else (side,))
            for term in terms.get(one, ())
            if term["until"] and term["until"] <= day.isoformat() and term["end"] not in REPLACED
        }

    return ended
