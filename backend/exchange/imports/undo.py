"""Undoing what an import wrote about one person: what it added goes, what it replaced or took back is said again."""

from uuid import UUID, uuid5

from django.db import transaction

from backend.core import audit, clock
from backend.core.actor import Actor
from backend.core.audit import Act
from backend.exchange.models import ImportWrite
from backend.patients.actions import change_profile
from backend.patients.models import ExternalId, Patient
from backend.records.drafts import draft_of
from backend.records.log.append import append
from backend.records.log.rows import Draft
from backend.records.models import Record


@transaction.atomic
def undo_person(*, by: Actor, write: ImportWrite, clinic_key: str) -> int:
    """How many of the rows stay, because somebody built on them meanwhile. The rows themselves are never removed: it is a log."""
    patient = Patient.objects.select_for_update().get(pk=write.patient_id)
    drafts: list[Draft] = []
    kept = 0
    ids = [UUID(one) for one in write.records]
    for row in Record.objects.filter(pk__in=ids).order_by("-seq"):
        before = Record.objects.filter(pk=row.supersedes).first() if row.supersedes else None
        if row.kind == Record.DELETION:
            if before is not None:
                drafts.append(_again(before, row.pk, by, supersedes=None))
        elif not row.is_current:
            kept += 1
        elif before is not None:
            drafts.append(_again(before, row.pk, by, supersedes=row.pk))
        else:
            item = {"id": str(uuid5(row.pk, "undone")), "kind": Record.DELETION, "supersedes": str(row.pk)}
            drafts.append(draft_of(item, by=Actor.system("import undone"), default_zone=row.timezone))
    append(patient_id=patient.pk, drafts=drafts, by=by, source="fhir")
    # Its source's names for these rows go too, so that the same file can be imported again.
    ExternalId.objects.filter(patient=patient, clinic_key=clinic_key, record_id__in=ids).delete()
    if write.before:
        now = Patient.objects.get(pk=patient.pk)
        change_profile(by=by, patient=now, changes=dict(write.before))
    if write.opened and not _used(patient, ids):
        ExternalId.objects.filter(patient=patient).delete()
        Patient.objects.filter(pk=patient.pk).update(closed_at=clock.now())
        audit.write(Act(action="close_record", object_id=str(patient.pk)), by=by, patient_id=patient.pk)
    write.delete()
    return kept


def _again(before: Record, undone: UUID, by: Actor, *, supersedes: UUID | None) -> Draft:
    """What stood before the import, said again."""
    item = {
        "id": str(uuid5(undone, "undone")), "kind": before.kind, "recorded_at": before.recorded_at.isoformat(),
        "timezone": before.timezone, "date": before.day.isoformat(), **before.data,
    }  # fmt: skip
    if supersedes:
        item["supersedes"] = str(supersedes)
    if before.group:
        item["group"] = str(before.group)
    return draft_of(item, by=Actor.system("import undone"), default_zone=before.timezone)


def _used(patient: Patient, ids: list[UUID]) -> bool:
    """Whether the record that the import opened is somebody's by now."""
    if patient.user_id is not None:
        return True
    mine = {*ids, *(uuid5(one, "undone") for one in ids)}
    return Record.objects.filter(patient=patient).exclude(pk__in=mine).exists()
