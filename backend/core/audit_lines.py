"""Rows of the audit trail as lines for somebody else's system: who did or read what kind of thing, of whom, when, from where.

One JSON object a line; the fields are those of `FIELDS`, and their names will stay. No health words: of an entry in a record it
says that one was written, not of what kind, because "pregnancy" beside a name is one.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from backend.core.models import AuditEvent

VERSION = 1
FIELDS = (
    "version", "at", "chain", "number", "actor", "actor_role", "actor_name", "action", "what", "patient", "object", "count",
    "address", "token", "hash",
)  # fmt: skip
# What may be told of somebody's record by its name. Everything else there is `write_record`.
OF_A_RECORD = frozenset(
    [
        "read",
        "register_patient",
        "change_profile",
        "join_team",
        "leave_team",
        "change_caregiver",
        "link_user",
        "close_record",
        "leave_clinic",
        "end_keeping",
        "join_clinic",
        "propose_transfer",
        "withdraw_transfer",
        "accept_transfer",
        "decline_transfer",
        "give_consent",
        "withdraw_consent",
        "refuse_consent",
        "invite",
        "use_invitation",
        "revoke_invitation",
        "ask_export",
        "export_ready",
        "fetch_export",
        "ask_erasure",
        "withdraw_erasure",
        "open_calendar",
        "close_calendar",
        "stop_mail",
        "read_message",
        "message_done",
        "message_snoozed",
        "message_dismissed",
        "change_reminder_settings",
        "stamp_review",
        "make_health_link",
        "refuse_health_link",
        "end_health_link",
        "open_in_emergency",
        "end_emergency",
    ]
)


def line_of(row: AuditEvent) -> dict[str, Any]:
    told = row.patient_id is None or row.action in OF_A_RECORD
    return {
        "version": VERSION,
        "at": row.at.isoformat(),
        "chain": row.scope,
        "number": row.number,
        "actor": row.actor_id,
        "actor_role": row.actor_role,
        "actor_name": row.actor_name,
        "action": row.action if told else "write_record",
        "what": row.kind if told else "",
        "patient": str(row.patient_id) if row.patient_id else None,
        "object": row.object_id,
        "count": row.count,
        "address": row.address,
        "token": row.token_id,
        "hash": row.hash,
    }


def lines(rows: Iterable[AuditEvent]) -> Iterator[str]:
    for row in rows:
        yield json.dumps(line_of(row), ensure_ascii=False, separators=(",", ":"))
