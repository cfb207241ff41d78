"""Who looks after whom, from when to when: care team, caregivers, clinics, and the move from one to another."""

from typing import Any

from django.db import transaction
from django.dispatch import receiver

from backend.accounts import actions as people
from backend.accounts.models import Clinic, Membership
from backend.core import audit, clock
from backend.core.actor import Actor
from backend.core.audit import Act
from backend.core.errors import Conflict, Refused
from backend.patients.actions import give_consent, join_team
from backend.patients.consents.texts import CURRENT
from backend.patients.models import CareTeamMember, ClinicStay, Consent, Patient, PatientSummary, Transfer
from backend.records.log.append import lock, touch


def tell_devices(patient: Patient, *changed: str) -> None:
    """The profile names clinic and team: the phone hears of a change in them as of any other."""
    patient.seq += 1
    patient.profile_seq = patient.seq
    patient.save(update_fields=[*changed, "seq", "profile_seq"])
    touch(patient)


# --- Clinic -----------------------------------------------------------------------------------------------


@transaction.atomic
def leave_clinic(*, by: Actor, patient: Patient) -> bool:
    """The record goes with the patient; the clinic's people see it no more from this moment. False: there was none.

    The clinic keeps its audit trail, the dates of the stay, and sight of what its own people signed until now
    (`signed_here`): see ADR 0013.
    """
    locked = lock(patient.pk)
    if locked.clinic_id is None:
        return False
    now, left = clock.now(), locked.clinic_id
    stay, _ = ClinicStay.objects.get_or_create(
        patient=locked, until=None, defaults={"clinic_id": left, "since": locked.created_at}
    )
    ClinicStay.objects.filter(pk=stay.pk).update(until=now)
    team = CareTeamMember.objects.filter(patient=locked, until=None).exclude(role=CareTeamMember.Role.CAREGIVER)
    team.update(until=now)
    Transfer.objects.open().filter(patient=locked).update(decided_at=now, accepted=False)
    Consent.objects.filter(patient=locked, kind=Consent.Kind.CLINIC_SHARING, withdrawn_at=None).update(
        withdrawn_at=now
    )
    locked.clinic, locked.clinic_number = None, ""
    PatientSummary.objects.filter(patient=locked).update(clinic_id=None)
    tell_devices(locked, "clinic", "clinic_number")
    audit.write(Act(action="leave_clinic", object_id=str(left)), by=by, patient_id=locked.pk)
    patient.clinic, patient.clinic_number = None, ""
    return True


@transaction.atomic
def join_clinic(*, by: Actor, patient: Patient, clinic: Clinic) -> Patient:
    """Share the record with a clinic from now on, by the patient's own yes; another clinic is left first."""
    if patient.clinic_id == clinic.pk:
        return patient
    leave_clinic(by=by, patient=patient)
    locked = lock(patient.pk)
    locked.clinic = clinic
    ClinicStay.objects.create(patient=locked, clinic=clinic)
    give_consent(by=by, patient=locked, kind=Consent.Kind.CLINIC_SHARING, version=CURRENT)
    PatientSummary.objects.filter(patient=locked).update(clinic_id=clinic.pk)
    tell_devices(locked, "clinic")
    audit.write(Act(action="join_clinic", object_id=str(clinic.pk)), by=by, patient_id=locked.pk)
    return locked


@transaction.atomic
def propose_transfer(*, by: Actor, patient: Patient, to: Clinic) -> Transfer:
    """Ask the patient whether the record may move to another clinic. Nothing moves before they say yes."""
    locked = lock(patient.pk)
    if locked.clinic_id is None or locked.clinic_id == to.pk:
        raise Refused("clinic", "expected another clinic than the patient's own")
    if locked.user_id is None:
        raise Refused(
            "patient", "expected a patient who signs in and can agree; invite them first", code="no_account"
        )
    if Transfer.objects.open().filter(patient=locked).exists():
        raise Conflict("clinic", "expected no proposal that still waits for the patient's answer", code="open")
    transfer = Transfer.objects.create(
        patient=locked, from_clinic_id=locked.clinic_id, to_clinic=to, proposed_by_id=by.user_id
    )
    audit.write(Act(action="propose_transfer", object_id=str(transfer.pk)), by=by, patient_id=locked.pk)
    return transfer


@transaction.atomic
def decide_transfer(*, by: Actor, transfer: Transfer, accept: bool) -> Transfer:
    """The patient's word: yes moves the record (and is the consent to share it there), no leaves it where it is."""
    if not Transfer.objects.open().filter(pk=transfer.pk).update(decided_at=clock.now(), accepted=accept):
        raise Conflict("accept", "expected a proposal that still waits for an answer", code="decided")
    action = "accept_transfer" if accept else "decline_transfer"
    audit.write(Act(action=action, object_id=str(transfer.pk)), by=by, patient_id=transfer.patient_id)
    if accept:
        join_clinic(by=by, patient=transfer.patient, clinic=transfer.to_clinic)
    transfer.refresh_from_db()
    return transfer


@transaction.atomic
def withdraw_transfer(*, by: Actor, transfer: Transfer) -> None:
    """The clinic takes its proposal back before the patient has answered."""
    if Transfer.objects.open().filter(pk=transfer.pk).update(decided_at=clock.now(), accepted=False):
        act = Act(action="withdraw_transfer", object_id=str(transfer.pk))
        audit.write(act, by=by, patient_id=transfer.patient_id)


# --- Team -------------------------------------------------------------------------------------------------


@transaction.atomic
def add_colleague(*, by: Actor, patient: Patient, user_id: int) -> CareTeamMember:
    """A physiotherapist or doctor of the patient's clinic joins the care team."""
    if patient.clinic_id is None:
        raise Refused("user", "expected a patient of a clinic")
    works = (
        Membership.objects.active()
        .select_related("user")
        .filter(clinic_id=patient.clinic_id, user_id=user_id, role__in=Membership.CLINICAL, user__is_active=True)
        .first()
    )
    if works is None or user_id == patient.user_id:
        raise Refused("user", "expected a physiotherapist or doctor of the patient's clinic")
    there = CareTeamMember.objects.active().filter(patient=patient, user_id=user_id).first()
    if there:
        if there.role == CareTeamMember.Role.CAREGIVER:
            raise Refused("user", "expected somebody who is not this patient's caregiver")
        return there
    member = join_team(by=by, patient=patient, user=works.user, role=works.role)
    tell_devices(lock(patient.pk))
    return member


@transaction.atomic
def remove_from_team(*, by: Actor, member: CareTeamMember) -> bool:
    """End one membership at once; False when it had ended already."""
    if not CareTeamMember.objects.filter(pk=member.pk, until=None).update(until=clock.now()):
        return False
    act = Act(action="leave_team", kind=member.role, object_id=str(member.user_id))
    audit.write(act, by=by, patient_id=member.patient_id)
    tell_devices(lock(member.patient_id))
    return True


@transaction.atomic
def change_caregiver(*, by: Actor, member: CareTeamMember, changes: dict[str, Any]) -> CareTeamMember:
    """What a caregiver may do, from now on."""
    allowed = {name: bool(changes[name]) for name in ("may_log", "may_message") if name in changes}
    if allowed and CareTeamMember.objects.filter(pk=member.pk, until=None).update(**allowed):
        act = Act(action="change_caregiver", kind=",".join(sorted(allowed)), object_id=str(member.user_id))
        audit.write(act, by=by, patient_id=member.patient_id)
    member.refresh_from_db()
    return member


@transaction.atomic
def end_member(*, by: Actor, membership: Membership) -> bool:
    """Somebody stops working in a clinic: their role ends, and with it their place on its patients' teams."""
    clinic_id = membership.clinic_id
    administrators = Membership.objects.active().filter(clinic_id=clinic_id, role=Membership.Role.ADMINISTRATOR)
    if membership.role == Membership.Role.ADMINISTRATOR and administrators.count() < 2:
        raise Refused("member", "expected at least one administrator to stay", code="last_administrator")
    return people.end_membership(by=by, membership=membership)


@receiver(people.membership_ended, dispatch_uid="leave-teams")
def leave_teams(sender: Any, *, membership: Membership, by: Actor, **_: Any) -> None:
    """Who is no physiotherapist or doctor of the clinic any more is on none of its patients' teams."""
    clinic_id, user = membership.clinic_id, membership.user
    still = Membership.objects.active().filter(clinic_id=clinic_id, user=user, role__in=Membership.CLINICAL)
    if not still.exists():
        theirs = CareTeamMember.objects.filter(patient__clinic_id=clinic_id, user=user, until=None)
        for member in theirs.exclude(role=CareTeamMember.Role.CAREGIVER):
            remove_from_team(by=by, member=member)
