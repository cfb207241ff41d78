"""Every write about the patient as a person, and the checks that a clinical decision needs."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from backend.accounts.models import Clinic, User
from backend.core import audit, clock
from backend.core.actor import Actor
from backend.core.audit import Act
from backend.core.errors import Refused
from backend.core.names import one_line
from backend.patients.models import CareTeamMember, Consent, Patient
from backend.records.log.append import ConsentWithdrawn, lock, touch


@transaction.atomic
def register_patient(
    *,
    by: Actor,
    name: str,
    sex: str = "unknown",
    birth_year: int | None = None,
    timezone: str = "UTC",
    email: str = "",
    risk_factors: Sequence[str] = (),
    clinic: Clinic | None = None,
    user: User | None = None,
) -> Patient:
    """Open a record for a person; `risk_factors` are those held from the start."""
    try:
        clock.zone(timezone)
    except ValueError as error:
        raise Refused("timezone", "expected an IANA name such as Europe/Lisbon") from error
    if birth_year is not None and not 1900 <= birth_year <= clock.now().year:
        raise Refused("birth_year", f"expected a year from 1900 to {clock.now().year}")
    patient = Patient.objects.create(
        name=one_line("name", name),
        sex=sex,
        birth_year=birth_year,
        timezone=timezone,
        email=email.lower(),
        risk_factors=list(risk_factors),
        clinic=clinic,
        user=user,
    )
    audit.write(Act(action="register_patient", object_id=str(patient.pk)), by=by, patient_id=patient.pk)
    return patient


PROFILE_FIELDS = ("name", "sex", "birth_year", "timezone", "email", "risk_factors", "thresholds")
# Said of somebody's health: not kept while the record rests. Who somebody is may be put right at any time (GDPR, art. 16).
HEALTH_FIELDS = frozenset({"risk_factors", "thresholds"})


@transaction.atomic
def change_profile(*, by: Actor, patient: Patient, changes: dict[str, Any]) -> Patient:
    """Change who the patient is or the numbers that apply to them; the phone hears of it as a change.

    ConsentWithdrawn: nothing was changed, as the record rests and something of it is about health.
    """
    locked = lock(patient.pk)
    if locked.rests_since and not HEALTH_FIELDS.isdisjoint(changes):
        raise ConsentWithdrawn
    for name, value in changes.items():
        if name not in PROFILE_FIELDS:
            raise Refused(name, "expected one of " + ", ".join(PROFILE_FIELDS))
        setattr(locked, name, one_line(name, value) if name == "name" else value)
    locked.seq += 1
    locked.profile_seq = locked.seq
    locked.save(update_fields=[*changes, "seq", "profile_seq"])
    act = Act(action="change_profile", kind=",".join(sorted(changes))[:40], seq_from=locked.seq, seq_to=locked.seq)
    audit.write(act, by=by, patient_id=locked.pk)
    touch(locked)
    return locked


@transaction.atomic
def join_team(
    *, by: Actor, patient: Patient, user: User, role: str, may_log: bool = True, may_message: bool = False
) -> CareTeamMember:
    member, created = CareTeamMember.objects.get_or_create(
        patient=patient,
        user=user,
        until=None,
        defaults={"role": role, "may_log": may_log, "may_message": may_message},
    )
    if created:
        audit.write(Act(action="join_team", kind=role, object_id=str(user.pk)), by=by, patient_id=patient.pk)
    return member


@transaction.atomic
def give_consent(*, by: Actor, patient: Patient, kind: str, version: str) -> Consent:
    """Note a yes to one version of the words. Withdrawing has consequences: see `consents.withdraw`."""
    consent, created = Consent.objects.get_or_create(patient=patient, kind=kind, version=version, withdrawn_at=None)
    if created:
        audit.write(Act(action="give_consent", kind=kind), by=by, patient_id=patient.pk)
    return consent


@transaction.atomic
def link_user(*, by: Actor, patient: Patient, user: User) -> Patient:
    """Give the person behind the record their own access to it."""
    if not Patient.objects.filter(pk=patient.pk, user=None).update(user=user):
        raise Refused("patient", "expected a record that nobody has taken up yet", code="taken")
    audit.write(Act(action="link_user", object_id=str(user.pk)), by=by, patient_id=patient.pk)
    patient.user = user
    return patient
