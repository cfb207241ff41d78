"""Writing and checking the audit trail. Call `write` inside the transaction of the act itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from backend.core import clock
from backend.core.actor import Actor
from backend.core.models import AuditEvent, AuditHead


@dataclass(frozen=True, slots=True)
class Act:
    """What was done, for one audit row. Never put a value that somebody entered in here."""

    action: str
    kind: str = ""
    object_id: str = ""
    count: int = 1
    seq_from: int | None = None
    seq_to: int | None = None


def write(*acts: Act, by: Actor, patient_id: UUID | None = None) -> None:
    """Append one row for each act to the patient's chain (else the actor's own), in this transaction."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("audit.write belongs inside the transaction of the act")
    scope = str(patient_id) if patient_id else f"user:{by.user_id}" if by.user_id else "system"
    head = AuditHead.objects.select_for_update().filter(scope=scope).first()
    if head is None:
        AuditHead.objects.bulk_create([AuditHead(scope=scope)], ignore_conflicts=True)
        head = AuditHead.objects.select_for_update().get(scope=scope)
    rows: list[AuditEvent] = []
    at = clock.now()
    for act in acts:
        row = AuditEvent(
            scope=scope,
            number=head.number + 1,
            at=at,
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
        rows.append(row)
    AuditEvent.objects.bulk_create(rows)
    head.save(update_fields=["number", "hash"])


@transaction.atomic
def read(*, by: Actor, patient_id: UUID, what: str, object_id: str = "") -> None:
    """Note that `by` looked at a record that is not their own."""
    write(Act(action="read", kind=what, object_id=object_id), by=by, patient_id=patient_id)


def broken_links(scope: str | None = None) -> Sequence[str]:
    """Every place where a chain does not hold, in words; empty when all is as it was written."""
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
        if row.hash != row.digest():
            found.append(f"{row.scope}: number {row.number} was changed")
        last[row.scope] = row
    for head in heads:
        end = last.get(head.scope)
        if (end.number if end else 0) != head.number or (end.hash if end else "") != head.hash:
            found.append(f"{head.scope}: rows are missing at the end")
    return found
