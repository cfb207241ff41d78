"""Every write about what is reported and found. Each is one record in the log, with its audit row."""

from typing import Any
from uuid import UUID

from django.db import transaction

from backend.core.actor import Actor
from backend.core.errors import Conflict, Refused
from backend.patients.actions import record_one
from backend.patients.log import lock
from backend.patients.models import Patient, Record
from backend.tracking import kinds  # noqa: F401  (registers the kinds)
from backend.tracking.desk import note_act
from backend.tracking.models import DeskAct, Finding


def log_pain(*, patient: Patient, by: Actor, **fields: Any) -> Record:
    """Pain at a site and side, 0-10 or without a number."""
    return record_one(patient=patient, by=by, kind="pain", **fields)


def log_change(*, patient: Patient, by: Actor, **fields: Any) -> Record:
    return record_one(patient=patient, by=by, kind="change", **fields)


def log_weight_bearing(*, patient: Patient, by: Actor, **fields: Any) -> Record:
    return record_one(patient=patient, by=by, kind="weight_bearing", **fields)


def log_exercise(*, patient: Patient, by: Actor, **fields: Any) -> Record:
    return record_one(patient=patient, by=by, kind="exercise", **fields)


def log_intake(*, patient: Patient, by: Actor, **fields: Any) -> Record:
    return record_one(patient=patient, by=by, kind="intake", **fields)


def log_habit(*, patient: Patient, by: Actor, **fields: Any) -> Record:
    return record_one(patient=patient, by=by, kind="habit", **fields)


def record_scan(*, patient: Patient, by: Actor, sites: list[dict[str, Any]], **common: Any) -> list[Record]:
    """The sites of one DXA scan: all of them or none, tied together by one `group`."""
    from backend.core.ids import new_id

    if not sites:
        raise Refused("sites", "expected at least one site")
    group = str(new_id())
    with transaction.atomic():
        return [record_one(patient=patient, by=by, kind="dexa", group=group, **common, **site) for site in sites]


def record_imaging(*, patient: Patient, by: Actor, **fields: Any) -> Record:
    return record_one(patient=patient, by=by, kind="imaging", **fields)


def record_lab(*, patient: Patient, by: Actor, **fields: Any) -> Record:
    return record_one(patient=patient, by=by, kind="lab", **fields)


def record_medicine(*, patient: Patient, by: Actor, **fields: Any) -> Record:
    return record_one(patient=patient, by=by, kind="medicine", **fields)


def record_fracture(*, patient: Patient, by: Actor, **fields: Any) -> Record:
    return record_one(patient=patient, by=by, kind="fracture", **fields)


def record_procedure(*, patient: Patient, by: Actor, **fields: Any) -> Record:
    return record_one(patient=patient, by=by, kind="procedure", **fields)


@transaction.atomic
def acknowledge_finding(
    *, finding: Finding, by: Actor, note: str | None = None, batch: UUID | None = None
) -> tuple[Finding, DeskAct | None]:
    """Somebody has seen it; it still counts as open. The same again changes nothing; Conflict once it is over."""
    from backend.tracking.assessment import reassess

    _standing(finding)
    act = None
    if finding.state == Finding.State.OPEN:
        fields = {"finding": finding.rule, "subject": finding.subject} | ({"note": note} if note else {})
        row = record_one(patient=finding.patient, by=by, kind="acknowledge", **fields)
        act = note_act(patient=finding.patient, by=by, kind=DeskAct.Kind.ACKNOWLEDGE, batch=batch, records=[row])
        reassess(finding.patient_id, by=by)
    finding.refresh_from_db()
    return finding, act


@transaction.atomic
def resolve_finding(
    *, finding: Finding, by: Actor, reason: str, batch: UUID | None = None
) -> tuple[Finding, DeskAct]:
    """A clinician closes it and says why; Conflict when it is over already."""
    from backend.tracking.assessment import reassess

    _standing(finding)
    row = record_one(
        patient=finding.patient, by=by, kind="resolve_finding",
        finding=finding.rule, subject=finding.subject, reason=reason,
    )  # fmt: skip
    act = note_act(patient=finding.patient, by=by, kind=DeskAct.Kind.RESOLVE, batch=batch, records=[row])
    reassess(finding.patient_id, by=by)
    finding.refresh_from_db()
    return finding, act


def _standing(finding: Finding) -> None:
    lock(finding.patient_id)
    finding.refresh_from_db()
    if finding.state in (Finding.State.RESOLVED, Finding.State.WITHDRAWN):
        raise Conflict("finding", "expected a finding that is still open; it changed meanwhile")
