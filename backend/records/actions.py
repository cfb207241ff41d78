"""Writing to the record log: one record, or several as one batch, with the checks that a clinical decision needs."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from backend.core.actor import Actor
from backend.core.errors import Refused
from backend.patients.models import Patient
from backend.records.decisions import check_aid, check_decision
from backend.records.drafts import draft_of
from backend.records.log.append import append
from backend.records.log.rows import Draft, Outcome
from backend.records.models import Record


def record_one(*, patient: Patient, by: Actor, source: str = "", **fields: Any) -> Record:
    """Validate and append one record; raises Refused instead of answering an outcome."""
    (record,) = _record_each(patient, by, [fields], source)
    return record


@transaction.atomic
def record_several(*, patient: Patient, by: Actor, items: Sequence[dict[str, Any]], source: str = "") -> list[Record]:
    """Validate and append records of one patient as one batch: all of them, or Refused and none."""
    return _record_each(patient, by, items, source)


def _record_each(patient: Patient, by: Actor, items: Sequence[dict[str, Any]], source: str) -> list[Record]:
    drafts: list[Draft] = []
    for fields in items:
        draft = draft_of(fields, by=by, default_zone=patient.timezone)
        check_decision(patient.pk, draft, drafts)
        check_aid(draft)
        drafts.append(draft)
    outcomes: list[Outcome] = append(patient_id=patient.pk, drafts=drafts, by=by, source=source)
    refused = next((one for one in outcomes if one.result == "refused"), None)
    if refused:
        raise Refused(refused.field, refused.reason or "expected something else")
    return [record for outcome in outcomes if (record := outcome.record)]


def set_programme(*, patient: Patient, by: Actor, **fields: Any) -> Record:
    return record_one(patient=patient, by=by, kind="programme", **fields)
