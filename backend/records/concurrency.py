"""Two at one record: a write says which change number its writer saw, and is told what others did since.

`If-Match: "123"` carries the number (the `revision` of a course or a profile). Without it nothing is checked:
a script that appends needs none. What the writer did themselves, and what a patient logs day by day, holds
nobody up; another clinician's word does, and so does a finding that opened meanwhile and cannot wait.
"""

from collections.abc import Callable, Sequence
from typing import Any

from rest_framework.request import Request

from backend.core.actor import Actor
from backend.core.errors import Conflict, Refused
from backend.core.models import AuditEvent
from backend.patients.models import Patient
from backend.records.log.append import lock
from backend.records.models import Record
from backend.records.present import record_json

# The layer above adds what only it knows: findings that opened since a change number.
Source = Callable[[Patient, int], Sequence[dict[str, Any]]]
sources: list[Source] = []


def seen_in(request: Request) -> int | None:
    """The change number of `If-Match`, or None when the caller does not say."""
    given = request.headers.get("If-Match")
    if given is None or given.strip() == "*":
        return None
    text = given.strip().removeprefix("W/").strip('"')
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Refused("If-Match", 'expected the change number that you saw, such as "123"')
    return int(text)


def hold_unless_unchanged(patient: Patient, *, seen: int | None, by: Actor) -> None:
    """Lock the patient for this transaction; Conflict when others changed what `by` had not seen."""
    if seen is None:
        return
    if lock(patient.pk).seq <= seen:
        return
    changes = changes_by_others(patient, seen=seen, by=by)
    if changes:
        raise Conflict("If-Match", "expected to be the first: this record changed meanwhile", changes=changes)


def changes_by_others(patient: Patient, *, seen: int, by: Actor) -> list[dict[str, Any]]:
    """What other clinicians wrote, and what opened, after the change number `seen`."""
    rows = Record.objects.after(seen).filter(patient=patient, author_role="clinician").exclude(author_id=by.user_id)
    found = [
        {
            "what": row.kind,
            "by": row.author_name,
            "at": row.received_at.isoformat(),
            "seq": row.seq,
            "record": record_json(row),
        }
        for row in rows
    ]
    acts = AuditEvent.objects.filter(
        patient_id=patient.pk, action="change_profile", actor_role="clinician", seq_to__gt=seen
    ).exclude(actor_id=by.user_id)
    found += [
        {"what": f"profile:{act.kind}", "by": act.actor_name, "at": act.at.isoformat(), "seq": act.seq_to}
        for act in acts
    ]
    for source in sources:
        found += source(patient, seen)
    return found
