"""What a clinic wrote and what was wrong with it: records of the desk, corrected, entered in error, and taken back.

Nothing is erased. A correction is a newer version at the moment of the old one, so that the rules read the history as if the wrong
value had never been written; the old version and the reason stay in the record's history.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from backend.core import audit
from backend.core.actor import Actor
from backend.core.audit import Act
from backend.core.errors import Conflict, Refused
from backend.patients.models import Patient
from backend.records.actions import record_several
from backend.records.log.append import lock
from backend.records.log.signing import as_sent
from backend.records.models import Record
from backend.tracking.desk import note_act, settle_again
from backend.tracking.models import DeskAct

CHANGED = "expected the version that stands; it was changed meanwhile"


@transaction.atomic
def record_at_desk(
    *, patient: Patient, by: Actor, items: Sequence[dict[str, Any]], batch: UUID | None = None
) -> tuple[list[Record], DeskAct]:
    """Records of one press: all of them or none, kept as one act that can be taken back."""
    lock(patient.pk)
    rows = record_several(patient=patient, by=by, items=items)
    act = note_act(patient=patient, by=by, kind=DeskAct.Kind.RECORD, batch=batch, records=rows)
    settle_again(patient.pk, by)
    return rows, act


@transaction.atomic
def correct_record(
    *,
    patient: Patient,
    record: Record,
    by: Actor,
    reason: str,
    fields: Mapping[str, Any],
    day: str | None = None,
    batch: UUID | None = None,
) -> tuple[Record, DeskAct]:
    """Another version with `fields`, of the same moment; Conflict when this one stands no more."""
    standing = _standing(patient, record)
    said = envelope_of(standing) | dict(fields) | {"kind": standing.kind, "supersedes": str(standing.pk)}
    if day:
        said["date"] = day
    (row,) = record_several(patient=patient, by=by, items=[said])
    act = note_act(patient=patient, by=by, kind=DeskAct.Kind.CORRECT, batch=batch, records=[row], note=reason)
    audit.write(Act(action="correct_record", kind=row.kind, object_id=str(row.pk)), by=by, patient_id=patient.pk)
    settle_again(patient.pk, by)
    return row, act


@transaction.atomic
def entered_in_error(
    *, patient: Patient, record: Record, by: Actor, reason: str, batch: UUID | None = None
) -> DeskAct:
    """The record counts no more, as if it had not been written; Conflict when it stands no more."""
    standing = _standing(patient, record)
    tombstone = {"kind": Record.DELETION, "supersedes": str(standing.pk)}
    rows = record_several(patient=patient, by=by, items=[tombstone])
    act = note_act(patient=patient, by=by, kind=DeskAct.Kind.ERROR, batch=batch, records=rows, note=reason)
    said = Act(action="enter_in_error", kind=standing.kind, object_id=str(standing.pk))
    audit.write(said, by=by, patient_id=patient.pk)
    settle_again(patient.pk, by)
    return act


def envelope_of(record: Record) -> dict[str, Any]:
    """Moment, zone, day and group of a record, as an item of the API says them."""
    return {
        "recorded_at": record.local.isoformat(),
        "timezone": record.timezone,
        "date": record.day.isoformat(),
        **({"group": str(record.group)} if record.group else {}),
    }


def _standing(patient: Patient, record: Record) -> Record:
    lock(patient.pk)
    fresh = Record.objects.get(pk=record.pk, patient=patient)
    if fresh.kind == Record.DELETION or fresh.kind in ("acknowledge", "resolve_finding"):
        raise Refused("record", "expected a record of its own; a word about a finding is taken back by its act")
    if not fresh.is_current:
        raise Conflict("record", CHANGED)
    return fresh


def versions_of(patient: Patient, record: Record) -> list[dict[str, Any]]:
    """Every version of a record, oldest first, each with the act that made it, where there was one."""
    from backend.records.present import record_json

    family = {record.pk: record}
    while True:
        known = [*family, *(row.supersedes for row in family.values() if row.supersedes)]
        more = Record.objects.filter(patient=patient, supersedes__in=known) | Record.objects.filter(
            patient=patient, pk__in=known
        )
        fresh = {row.pk: row for row in more if row.pk not in family}
        if not fresh:
            break
        family |= fresh
    acts: dict[str, DeskAct] = {}
    wanted = {str(key) for key in family}
    for act in DeskAct.objects.filter(patient=patient, kind__in=[DeskAct.Kind.CORRECT, DeskAct.Kind.ERROR]):
        acts |= {key: act for key in act.records if key in wanted}
    rows = sorted(family.values(), key=lambda row: (row.received_at, row.pk))
    return [record_json(row) | {"why": acts[str(row.pk)].note if str(row.pk) in acts else ""} for row in rows]


def restored(rows: Sequence[Record]) -> list[dict[str, Any]]:
    """Items that bring back what these corrections and tombstones replaced."""
    before = Record.objects.in_bulk([row.supersedes for row in rows if row.supersedes])
    items = []
    for row in rows:
        old = before[row.supersedes] if row.supersedes else None
        if old is None or not _last_word(row):
            continue
        # a tombstone is superseded by nothing: another version of what it ended stands before it
        target = old.pk if row.kind == Record.DELETION else row.pk
        items.append(envelope_of(old) | as_sent(old.data) | {"kind": old.kind, "supersedes": str(target)})
    return items


def _last_word(row: Record) -> bool:
    """Whether nobody has said anything newer about it meanwhile."""
    if row.kind != Record.DELETION:
        return row.is_current
    return not Record.objects.filter(supersedes=row.supersedes).exclude(pk=row.pk).exists()
