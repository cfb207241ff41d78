"""What a prescription is signed with: the body weight known then, and the clinic's ceiling for toe touch.

Both become part of the record, so that neither a later weight nor another number of the clinic changes what was signed.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from backend.patients.models import Patient
from backend.records.log.rows import Draft
from backend.records.models import Record

KIND, WEIGHT = "prescription", "body_weight"
ADDED = ("body_weight_kg", "body_weight_on", "ceiling_kg")
CEILING = "ttwb_ceiling_kg"


def as_sent(data: dict[str, Any]) -> dict[str, Any]:
    """The fields without those that the server adds: a retry is compared by these."""
    return {name: value for name, value in data.items() if name not in ADDED}


def signed(patient_id: UUID, drafts: Sequence[Draft]) -> dict[UUID, dict[str, Any]]:
    """The fields of each prescription in the batch with what was known at its signing, by the draft's id.

    What the draft already says stays: a copy from another server keeps what was signed there.
    """
    found = [draft for draft in drafts if draft.kind == KIND]
    if not found:
        return {}
    weights = list(
        Record.objects.current()
        .filter(patient_id=patient_id, kind=WEIGHT)
        .values_list("day", "recorded_at", "data__kg")
    ) + [(draft.day, draft.recorded_at, draft.data["kg"]) for draft in drafts if draft.kind == WEIGHT]
    weights.sort(key=lambda weight: weight[:2])
    patient = Patient.objects.select_related("clinic").get(pk=patient_id)
    ceiling = patient.numbers_set().get(CEILING, (0, ""))[0]
    out = {}
    for draft in found:
        data = dict(draft.data)
        known = [w for w in weights if w[0] <= draft.day and w[1] <= draft.recorded_at]
        if "body_weight_kg" not in data:
            data["body_weight_kg"] = known[-1][2] if known else None
            data["body_weight_on"] = known[-1][0].isoformat() if known else None
        if data["status"] == "TTWB" and "ceiling_kg" not in data and ceiling >= 1:
            data["ceiling_kg"] = ceiling
        out[draft.id] = data
    return out
