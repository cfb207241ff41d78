"""Appending to the record log: the one function through which everything dated is written.

A batch is one transaction with a fixed handful of statements, however many items it has: lock the patient,
read what is already there, insert, mark what is superseded, one audit row for each kind, the new change number.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.dispatch import Signal

from backend.core import audit, clock
from backend.core.actor import Actor
from backend.core.audit import Act
from backend.core.errors import Refused
from backend.core.models import AuditHead
from backend.core.statements import FEW, Statement, insert, pour, update
from backend.patients.models import Patient
from backend.records.kinds.base import kind_named
from backend.records.log.lock import lock_and_look
from backend.records.log.rows import Draft, Line, Outcome, refusal
from backend.records.log.signing import as_sent, signed
from backend.records.log.versions import may_supersede, settle
from backend.records.models import Record

# Sent after commit with `patient_id`: somebody may want to assess sooner than the clock would.
record_appended = Signal()


def lock(patient_id: UUID) -> Patient:
    """The patient's row, locked until the transaction ends: changes of one patient are written one after another."""
    return Patient.objects.select_for_update().get(pk=patient_id)


def touch(patient: Patient) -> None:
    """Ask for an assessment as soon as possible, and for the queue to hear of it after commit."""
    now = clock.now()
    Patient.objects.filter(pk=patient.pk).update(seq=patient.seq, reassess_at=now)
    patient.reassess_at = now
    _tell_after_commit(patient.pk)


def _tell_after_commit(patient_id: UUID) -> None:
    transaction.on_commit(lambda: record_appended.send(Patient, patient_id=patient_id))


class ConsentWithdrawn(Refused):
    """409: the patient does not agree (any more) that entries are kept. Their phone keeps them until they do."""

    status_code = 409
    default_code = "consent-withdrawn"
    title = "Consent withdrawn"

    def __init__(self) -> None:
        super().__init__(
            None, "expected the patient's consent to keep entries, which was withdrawn", code="consent_withdrawn"
        )


@transaction.atomic
def append(*, patient_id: UUID, drafts: Sequence[Draft], by: Actor, source: str = "") -> list[Outcome]:
    """Write `drafts` in order and answer one outcome for each.

    `identical`: the id is already there with the same content (a retry). `superseded`: stored, but a newer
    version of the same entry already stands. `refused`: nothing of this item was stored. ConsentWithdrawn: nothing at all.
    """
    if not drafts:
        return []
    ids = [draft.id for draft in drafts]
    targets = {draft.supersedes for draft in drafts if draft.supersedes}
    patient, head, there_already = lock_and_look(patient_id, ids)
    if patient.rests_since:
        raise ConsentWithdrawn
    # Mostly an entry has to do with no other: that spares reading and settling versions.
    related = bool(targets) or there_already
    known: dict[UUID, Line | Record] = dict(Record.objects.in_bulk({*ids, *targets})) if related else {}
    outcomes, fresh = _sort_out(drafts, known, patient, by, source)
    if fresh:
        _write(fresh, patient, head, by, related=related)
    for outcome in outcomes:
        if outcome.result == "created" and outcome.row and not outcome.row.is_current:
            outcome.result = "superseded"
    return outcomes


def _sort_out(
    drafts: Sequence[Draft], known: dict[UUID, Line | Record], patient: Patient, by: Actor, source: str
) -> tuple[list[Outcome], list[Line]]:
    """What becomes of each draft, and the rows to write; `known` learns of these, as a later draft may name one."""
    outcomes: list[Outcome] = []
    fresh: list[Line] = []
    received = clock.now()
    with_signature = signed(patient.pk, drafts)
    for draft in drafts:
        there = known.get(draft.id)
        if there is not None:
            outcomes.append(_again(draft, there, patient.pk))
            continue
        try:
            may_supersede(draft, known.get(draft.supersedes) if draft.supersedes else None, patient.pk, by)
        except Refused as error:
            outcomes.append(refusal(draft.id, error))
            continue
        row = Line(
            id=draft.id,
            patient_id=patient.pk,
            kind=draft.kind,
            day=draft.day,
            data=with_signature.get(draft.id, draft.data),
            recorded_at=draft.recorded_at,
            timezone=draft.timezone,
            received_at=received,
            utc_offset=draft.utc_offset,
            clock_off=draft.clock_off,
            author_id=by.user_id,
            author_role=by.role,
            author_name=by.name,
            source=source,
            supersedes=draft.supersedes,
            group=draft.group,
            is_current=True,
            seq=patient.seq + len(fresh) + 1,
        )
        fresh.append(row)
        known[row.id] = row
        outcomes.append(Outcome(draft.id, "created", row=row))
    return outcomes, fresh


def _write(fresh: Sequence[Line], patient: Patient, head: AuditHead, by: Actor, *, related: bool) -> None:
    """Store the rows, what they change in older ones, the audit rows and the wish for an assessment."""
    changed = settle(patient.pk, fresh) if related else []
    first = patient.seq + 1
    patient.seq += len(fresh)
    beside: list[Statement] = []
    if len(fresh) <= FEW:
        beside.append(insert(fresh, into=Record))
    else:
        pour(fresh, into=Record)
    # An older version steps back: devices learn of it as a change with a number of its own.
    bump(patient, changed)
    if changed:
        Record.objects.bulk_update(changed, ["is_current", "seq"], batch_size=500)
    acts = [
        Act(action=kind_named(kind).action, kind=kind, count=count, seq_from=first, seq_to=patient.seq,
            object_id=str(next(row.id for row in fresh if row.kind == kind)))
        for kind, count in Counter(row.kind for row in fresh).items()
    ]  # fmt: skip
    # Whose clock has struck already is asked for: leaving it spares the database every index of the row.
    received = fresh[0].received_at
    asked_for = patient.reassess_at is not None and patient.reassess_at <= received
    if not asked_for:
        patient.reassess_at = received
    beside.append(update(patient, "seq") if asked_for else update(patient, "seq", "reassess_at"))
    audit.write(*acts, by=by, patient_id=patient.pk, head=head, beside=beside)
    _tell_after_commit(patient.pk)


def _again(draft: Draft, there: Line | Record, patient_id: UUID) -> Outcome:
    same = (
        there.patient_id == patient_id
        and there.kind == draft.kind
        and as_sent(there.data) == as_sent(draft.data)
        and there.day == draft.day
        and there.supersedes == draft.supersedes
    )
    if same:
        return Outcome(draft.id, "identical", row=there)
    return Outcome(draft.id, "refused", "id", "expected a new id: this one already names another entry")


def bump(patient: Patient, rows: Iterable[Any]) -> None:
    """Give each of `rows` (locked patient!) the next change number; the caller saves the rows."""
    for row in rows:
        patient.seq += 1
        row.seq = patient.seq
