"""Who has seen a record, as its patient may read it: the audit trail of others' looking and writing."""

import ipaddress
from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet

from backend.accounts.models import Membership
from backend.core.models import AuditEvent
from backend.patients.models import Patient


def seen_by_others(patient: Patient) -> QuerySet[AuditEvent]:
    """What everybody but the patient did with the record. The software's own work is no looking of anybody's."""
    events = AuditEvent.objects.filter(patient_id=patient.pk).exclude(Q(actor_role="system") & ~Q(action="read"))
    return events.exclude(actor_id=patient.user_id) if patient.user_id else events


def seen_json(patient: Patient, events: Sequence[AuditEvent]) -> list[dict[str, Any]]:
    """One object for each event; the clinic is the one in which the person worked then (two queries for a page)."""
    works = Membership.objects.filter(user_id__in={event.actor_id for event in events}).select_related("clinic")
    jobs: dict[int, list[Membership]] = {}
    for job in works:
        jobs.setdefault(job.user_id, []).append(job)
    return [
        {
            "at": event.at,
            "name": event.actor_name or None,
            "role": event.actor_role,
            "clinic": _clinic(event, jobs.get(event.actor_id or 0, []), patient),
            "act": "looked" if event.action == "read" else "wrote",
            "action": event.action,
            "kind": event.kind or None,
            "count": event.count,
            "network": network_of(event.address),
            "script": event.token_id is not None,
        }
        for event in events
    ]


def _clinic(event: AuditEvent, jobs: Sequence[Membership], patient: Patient) -> str | None:
    then = [job for job in jobs if job.since <= event.at and (job.until is None or job.until > event.at)]
    then.sort(key=lambda job: (job.clinic_id != patient.clinic_id, job.since))
    return then[0].clinic.name if then and event.actor_role != "caregiver" else None


def network_of(address: str | None) -> str | None:
    """The network of an address, not the machine: where from is the patient's to know, a home's number is not."""
    if not address:
        return None
    size = 24 if ipaddress.ip_address(address).version == 4 else 48
    return str(ipaddress.ip_network(f"{address}/{size}", strict=False))
