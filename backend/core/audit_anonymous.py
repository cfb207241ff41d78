"""What stays of the audit trail when somebody is forgotten: that something was done, and by whom else.

The rows of the person's chains are written anew under a name that leads nowhere, without their ids, name and
address, and linked again. What the new chain ends with is noted in the `system` chain, so that `verify_audit`
finds a forgotten chain that was changed later as surely as any other.
"""

import base64
from collections.abc import Sequence
from functools import partial
from uuid import UUID, uuid4

from django.db import transaction

from backend.core import audit, erased
from backend.core.actor import Actor
from backend.core.models import AuditEvent, AuditHead

GONE = "gone:"
BATCH = 500


def forget(scopes: Sequence[str], *, user_id: int) -> None:
    """Make these chains anonymous, in the caller's transaction."""
    for scope in scopes:
        head = AuditHead.objects.select_for_update().filter(scope=scope).first()
        if head is None:
            continue
        held = not audit.broken_links(scope)
        name = uuid4()
        end = _rewritten(scope, name, user_id)
        # Outside the database: that a chain is gone on purpose, and for a backup that may be restored one day.
        transaction.on_commit(partial(erased.note, scope))
        head.delete()
        AuditHead.objects.create(scope=GONE + name.hex, number=end.number, hash=end.hash)
        # A chain that did not hold before is forgotten too, but nobody may say later that it held.
        act = audit.Act(
            action="forget" if held else "forget_broken_chain",
            kind=name.hex,
            object_id=seal_of(end),
            count=end.number,
        )
        audit.write(act, by=Actor.system("erasure"))


def _rewritten(scope: str, name: UUID, user_id: int) -> AuditEvent:
    """The rows of `scope` without their person, each linked to the one before it; the last of them."""
    before = ""
    rows: list[AuditEvent] = []
    row = AuditEvent()
    for row in AuditEvent.objects.filter(scope=scope).order_by("number").iterator(chunk_size=BATCH):
        row.scope = GONE + name.hex
        row.patient_id = name if row.patient_id else None
        if row.actor_id == user_id or row.actor_role == "recipient":  # a name of their own choice may be anybody's
            row.actor_id, row.actor_name, row.address, row.token_id = None, "", None, None
        if row.object_id == str(user_id) or not row.object_id.isdigit():
            # Numbers of other people stay; ids of entries that are gone, and the person's own, do not.
            row.object_id = ""
        row.previous_hash = before
        row.hash = before = row.digest()
        rows.append(row)
    fields = [
        "scope", "patient_id", "actor_id", "actor_name", "address", "token_id", "object_id", "previous_hash", "hash",
    ]  # fmt: skip
    AuditEvent.objects.bulk_update(rows, fields, batch_size=BATCH)
    return row


def seal_of(end: AuditHead | AuditEvent) -> str:
    """The hash at a chain's end, short enough for `object_id`."""
    return short(end.hash)


def short(text: str) -> str:
    return base64.urlsafe_b64encode(bytes.fromhex(text)).decode().rstrip("=")


def broken_seals() -> list[str]:
    """Forgotten chains that do not end as they were sealed, in words."""
    ends = {head.scope: head for head in AuditHead.objects.filter(scope__startswith=GONE)}
    found = []
    for event in AuditEvent.objects.filter(scope="system", action__in=("forget", "forget_broken_chain")):
        end = ends.get(GONE + event.kind)
        if end is None or end.number != event.count or seal_of(end) != event.object_id:
            found.append(f"{GONE}{event.kind}: does not end as it was sealed")
    return found
