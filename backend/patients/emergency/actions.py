"""Opening a record in an emergency, ending it, and who is told."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from backend.accounts.models import Clinic, Membership, User
from backend.accounts.security_mails import tell
from backend.core import audit, clock
from backend.core.actor import Actor
from backend.core.audit import Act
from backend.core.errors import Refused
from backend.core.limits import spend
from backend.core.names import one_line
from backend.patients.models import CareTeamMember, EmergencyAccess, Patient

# Ours, of no source: a shift's worth of looking, and few enough guesses at names.
HOURS = 4
SHORTEST_REASON, LONGEST_REASON = 10, 500
TRIES, TRIES_S = 10, 60 * 60


def find_patient(*, by: Actor, clinic: Clinic, name: str, birth_year: int) -> Patient:
    """The one patient of the clinic with that whole name, born in that year; Refused otherwise. Each try is counted and audited."""
    spend("emergency", str(by.user_id), most=TRIES, window_s=TRIES_S)
    called = " ".join(name.split())
    found = list(
        Patient.objects.filter(clinic=clinic, closed_at=None, name__iexact=called, birth_year=birth_year)[:2]
    )
    if len(found) == 1:
        return found[0]
    with transaction.atomic():
        audit.write(Act(action="emergency_not_found", object_id=str(clinic.pk)), by=by)
    raise Refused(
        "name", "expected the whole name and the year of birth of one patient of the clinic", code="unknown"
    )


@transaction.atomic
def open_in_emergency(*, by: Actor, clinic: Clinic, user: User, patient: Patient, reason: str) -> EmergencyAccess:
    """Let `user` meet the patient as a clinician for four hours. The patient and the clinic's administrators are told at once.

    Refused for whoever is on the team already, is the patient, or helps them as a caregiver: they need none, or may not.
    """
    said = " ".join(reason.split())
    if not SHORTEST_REASON <= len(said) <= LONGEST_REASON:
        raise Refused("reason", f"expected a reason of {SHORTEST_REASON} to {LONGEST_REASON} characters")
    near = CareTeamMember.objects.active().filter(patient=patient, user=user)
    if patient.user_id == user.pk or near.exists() or patient.role_of(user) is not None:
        raise Refused("name", "expected a record that you do not see already", code="seen")
    now = clock.now()
    access = EmergencyAccess.objects.create(
        patient=patient, user=user, clinic=clinic, reason=one_line("reason", said), since=now,
        until=now + timedelta(hours=HOURS),
    )  # fmt: skip
    audit.write(Act(action="open_in_emergency", object_id=str(access.pk)), by=by, patient_id=patient.pk)
    _tell(access)
    return access


@transaction.atomic
def end_emergency(*, by: Actor, access: EmergencyAccess) -> bool:
    """Before its time; False when it has ended."""
    if not EmergencyAccess.objects.active().filter(pk=access.pk).update(until=clock.now()):
        return False
    audit.write(Act(action="end_emergency", object_id=str(access.pk)), by=by, patient_id=access.patient_id)
    return True


def _tell(access: EmergencyAccess) -> None:
    if access.patient.user is not None:
        tell(access.patient.user, "record_opened")
    administrators = Membership.objects.active().filter(
        Q(role=Membership.Role.ADMINISTRATOR), clinic=access.clinic_id, user__is_active=True
    )
    for job in administrators.select_related("user").exclude(user=access.user_id):
        tell(job.user, "emergency_access")
