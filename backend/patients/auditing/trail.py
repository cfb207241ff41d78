"""Which acts belong to a clinic, and how an auditor narrows them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from backend.accounts.models import Clinic, Membership
from backend.core.models import AuditEvent
from backend.patients.auditing.kinds import NAMED, kind_of, of_kind, told
from backend.patients.models import ClinicStay, Patient

COLUMNS = ("at", "name", "role", "kind", "action", "what", "record", "count", "address", "script")
# A recipient has a link that a patient gave away: whom they show their record to is theirs.
OWN = ("patient", "caregiver", "recipient")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the auditor wants to see; None: whatever it is."""

    person: int | None = None
    record: UUID | None = None
    kind: str | None = None
    since: datetime | None = None
    until: datetime | None = None


def acts_of(clinic: Clinic, asked: Asked) -> QuerySet[AuditEvent]:
    """The clinic's acts: on records in the time that they were with it, and what its staff did without one while they worked there.

    What patients and those who help them do themselves is nothing for a clinic to watch, but of one record that is asked for:
    there it belongs to the trail.
    """
    acts = AuditEvent.objects.filter(_on_its_records(clinic) | _of_its_staff(clinic))
    acts = acts.exclude(Q(actor_role="system") & ~Q(action__in=NAMED))
    acts = acts.exclude(actor_role__in=OWN) if asked.record is None else acts.filter(patient_id=asked.record)
    if asked.person is not None:
        acts = acts.filter(actor_id=asked.person).exclude(actor_role__in=OWN)
    if asked.kind is not None:
        acts = acts.filter(of_kind(asked.kind))
    if asked.since is not None:
        acts = acts.filter(at__gte=asked.since)
    if asked.until is not None:
        acts = acts.filter(at__lt=asked.until)
    return acts


def _on_its_records(clinic: Clinic) -> Q:
    stays = ClinicStay.objects.filter(patient_id=OuterRef("patient_id"))
    then = stays.filter(Q(until=None) | Q(until__gt=OuterRef("at")), clinic=clinic, since__lte=OuterRef("at"))
    # Who was registered here and never moved has no stay written down.
    always = Patient.objects.filter(pk=OuterRef("patient_id"), clinic=clinic)
    return Q(patient_id__isnull=False) & (Exists(then) | (Exists(always) & ~Exists(stays.filter(until=None))))


def _of_its_staff(clinic: Clinic) -> Q:
    jobs = Membership.objects.filter(user_id=OuterRef("actor_id"))
    then = jobs.filter(Q(until=None) | Q(until__gt=OuterRef("at")), clinic=clinic, since__lte=OuterRef("at"))
    staff = Membership.objects.filter(clinic=clinic).values("user_id")
    elsewhere = Membership.objects.filter(user_id__in=staff).exclude(clinic=clinic)
    theirs = {str(key) for pair in elsewhere.values_list("clinic_id", "pk") for key in pair}
    alone = Q(patient_id__isnull=True, action__in=NAMED)
    return alone & (Q(object_id=str(clinic.pk)) | (Exists(then) & ~Q(object_id__in=theirs)))


def is_known(clinic: Clinic, record: UUID) -> bool:
    """Is this, or was it once, a record of the clinic?"""
    return (
        Patient.objects.filter(pk=record, clinic=clinic).exists()
        or ClinicStay.objects.filter(patient_id=record, clinic=clinic).exists()
    )


def record_of(clinic: Clinic, name: str, birth_year: int) -> UUID | None:
    """The one record of the clinic, now or once, under that whole name and year of birth."""
    here = Q(clinic=clinic) | Q(stays__clinic=clinic)
    found = Patient.objects.filter(here, name__iexact=" ".join(name.split()), birth_year=birth_year).distinct()
    keys = list(found.values_list("pk", flat=True)[:2])
    return keys[0] if len(keys) == 1 else None


def rows(acts: Iterable[AuditEvent]) -> Iterator[dict[str, Any]]:
    """Without a word of what stands in a record, and without the names of those whose record it is."""
    for one in acts:
        action, what = told(one)
        yield {
            "at": one.at,
            "person": None if one.actor_role in OWN else one.actor_id,
            "name": "" if one.actor_role in OWN else one.actor_name,
            "role": one.actor_role,
            "kind": kind_of(one),
            "action": action,
            "what": what,
            "record": str(one.patient_id) if one.patient_id else None,
            "count": one.count,
            "address": None if one.actor_role in OWN else one.address,
            "script": one.token_id is not None,
        }
