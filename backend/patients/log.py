"""Appending to the record log: the one function through which everything dated is written.

A batch is one transaction with a fixed handful of statements, however many items it has: lock the patient,
read what is already there, insert, mark what is superseded, one audit row for each kind, the new change number.
"""

import dataclasses
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q
from django.dispatch import Signal

from backend.core import audit, clock
from backend.core.actor import Actor
from backend.core.audit import Act
from backend.core.errors import Refused
from backend.core.models import AuditHead
from backend.core.statements import FEW, Statement, insert, pour, update
from backend.patients.kinds.base import kind_named
from backend.patients.models import Patient, Record

# Sent after commit with `patient_id`: somebody may want to assess sooner than the clock would.
record_appended = Signal()

Result = Literal["created", "identical", "superseded", "refused"]


@dataclass(slots=True)
class Draft:
    """A validated record that is not yet in the log. Nobody changes one; frozen, it would cost twice as much to make."""

    id: UUID
    kind: str
    day: date
    data: dict[str, Any]
    recorded_at: datetime
    timezone: str
    supersedes: UUID | None = None
    group: UUID | None = None


@dataclass(slots=True)
class Line:
    """A record on its way into the log: the columns of `Record`, and nothing that a model costs for each of a thousand."""

    id: UUID
    patient_id: UUID
    kind: str
    day: date
    data: dict[str, Any]
    recorded_at: datetime
    timezone: str
    received_at: datetime
    author_id: int | None
    author_role: str
    author_name: str
    source: str
    supersedes: UUID | None
    group: UUID | None
    is_current: bool
    seq: int

    def as_record(self) -> Record:
        return Record(**{column.name: getattr(self, column.name) for column in dataclasses.fields(self)})


@dataclass(slots=True)
class Outcome:
    """What became of one item: final for the device, whichever of the four it is."""

    id: UUID | None
    result: Result
    field: str | None = None
    reason: str | None = None
    row: Line | Record | None = dataclasses.field(default=None, repr=False)

    @property
    def record(self) -> Record | None:
        """The record that was written or was there already; None when the item was refused."""
        return self.row.as_record() if isinstance(self.row, Line) else self.row


def refusal(item_id: UUID | None, error: Refused) -> Outcome:
    return Outcome(item_id, "refused", error.field, error.expected)


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


@transaction.atomic
def append(*, patient_id: UUID, drafts: Sequence[Draft], by: Actor, source: str = "") -> list[Outcome]:
    """Write `drafts` in order and answer one outcome for each.

    `identical`: the id is already there with the same content (a retry). `superseded`: stored, but a newer
    version of the same entry already stands. `refused`: nothing of this item was stored.
    """
    if not drafts:
        return []
    ids = [draft.id for draft in drafts]
    targets = {draft.supersedes for draft in drafts if draft.supersedes}
    patient, head, there_already = _lock_and_look(patient_id, ids)
    # Mostly an entry has to do with no other: that spares reading and settling versions.
    related = bool(targets) or there_already
    known: dict[UUID, Line | Record] = {}
    if related:
        known |= Record.objects.in_bulk({*ids, *targets})
    outcomes: list[Outcome] = []
    fresh: list[Line] = []
    received = clock.now()
    for draft in drafts:
        there = known.get(draft.id)
        if there is not None:
            outcomes.append(_again(draft, there, patient_id))
            continue
        try:
            _may_supersede(draft, known.get(draft.supersedes) if draft.supersedes else None, patient_id, by)
        except Refused as error:
            outcomes.append(refusal(draft.id, error))
            continue
        row = Line(
            id=draft.id,
            patient_id=patient_id,
            kind=draft.kind,
            day=draft.day,
            data=draft.data,
            recorded_at=draft.recorded_at,
            timezone=draft.timezone,
            received_at=received,
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
    if not fresh:
        return outcomes
    changed = _settle_versions(patient_id, fresh) if related else []
    first = patient.seq + 1
    patient.seq += len(fresh)
    beside: list[Statement] = []
    if len(fresh) <= FEW:
        beside.append(insert(fresh, into=Record))
    else:
        pour(fresh, into=Record)
    for stored in changed:
        # An older version steps back: devices learn of it as a change with a number of its own.
        patient.seq += 1
        stored.seq = patient.seq
    if changed:
        Record.objects.bulk_update(changed, ["is_current", "seq"], batch_size=500)
    for outcome in outcomes:
        if outcome.result == "created" and outcome.row and not outcome.row.is_current:
            outcome.result = "superseded"
    acts = [
        Act(action=kind_named(kind).action, kind=kind, count=count, seq_from=first, seq_to=patient.seq,
            object_id=str(next(row.id for row in fresh if row.kind == kind)))
        for kind, count in Counter(row.kind for row in fresh).items()
    ]  # fmt: skip
    # Whose clock has struck already is asked for: leaving it spares the database every index of the row.
    asked_for = patient.reassess_at is not None and patient.reassess_at <= received
    if not asked_for:
        patient.reassess_at = received
    beside.append(update(patient, "seq") if asked_for else update(patient, "seq", "reassess_at"))
    audit.write(*acts, by=by, patient_id=patient_id, head=head, beside=beside)
    _tell_after_commit(patient_id)
    return outcomes


def _lock_and_look(patient_id: UUID, ids: list[UUID]) -> tuple[Patient, AuditHead, bool]:
    """The patient's row and the end of their audit chain, both locked, and whether the log knows any of `ids`.

    One statement where the database locks rows; of the patient only `seq` and `reassess_at` are read.
    """
    scope = str(patient_id)
    key = Patient._meta.pk.get_db_prep_value(patient_id, connection)
    locks = connection.features.has_select_for_update
    given = {"scope": scope, "key": key} | ({"ids": ids} if locks else {})
    with connection.cursor() as cursor:
        cursor.execute(_LOCK_AND_LOOK if locks else _READ_BOTH, given)
        found = cursor.fetchone()
    if found is None:
        raise Patient.DoesNotExist
    seq, reassess_at, number, digest, known = found
    head = audit.lock_head(scope) if number is None else AuditHead(scope=scope, number=number, hash=digest)
    return (
        Patient(pk=patient_id, seq=seq, reassess_at=_aware(reassess_at)),
        head,
        _is_known(ids) if known is None else known,
    )


# Two questions, each answered by its index: joined by OR in one, PostgreSQL reads the whole table for a hundred ids,
# as it expects to meet one of them early. A thousand ids are sent as bytes (`%b`): their text takes four times as long.
_KNOWN = """(EXISTS (SELECT 1 FROM patients_record WHERE id = ANY(%(ids)b::uuid[]))
    OR EXISTS (SELECT 1 FROM patients_record WHERE supersedes = ANY(%(ids)b::uuid[])))"""
# SQLite has locked everything when the transaction began.
_READ_BOTH = """
SELECT p.seq, p.reassess_at, h.number, h.hash, NULL FROM patients_patient p LEFT JOIN core_audithead h ON h.scope = %(scope)s
WHERE p.id = %(key)s
"""
# The patient first, as everybody does: `h` can lock nothing before `p` has given its row. The look at the log sees what
# was there when the statement began, which may be before it got the lock. Every entry takes a change number, so the
# look holds as long as the number has not moved; else it says nothing, and is taken again.
_LOCK_AND_LOOK = f"""
WITH p AS (SELECT seq, reassess_at FROM patients_patient WHERE id = %(key)s FOR UPDATE),
     h AS (SELECT a.number, a.hash FROM core_audithead a, p WHERE a.scope = %(scope)s FOR UPDATE OF a)
SELECT p.seq, p.reassess_at, h.number, h.hash,
    CASE WHEN p.seq = (SELECT seq FROM patients_patient WHERE id = %(key)s) THEN {_KNOWN} END
FROM p LEFT JOIN h ON TRUE
"""  # noqa: S608  (no value in it)


def _aware(moment: datetime | None) -> datetime | None:
    """SQLite gives a moment without its zone, which is always UTC."""
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


def _is_known(ids: list[UUID]) -> bool:
    """Does the log hold any of these ids, or a version that supersedes one of them and came before it?"""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT " + _KNOWN, {"ids": ids})
            return bool(cursor.fetchone()[0])
    places = ", ".join(["%s"] * len(ids))
    keys = [Record._meta.pk.get_db_prep_value(key, connection) for key in ids]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT 1 FROM patients_record WHERE id IN ({places}) OR supersedes IN ({places}) LIMIT 1",  # noqa: S608
            [*keys, *keys],
        )
        return cursor.fetchone() is not None


def _again(draft: Draft, there: Line | Record, patient_id: UUID) -> Outcome:
    same = (
        there.patient_id == patient_id
        and there.kind == draft.kind
        and there.data == draft.data
        and there.day == draft.day
        and there.supersedes == draft.supersedes
    )
    if same:
        return Outcome(draft.id, "identical", row=there)
    return Outcome(draft.id, "refused", "id", "expected a new id: this one already names another entry")


def _may_supersede(draft: Draft, target: Line | Record | None, patient_id: UUID, by: Actor) -> None:
    """A correction keeps to its own patient, kind and author's side; an unknown target may still arrive."""
    if draft.kind == Record.DELETION and draft.supersedes is None:
        raise Refused("supersedes", "expected the id of the entry to delete")
    if target is None:
        return
    if target.patient_id != patient_id:
        raise Refused("supersedes", "expected the id of an entry of this patient")
    if target.kind == Record.DELETION:
        raise Refused("supersedes", "expected an entry, not a deletion")
    if draft.kind not in (target.kind, Record.DELETION):
        raise Refused("supersedes", f"expected an entry of kind {draft.kind}, as a correction keeps its kind")
    if by.role in ("patient", "caregiver") and target.author_role in ("clinician", "system") and not target.source:
        raise Refused("supersedes", "expected an entry of your own; ask the clinic to correct theirs")


def _settle_versions(patient_id: UUID, fresh: Sequence[Line]) -> list[Record]:
    """Decide which version of each entry stands, in `fresh` and in the log; return the stored rows that change.

    The versions of an entry are linked by `supersedes`. Whatever the order of arrival, the same one stands:
    among those that nothing supersedes, a correction before a deletion (nothing that somebody wrote is lost
    to another's deletion), and then the highest id.
    """
    family: dict[UUID, Line | Record] = {row.id: row for row in fresh}
    seen: set[UUID] = set()
    frontier = {row.id for row in fresh} | {row.supersedes for row in fresh if row.supersedes}
    linked: list[Line | Record] = [row for row in fresh if row.supersedes]
    while frontier - seen:
        step = frontier - seen
        seen |= step
        wanted = Q(supersedes__in=step)
        if linked:
            wanted |= Q(pk__in=step)
        for stored in Record.objects.filter(wanted, patient_id=patient_id):
            family.setdefault(stored.id, stored)
        frontier = set(family) | {row.supersedes for row in family.values() if row.supersedes}
        linked = [row for row in family.values() if row.supersedes]
        if not linked:
            break
    roots: dict[UUID, list[Line | Record]] = {}
    for row in family.values():
        roots.setdefault(_root(row, family), []).append(row)
    changed: list[Record] = []
    for versions in roots.values():
        if len(versions) == 1 and versions[0].supersedes is None:
            continue
        replaced = {row.supersedes for row in versions}
        heads = [row for row in versions if row.id not in replaced]
        stands = max(heads, key=lambda row: (row.kind != Record.DELETION, row.id)) if heads else None
        for row in versions:
            current = row is stands
            if row.is_current != current:
                row.is_current = current
                if isinstance(row, Record):
                    changed.append(row)
    return sorted(changed, key=lambda row: row.seq)


def _root(row: Line | Record, family: dict[UUID, Line | Record]) -> UUID:
    """The id where the chain of `supersedes` begins, as far as it is known (a circle ends at its lowest id)."""
    passed = {row.id}
    while row.supersedes:
        if row.supersedes in passed:
            return min(passed)
        parent = family.get(row.supersedes)
        if parent is None:
            return row.supersedes
        row = parent
        passed.add(row.id)
    return row.id


def bump(patient: Patient, rows: Iterable[Any]) -> None:
    """Give each of `rows` (locked patient!) the next change number; the caller saves the rows."""
    for row in rows:
        patient.seq += 1
        row.seq = patient.seq
