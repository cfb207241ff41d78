"""Every write about what is reported and found. Each is one record in the log, with its audit row."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from backend.core.actor import Actor
from backend.core.errors import Conflict
from backend.patients.models import Patient
from backend.records.actions import record_one, record_several
from backend.records.log.append import lock
from backend.tracking.desk import note_act
from backend.tracking.models import DeskAct, Finding

ENDED = (Finding.State.RESOLVED, Finding.State.WITHDRAWN)
OVER = "expected a finding that is still open; it changed meanwhile"


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
