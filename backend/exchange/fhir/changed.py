"""When a resource last changed (`meta.lastUpdated`): never earlier than it did, or who asks for the changes misses one."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from backend.core import clock
from backend.core.models import AuditEvent
from backend.patients.models import Patient
from backend.records.models import Record
from backend.tracking.models import Finding


def last_updated(moment: datetime | None) -> dict[str, str]:
    """A resource's `meta`."""
    at = (moment or clock.now()).astimezone(UTC)
    return {"lastUpdated": at.isoformat(timespec="milliseconds").replace("+00:00", "Z")}


def profile_changed_at(patient: Patient) -> datetime:
    """By the audit: a profile's row does not say when it was changed."""
    changes = AuditEvent.objects.filter(patient_id=patient.pk, action="change_profile").order_by("-at")
    return changes.values_list("at", flat=True).first() or patient.created_at


def with_change(patient: Patient, findings: Iterable[Finding]) -> Iterator[tuple[Finding, datetime]]:
    """Each finding with a moment not before its last change.

    A finding knows the patient's change number of its change, not the hour: the first record with a later number was
    written after it. Where none was, it may have changed at the last assessment.
    """
    rows = list(findings)
    if not rows:
        return
    since = Record.objects.filter(patient=patient, seq__gte=min(row.seq for row in rows)).order_by("seq")
    numbers, moments = zip(*since.values_list("seq", "received_at"), strict=True) if since else ((), ())
    for row in rows:
        place = bisect_left(numbers, row.seq)
        later = moments[place] if place < len(numbers) else patient.assessed_at
        yield row, max(row.opened_at, later or row.opened_at)
