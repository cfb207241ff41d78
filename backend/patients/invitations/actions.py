"""What taking up an invitation does: a record gets its person, a patient a helper, a clinic a colleague."""

from typing import Any

from django.db import transaction

from backend.accounts import actions as people
from backend.accounts import invitations
from backend.accounts.models import Invitation, Membership, User
from backend.core import audit, clock
from backend.core.actor import Actor
from backend.core.audit import Act
from backend.core.errors import Refused
from backend.patients.actions import give_consent, join_team, link_user, register_patient
from backend.patients.care.actions import join_clinic, tell_devices
from backend.patients.consents.actions import refuse
from backend.patients.consents.agreed import REMINDERS
from backend.patients.consents.texts import CURRENT
from backend.patients.models import CareTeamMember, Consent, Patient
from backend.records.log.append import lock
from backend.records.models import Record

# A patient says yes to the first two before a record is shared; the others can wait.
NEEDED = (Consent.Kind.DATA_USE, Consent.Kind.CLINIC_SHARING)


@transaction.atomic
def open_own_record(*, by: Actor, user: User, consents: list[str], **details: Any) -> Patient:
    """A person opens a record of their own, without any clinic."""
    if Patient.objects.filter(user=user).exists():
        raise Refused("patient", "expected somebody without a record of their own", code="taken")
    if Consent.Kind.DATA_USE not in consents:
        raise Refused("consents", "expected your yes to keeping and using what you enter", code="consent")
    patient = register_patient(by=by, user=user, email=user.email, **details)
    _note(by, patient, consents)
    return patient


def take_up(
    *, by: Actor, secret: str, user: User, code: str = "", consents: list[str], details: dict[str, Any]
) -> Any:
    """Take up the invitation of a link; answers the invitation and the patient whom it is about, if any.

    The proof comes first and outside the transaction, so that a wrong code stays counted.
    """
    invitation = invitations.by_secret(secret)
    invitations.prove(invitation, user=user, code=code)
    with transaction.atomic():
        invitations.claim(by=by, invitation=invitation, user=user)
        if invitation.role in Membership.Role.values:
            assert invitation.clinic is not None
            people.add_member(by=by, user=user, clinic=invitation.clinic, role=invitation.role)
            return invitation, None
        if invitation.role == Invitation.CAREGIVER:
            return invitation, _as_caregiver(by, invitation, user)
        return invitation, _as_patient(by, invitation, user, consents, details)


def _as_caregiver(by: Actor, invitation: Invitation, user: User) -> Patient:
    assert invitation.patient_id is not None
    patient = Patient.objects.filter(pk=invitation.patient_id, closed_at=None).first()
    if patient is None:
        raise Refused("secret", invitations.GONE, code="gone")
    if patient.user_id == user.pk:
        raise Refused("secret", "expected somebody else: this is your own record", code="own")
    if CareTeamMember.objects.active().filter(patient=patient, user=user).exists():
        raise Refused("secret", "expected somebody who does not look after this person already", code="taken")
    join_team(
        by=by,
        patient=patient,
        user=user,
        role=CareTeamMember.Role.CAREGIVER,
        may_log=invitation.may_log,
        may_message=invitation.may_message,
    )
    tell_devices(lock(patient.pk))
    return patient


def _as_patient(
    by: Actor, invitation: Invitation, user: User, consents: list[str], details: dict[str, Any]
) -> Patient:
    """The clinic's record gets its person; somebody who has a record brings it along."""
    missing = [kind for kind in NEEDED if kind not in consents]
    if missing:
        raise Refused("consents", "expected your yes to " + " and ".join(missing), code="consent")
    own = Patient.objects.filter(user=user).first()
    key = invitation.patient_id
    waiting = Patient.objects.select_for_update().filter(pk=key).first() if key else None
    if waiting is not None and own is not None:
        _close_if_empty(by, waiting)
    if own is None and waiting is not None:
        patient = link_user(by=by, patient=waiting, user=user)
    else:
        patient = own or register_patient(by=by, user=user, email=user.email, **details)
        if invitation.clinic is not None:
            patient = join_clinic(by=by, patient=patient, clinic=invitation.clinic)
    _note(by, patient, consents)
    if not user.name:
        people.change_own_details(by=by, user=user, name=patient.name)
    return patient


def _close_if_empty(by: Actor, waiting: Patient) -> None:
    """A record that the clinic opened for somebody who has one: without entries it gives way, else people decide."""
    if Record.objects.filter(patient=waiting).exists():
        raise Refused(
            "secret",
            "expected a new invitation: the clinic's record has entries and you have a record of your own",
            code="two_records",
        )
    Patient.objects.filter(pk=waiting.pk).update(closed_at=clock.now())
    audit.write(Act(action="close_record", object_id=str(waiting.pk)), by=by, patient_id=waiting.pk)


def _note(by: Actor, patient: Patient, consents: list[str]) -> None:
    """Each box that was ticked is a yes; that of a reminder which was left empty is a no, unless it was asked before."""
    for kind in consents:
        if kind == Consent.Kind.CLINIC_SHARING and patient.clinic_id is None:
            continue
        give_consent(by=by, patient=patient, kind=kind, version=CURRENT)
    asked = set(Consent.objects.filter(patient=patient).values_list("kind", flat=True))
    for kind in REMINDERS:
        if kind not in asked:
            refuse(by=by, patient=patient, kind=kind)
