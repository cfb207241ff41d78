"""What makes a row of the audit trail hold: a hash with a key that the database does not have.

Who can write SQL can change a row, and would have to know the key (`AUDIT_KEY`) to make it hold again.
"""

import hashlib
import hmac
from typing import Any

from django.conf import settings


def keys() -> list[bytes]:
    """Newest first: the first one writes, all of them verify."""
    return [key.encode() for key in settings.AUDIT_KEYS]


def said(row: Any) -> bytes:
    """Everything that a row says, and the hash of the row before it."""
    parts = [
        row.previous_hash, row.scope, str(row.number), row.at.isoformat(), row.action, row.kind,
        str(row.actor_id), row.actor_role, row.actor_name, str(row.address), str(row.token_id),
        str(row.patient_id), row.object_id, str(row.count), str(row.seq_from), str(row.seq_to),
    ]  # fmt: skip
    return "\x1f".join(parts).encode()


def keyed(row: Any) -> str:
    return hmac.new(keys()[0], said(row), hashlib.sha256).hexdigest()


def holds(row: Any) -> bool:
    text = said(row)
    return any(hmac.compare_digest(hmac.new(key, text, hashlib.sha256).hexdigest(), row.hash) for key in keys())


def plain(row: Any) -> str:
    """As rows were hashed before there was a key; such a row holds no more (see migration 0005)."""
    return hashlib.sha256(said(row)).hexdigest()


def seal(text: str) -> str:
    """A name or a line under the key: it can be compared, and neither read nor made up."""
    return hmac.new(keys()[0], text.encode(), hashlib.sha256).hexdigest()


def seals(text: str) -> set[str]:
    """The same under every key that still verifies."""
    return {hmac.new(key, text.encode(), hashlib.sha256).hexdigest() for key in keys()}


def rekey(event: Any, head: Any, *, seal_of: Any) -> int:
    """Give every row that held without a key its keyed hash; how many. Rows that did not hold do not hold after it.

    `event` and `head` are the models (a migration has its own). `seal_of` is how the end of a forgotten chain was noted.
    """
    done = 0
    moved: dict[str, str] = {}
    scopes = list(head.objects.order_by("scope").values_list("scope", flat=True))
    # Forgotten chains first: the chain of the system notes how each of them ends.
    for scope in sorted(scopes, key=lambda name: (not name.startswith("gone:"), name)):
        before_old = before_new = ""
        changed = []
        for row in event.objects.filter(scope=scope).order_by("number").iterator(chunk_size=2000):
            old, held = row.hash, row.hash == plain(row)
            if row.previous_hash == before_old:
                row.previous_hash = before_new
            if held:
                if row.action in ("forget", "forget_broken_chain"):
                    row.object_id = moved.get(row.object_id, row.object_id)
                row.hash = keyed(row)
            if held or before_old != before_new:
                changed.append(row)
            before_old, before_new = old, row.hash
            if len(changed) >= 1000:
                event.objects.bulk_update(changed, ["previous_hash", "hash", "object_id"], batch_size=500)
                done, changed = done + len(changed), []
        event.objects.bulk_update(changed, ["previous_hash", "hash", "object_id"], batch_size=500)
        done += len(changed)
        end = head.objects.get(scope=scope)
        if end.hash == before_old and before_old != before_new:
            moved[seal_of(before_old)] = seal_of(before_new)
            head.objects.filter(scope=scope).update(hash=before_new)
    return done
