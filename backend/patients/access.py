"""From a request to a patient that the caller may see, and the role in which they do."""

from typing import Any
from uuid import UUID

from django.http import Http404
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request

from backend.accounts.identity import identity_of
from backend.accounts.requests import person
from backend.core.actor import Role
from backend.patients.models import CareTeamMember, Patient


def record_of(user: Any) -> Patient | None:
    """The open record of `user` as the patient: as it was found when they were, else asked for."""
    found = identity_of(user)
    own: Patient | None = found.patient if found else Patient.objects.of(user).first()
    return own


def visible_patient(user: Any, patient_id: UUID | str) -> tuple[Patient, Role]:
    """The patient and the caller's role; Http404 for anybody who may not know that there is one."""
    try:
        key = patient_id if isinstance(patient_id, UUID) else UUID(str(patient_id))
    except ValueError as error:
        raise Http404 from error
    own = record_of(user)
    if own and own.pk == key:
        return own, "patient"
    patient = Patient.objects.visible_to(user).select_related("clinic").filter(pk=key).first()
    role = patient.role_of(user) if patient else None
    if patient is None or role is None:
        raise Http404
    return patient, role  # type: ignore[return-value]  # role_of answers one of Role


def patient_for(request: Request, *, writing: bool) -> tuple[Patient, Role]:
    """`?patient=ID`, or the caller's own record."""
    wanted = request.query_params.get("patient")
    if wanted:
        patient, role = visible_patient(request.user, wanted)
    else:
        own = record_of(person(request))
        if own is None:
            raise Http404
        patient, role = own, "patient"
    if writing and role == "caregiver":
        may_log = CareTeamMember.objects.active().filter(patient=patient, user=person(request), may_log=True)
        if not may_log.exists():
            raise PermissionDenied("The patient lets you look, not log.")
    return patient, role


def own_patient(request: Request, patient_id: UUID, otherwise: str) -> Patient:
    """The caller's own record; 403 with `otherwise` for those who may see it, 404 for everybody else."""
    patient, role = visible_patient(request.user, patient_id)
    if role != "patient":
        raise PermissionDenied(otherwise)
    return patient
