"""Every write about the patient as a person, and the checks that a clinical decision needs."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from backend.accounts.models import Clinic, User
from backend.core import audit, clock
from backend.core.actor import Actor
from backend.core.audit import Act
from backend.core.errors import Refused
from backend.core.names import one_line
from backend.patients.care.numbers import telephone_number
from backend.patients.models import CareTeamMember, Consent, Patient
from backend.records.log.append import ConsentWithdrawn, lock, touch


@transaction.atomic
def register_patient(
    *,
    by: Actor,
    name: str,
    sex: str = "unknown",
    birth_year: int | None = None,
    birth_date: date | None = None,
    timezone: str = "UTC",
    email: str = "",
    phone: str = "",
    clinic_number: str = "",
    risk_factors: Sequence[str] = (),
    clinic: Clinic | None = None,
    user: User | None = None,
) -> Patient:
    """Open a record for a person; `risk_factors` are those held from the start."""
    try:
        clock.zone(timezone)
    except ValueError as error:
        raise Refused("timezone", "expected an IANA name such as Europe/Lisbon") from error
    if birth_date is not None:
        birth_year = _born(birth_date).year
    if birth_year is not None and not 1900 <= birth_year <= clock.now().year:
        raise Refused("birth_year", f"expected a year from 1900 to {clock.now().year}")
    patient = Patient.objects.create(
        name=one_line("name", name),
        sex=sex,
        birth_year=birth_year,
        birth_date=birth_date,
        timezone=timezone,
        email=email.lower(),
        phone=telephone_number(phone),
        clinic_number=_own_number(clinic, clinic_number),
        risk_factors=list(risk_factors),
        clinic=clinic,
        user=user,
    )
    audit.write(Act(action="register_patient", object_id=str(patient.pk)), by=by, patient_id=patient.pk)
    return patient


PROFILE_FIELDS = (
    "name", "sex", "birth_year", "birth_date", "timezone", "email", "phone", "clinic_number", "risk_factors", "thresholds",
)  # fmt: skip
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
    locked.email, locked.phone = locked.email.lower(), telephone_number(locked.phone)
    if "clinic_number" in changes:
        locked.clinic_number = _own_number(locked.clinic, locked.clinic_number, but=locked)
    born = _one_birth(locked, changes)
    locked.seq += 1
    locked.profile_seq = locked.seq
    locked.save(update_fields=[*{*changes, *born}, "seq", "profile_seq"])
    act = Act(action="change_profile", kind=",".join(sorted(changes))[:40], seq_from=locked.seq, seq_to=locked.seq)
    audit.write(act, by=by, patient_id=locked.pk)
    touch(locked)
    return locked


def _one_birth(patient: Patient, changes: dict[str, Any]) -> tuple[str, ...]:
    """The year is that of the day; a year of another day lets go of the day. Which fields to save with it."""
    if changes.get("birth_date") is not None:
        patient.birth_year = _born(changes["birth_date"]).year
    elif "birth_year" in changes and patient.birth_date and patient.birth_date.year != patient.birth_year:
        patient.birth_date = None
    return ("birth_year", "birth_date") if {"birth_year", "birth_date"} & changes.keys() else ()


def _born(day: date) -> date:
    if not date(1900, 1, 1) <= day <= clock.now().date():
        raise Refused("birth_date", "expected a day from 1900 to today")
    return day


def _own_number(clinic: Clinic | None, wanted: str, but: Patient | None = None) -> str:
    """The clinic's number for somebody, one line; Refused where another of its patients has it."""
    number = " ".join(one_line("clinic_number", wanted).split())
    if not number:
        return ""
    if clinic is None:
        raise Refused("clinic_number", "expected a patient of a clinic: the number is the clinic's own")
    same = Patient.objects.filter(clinic=clinic, clinic_number=number)
    if (same.exclude(pk=but.pk) if but else same).exists():
        raise Refused("clinic_number", "expected a number that no other patient of the clinic has", code="taken")
    return number


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
