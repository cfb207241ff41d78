"""Every write about what is reported and found. Each is one record in the log, with its audit row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from backend.core.actor import Actor
from backend.core.errors import Conflict, Refused
from backend.patients.actions import record_one, record_several
from backend.patients.log import lock
from backend.patients.models import Patient, Record
from backend.tracking import kinds  # noqa: F401  (registers the kinds)
from backend.tracking.desk import note_act
from backend.tracking.models import DeskAct, Finding

ENDED = (Finding.State.RESOLVED, Finding.State.WITHDRAWN)
OVER = "expected a finding that is still open; it changed meanwhile"


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
    said = acknowledge_findings(patient=finding.patient, findings=[finding], by=by, note=note, batch=batch)
    if said.over:
        raise Conflict("finding", OVER)
    finding.refresh_from_db()
    return finding, said.acts.get(finding.pk)


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """What became of the findings of one patient: `acts` for those that were open, `over` for those that are no more."""

    acts: dict[UUID, DeskAct]
    over: set[UUID]


@transaction.atomic
def acknowledge_findings(
    *,
    patient: Patient,
    findings: Sequence[Finding],
    by: Actor,
    note: str | None = None,
    batch: UUID | None = None,
) -> Acknowledged:
    """Several findings of one patient, as one batch in the log and one assessment, however many they are."""
    from backend.tracking.assessment import reassess

    lock(patient.pk)
    fresh = list(
        Finding.objects.filter(pk__in=[row.pk for row in findings], patient=patient).order_by("rule", "subject")
    )
    opened = [row for row in fresh if row.state == Finding.State.OPEN]
    words = {"note": note} if note else {}
    rows = record_several(
        patient=patient,
        by=by,
        items=[{"kind": "acknowledge", "finding": row.rule, "subject": row.subject} | words for row in opened],
    )
    acts = {
        finding.pk: note_act(patient=patient, by=by, kind=DeskAct.Kind.ACKNOWLEDGE, batch=batch, records=[row])
        for finding, row in zip(opened, rows, strict=True)
    }
    if acts:
        reassess(patient.pk, by=by)
    return Acknowledged(acts, {row.pk for row in fresh if row.state in ENDED})


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
    if finding.state in ENDED:
        raise Conflict("finding", OVER)
