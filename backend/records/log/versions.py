"""Which version of an entry stands, whatever the order in which its versions arrive."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q

from backend.accounts.models import Membership
from backend.core.actor import Actor
from backend.core.errors import Refused
from backend.records.log.rows import Draft, Line
from backend.records.models import Record

# Seconds by which a clock may be off, the way of a request included, and still be right.
CLOCKS_AGREE = 300


def may_supersede(draft: Draft, target: Line | Record | None, patient_id: UUID, by: Actor) -> None:
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
    if by.role == "clinician" and target.author_role == "clinician" and not _of_one_clinic(target, by):
        raise Refused(
            "supersedes", "expected a record of your own clinic; ask the one that wrote it", code="elsewhere"
        )


def _of_one_clinic(target: Line | Record, by: Actor) -> bool:
    """Whether who wrote it works or worked in a clinic where `by` works; what came with a file belongs to who keeps it."""
    if target.author_id is None or target.source or target.author_id == by.user_id:
        return True
    if by.user_id is None:
        return False
    mine = Membership.objects.active().filter(user_id=by.user_id, role__in=Membership.CLINICAL).values("clinic_id")
    return Membership.objects.filter(user_id=target.author_id, clinic_id__in=mine).exists()


def settle(patient_id: UUID, fresh: Sequence[Line]) -> list[Record]:
    """Decide which version of each entry stands, in `fresh` and in the log; return the stored rows that change.

    The versions of an entry are linked by `supersedes`. Of those that nothing supersedes a correction stands before a
    deletion (nothing that somebody wrote is lost to another's deletion), and then the later one: by the moment at which it
    was said where every device's clock was right, else by arrival. See ADR 0021.
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
        stands = _later(heads) if heads else None
        for row in versions:
            current = row is stands
            if row.is_current != current:
                row.is_current = current
                if isinstance(row, Record):
                    changed.append(row)
    return sorted(changed, key=lambda row: row.seq)


def _later(heads: Sequence[Line | Record]) -> Line | Record:
    """The one of these versions that was said last. Ids decide only between those of one delivery."""
    right = all(row.clock_off is not None and abs(row.clock_off) <= CLOCKS_AGREE for row in heads)

    def place(row: Line | Record) -> tuple[Any, ...]:
        said = row.counts_at if right else row.received_at
        return (row.kind != Record.DELETION, said, row.received_at, row.id)

    return max(heads, key=place)


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
