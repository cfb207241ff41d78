"""Writing and checking the audit trail. Call `write` inside the transaction of the act itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args
from uuid import UUID

from django.db import transaction

from backend.core import anchors, audit_key, clock, erased
from backend.core.actor import Actor
from backend.core.models import AuditEvent, AuditHead
from backend.core.statements import Statement, insert, together, update


@dataclass(frozen=True, slots=True)
class Act:
    """What was done, for one audit row. Never put a value that somebody entered in here."""

    action: str
    kind: str = ""
    object_id: str = ""
    count: int = 1
    seq_from: int | None = None
    seq_to: int | None = None


def write(
    *acts: Act,
    by: Actor,
    patient_id: UUID | None = None,
    head: AuditHead | None = None,
    beside: Sequence[Statement] = (),
) -> None:
    """Append one row for each act to the patient's chain (else the actor's own), in this transaction.

    An act that has locked the chain's `head` already gives it; its own writes may go along `beside` the rows.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("audit.write belongs inside the transaction of the act")
    head = head or lock_head(scope_of(by, patient_id))
    rows = [_next_row(head, act, by=by, patient_id=patient_id) for act in acts]
    together(*beside, *([insert(rows), update(head, "number", "hash")] if rows else []))


def scope_of(by: Actor, patient_id: UUID | None) -> str:
    return str(patient_id) if patient_id else f"user:{by.user_id}" if by.user_id else "system"


def lock_head(scope: str) -> AuditHead:
    """The end of a chain, held until the transaction ends; made when there is none yet."""
    (head,) = _locked_heads([scope])
    return head


def _locked_heads(scopes: Sequence[str]) -> list[AuditHead]:
    """The ends of these chains, locked in one order, so that two writers never wait for each other."""
    there = AuditHead.objects.select_for_update().filter(scope__in=scopes).order_by("scope")
    heads = list(there)
    if len(heads) < len(scopes):
        AuditHead.objects.bulk_create([AuditHead(scope=scope) for scope in scopes], ignore_conflicts=True)
        heads = list(there.all())
    return heads


def _next_row(head: AuditHead, act: Act, *, by: Actor, patient_id: UUID | None) -> AuditEvent:
    row = AuditEvent(
        scope=head.scope,
        number=head.number + 1,
        at=clock.now(),
        action=act.action,
        kind=act.kind,
        actor_id=by.user_id,
        actor_role=by.role,
        actor_name=by.name[:150],
        address=by.address,
        token_id=by.token_id,
        patient_id=patient_id,
        object_id=act.object_id,
        count=act.count,
        seq_from=act.seq_from,
        seq_to=act.seq_to,
        previous_hash=head.hash,
    )
    row.hash = row.digest()
    head.number, head.hash = row.number, row.hash
    return row


@transaction.atomic
def read(*, by: Actor, patient_id: UUID, what: str, object_id: str = "") -> None:
    """Note that `by` looked at a record that is not their own."""
    write(Act(action="read", kind=what, object_id=object_id), by=by, patient_id=patient_id)


# The lists that show a little of many records (the index `audit_lists` knows them by these names).
List = Literal["worklist", "list", "messages"]


def looked_over(*, by: Actor, patient_ids: Iterable[UUID], what: List) -> int:
    """Note that `by` saw a list that shows a little of each of these records; how many rows were written.

    Once a day for each person, patient and list: a worklist that is opened forty times says no more than once.
    """
    wanted = set(patient_ids)
    today = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    lists = AuditEvent.objects.filter(action="read", kind__in=get_args(List))
    noted = lists.filter(actor_id=by.user_id, kind=what, at__gte=today)
    new = wanted - set(noted.values_list("patient_id", flat=True)) if wanted else wanted
    if not new:
        return 0
    with transaction.atomic():
        heads = _locked_heads([str(key) for key in new])
        act = Act(action="read", kind=what)
        AuditEvent.objects.bulk_create(
            [_next_row(head, act, by=by, patient_id=UUID(head.scope)) for head in heads], batch_size=500
        )
        # An upsert of rows that are there and locked: many times quicker than one UPDATE with a case for each.
        AuditHead.objects.bulk_create(
            heads, update_conflicts=True, unique_fields=["scope"], update_fields=["number", "hash"], batch_size=500
        )
    return len(new)


def broken_links(scope: str | None = None, *, keyed: bool = True) -> Sequence[str]:
    """Every place where a chain does not hold, in words; empty when all is as it was written.

    `keyed=False`: also rows of before there was a key, for a backup of that time.
    """
    events = AuditEvent.objects.order_by("scope", "number")
    heads = AuditHead.objects.all()
    if scope:
        events, heads = events.filter(scope=scope), heads.filter(scope=scope)
    found: list[str] = []
    last: dict[str, AuditEvent] = {}
    for row in events.iterator(chunk_size=5000):
        before = last.get(row.scope)
        expected_number, expected_hash = (before.number + 1, before.hash) if before else (1, "")
        if row.number != expected_number:
            found.append(f"{row.scope}: a row is missing before number {row.number}")
        elif row.previous_hash != expected_hash:
            found.append(f"{row.scope}: number {row.number} does not follow the row before it")
        if not (audit_key.holds(row) or (not keyed and row.hash == audit_key.plain(row))):
            found.append(f"{row.scope}: number {row.number} was changed")
        last[row.scope] = row
    named = {head.scope for head in heads}
    found += [f"{name}: the note of where it ends is missing" for name in last if name not in named]
    for head in heads:
        end = last.get(head.scope)
        if (end.number if end else 0) != head.number or (end.hash if end else "") != head.hash:
            found.append(f"{head.scope}: rows are missing at the end")
    return found


def broken_anchors() -> Sequence[str]:
    """Chains that do not pass where they were seen once, in words: their end, or all of them, was taken away or rewritten."""
    known = anchors.known()
    found = [known.broken] if known.broken else []
    waiting = dict(known.heads)
    for scope in AuditHead.objects.order_by("scope").values_list("scope", flat=True).iterator():
        for name in anchors.names_of(scope) & waiting.keys():
            number, end = waiting.pop(name)
            row = AuditEvent.objects.filter(scope=scope, number=number).values_list("hash", flat=True).first()
            if row is None:
                found.append(f"{scope}: rows are missing at the end: number {number} was seen once")
            elif row != end:
                found.append(f"{scope}: was written anew: number {number} is not what was seen once")
    gone = erased.names()
    found += [
        f"a whole chain is gone that had {number} rows (sealed name {name})"
        for name, (number, _) in waiting.items()
        if name not in gone
    ]
    return found
