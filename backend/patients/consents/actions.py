"""What a patient agrees to and withdraws, and what follows from it at once."""

from typing import Any

from django.db import transaction

from backend.core import audit, clock
from backend.core.actor import Actor
from backend.core.audit import Act
from backend.core.errors import Refused
from backend.patients.actions import give_consent
from backend.patients.care.actions import leave_clinic, remove_from_team, tell_devices
from backend.patients.consents.agreed import REMINDERS
from backend.patients.consents.rest import rest, wake
from backend.patients.consents.texts import CURRENT
from backend.patients.models import CareTeamMember, Consent, Patient
from backend.patients.present import settings_of
from backend.records.actions import record_one
from backend.records.log.append import lock

Kind = Consent.Kind
# The `setting` that each way of reminding has on the phone.
SWITCH: dict[str, str] = {Kind.EMAIL_REMINDERS: "email", Kind.PUSH_REMINDERS: "push"}


@transaction.atomic
def give(*, by: Actor, patient: Patient, kind: str, version: str) -> Consent:
    """A yes to the words as they are now; Refused for older words, which the patient has not been shown."""
    if kind not in Kind.values:
        raise Refused("kind", "expected one of " + ", ".join(Kind.values))
    if version != CURRENT:
        raise Refused("version", f"expected the version that is shown now, {CURRENT}", code="version")
    if kind == Kind.CLINIC_SHARING and patient.clinic_id is None:
        raise Refused("kind", "expected a clinic to share with; it invites you", code="no_clinic")
    consent = give_consent(by=by, patient=patient, kind=kind, version=version)
    if kind == Kind.DATA_USE:
        wake(patient)
    if kind in REMINDERS:
        # Who agrees to be reminded wants to be: a switch that stood at off goes on.
        if settings_of(patient).get(SWITCH[kind]) is False:
            on: dict[str, Any] = {SWITCH[kind]: True}
            record_one(patient=patient, by=by, kind="setting", **on)
        tell_devices(lock(patient.pk))
    return consent


@transaction.atomic
def refuse(*, by: Actor, patient: Patient, kind: str) -> None:
    """A no to what was asked: noted as a consent that ended when it began."""
    now = clock.now()
    Consent.objects.create(patient=patient, kind=kind, version=CURRENT, given_at=now, withdrawn_at=now)
    audit.write(Act(action="refuse_consent", kind=kind), by=by, patient_id=patient.pk)


@transaction.atomic
def withdraw(*, by: Actor, patient: Patient, kind: str) -> bool:
    """End a consent and do what its words say follows; False when nothing held it.

    Sharing that was never asked about (the clinic opened the record) can be ended in the same way.
    """
    if kind not in Kind.values:
        raise Refused("kind", "expected one of " + ", ".join(Kind.values))
    open_ones = Consent.objects.filter(patient=patient, kind=kind, withdrawn_at=None)
    ended = open_ones.update(withdrawn_at=clock.now())
    if kind == Kind.DATA_USE and ended:
        for other in Kind.values:
            if other != Kind.DATA_USE:
                withdraw(by=by, patient=patient, kind=other)
        for member in CareTeamMember.objects.active().filter(patient=patient):
            remove_from_team(by=by, member=member)
    if not ended and kind in REMINDERS and not Consent.objects.filter(patient=patient, kind=kind).exists():
        # Never asked is not a no: an account's own address is used. This is the no.
        refuse(by=by, patient=patient, kind=kind)
        tell_devices(lock(patient.pk))
        return True
    left = kind == Kind.CLINIC_SHARING and leave_clinic(by=by, patient=patient)
    if not (ended or left):
        return False
    audit.write(Act(action="withdraw_consent", kind=kind), by=by, patient_id=patient.pk)
    if kind == Kind.DATA_USE:
        rest(patient)
    if kind in REMINDERS:
        tell_devices(lock(patient.pk))
    return True
