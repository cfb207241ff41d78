"""Care team, caregivers, leaving a clinic and moving to another."""

from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.models import Clinic
from backend.accounts.requests import actor_of, person
from backend.core import audit
from backend.core.errors import Refused
from backend.patients.access import own_patient, visible_patient
from backend.patients.care import actions as relations
from backend.patients.care.serializers import (
    AddColleagueSerializer,
    CaregiverRightsSerializer,
    DecideTransferSerializer,
    ProposeTransferSerializer,
    TeamMemberSerializer,
    TransferSerializer,
)
from backend.patients.models import CareTeamMember, Patient, Transfer


class TeamView(APIView):
    """Who looks after the patient now, and who did; a clinician adds a colleague."""

    @extend_schema(operation_id="team_list", responses=TeamMemberSerializer(many=True))
    def get(self, request: Request, patient_id: UUID) -> Response:
        patient, role = visible_patient(request.user, patient_id)
        rows = patient.team.select_related("user").order_by("until", "since", "pk")
        if role == "caregiver":
            rows = rows.filter(user=person(request), until=None)
        if role != "patient":
            audit.read(by=actor_of(request, role=role), patient_id=patient.pk, what="team")
        return Response(TeamMemberSerializer(rows, many=True, context={"user": person(request).pk}).data)

    @extend_schema(operation_id="team_add", request=AddColleagueSerializer, responses={201: TeamMemberSerializer})
    def post(self, request: Request, patient_id: UUID) -> Response:
        patient, role = visible_patient(request.user, patient_id)
        if role != "clinician":
            raise PermissionDenied("Clinicians add their colleagues; patients invite caregivers.")
        serializer = AddColleagueSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        by = actor_of(request, role=role)
        member = relations.add_colleague(by=by, patient=patient, user_id=serializer.validated_data["user"])
        body = TeamMemberSerializer(member, context={"user": person(request).pk}).data
        return Response(body, status=status.HTTP_201_CREATED)


class TeamMemberView(APIView):
    """One member: the patient decides about caregivers, clinicians about colleagues, everybody about themselves."""

    @extend_schema(operation_id="team_change", request=CaregiverRightsSerializer, responses=TeamMemberSerializer)
    def patch(self, request: Request, patient_id: UUID, user_id: int) -> Response:
        patient = own_patient(request, patient_id, "Only the patient decides what a caregiver may do.")
        member = _member(patient, user_id)
        if member.role != CareTeamMember.Role.CAREGIVER:
            raise Refused("user", "expected a caregiver; a clinician's rights follow from their work")
        serializer = CaregiverRightsSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        by = actor_of(request, role="patient")
        changed = relations.change_caregiver(by=by, member=member, changes=dict(serializer.validated_data))
        return Response(TeamMemberSerializer(changed, context={"user": person(request).pk}).data)

    @extend_schema(operation_id="team_remove", responses={204: None})
    def delete(self, request: Request, patient_id: UUID, user_id: int) -> Response:
        patient, role = visible_patient(request.user, patient_id)
        member = _member(patient, user_id)
        caring = member.role == CareTeamMember.Role.CAREGIVER
        allowed = member.user_id == person(request).pk or role == ("patient" if caring else "clinician")
        if not allowed:
            raise PermissionDenied("The patient decides about caregivers, clinicians about their colleagues.")
        relations.remove_from_team(by=actor_of(request, role=role), member=member)
        return Response(status=status.HTTP_204_NO_CONTENT)


def _member(patient: Patient, user_id: int) -> CareTeamMember:
    member = CareTeamMember.objects.active().filter(patient=patient, user_id=user_id).first()
    if member is None:
        raise Http404
    return member


class LeaveClinicView(APIView):
    """The patient leaves the clinic and takes the record along."""

    @extend_schema(operation_id="leave_clinic", request=None, responses={204: None})
    def post(self, request: Request, patient_id: UUID) -> Response:
        patient = own_patient(request, patient_id, "Only the patient leaves a clinic.")
        if not relations.leave_clinic(by=actor_of(request, role="patient"), patient=patient):
            raise Refused(None, "expected a patient who is with a clinic", code="no_clinic")
        return Response(status=status.HTTP_204_NO_CONTENT)


class TransfersView(APIView):
    """Proposals to move the record to another clinic; a clinician makes one."""

    @extend_schema(operation_id="transfers_list", responses=TransferSerializer(many=True))
    def get(self, request: Request, patient_id: UUID) -> Response:
        patient, role = visible_patient(request.user, patient_id)
        if role == "caregiver":
            raise Http404
        if role != "patient":
            audit.read(by=actor_of(request, role=role), patient_id=patient.pk, what="transfers")
        rows = patient.transfers.select_related("from_clinic", "to_clinic").order_by("-proposed_at")
        if role == "clinician":
            rows = rows.filter(from_clinic_id=patient.clinic_id)
        return Response(TransferSerializer(rows, many=True).data)

    @extend_schema(
        operation_id="transfers_propose", request=ProposeTransferSerializer, responses={201: TransferSerializer}
    )
    def post(self, request: Request, patient_id: UUID) -> Response:
        patient, role = visible_patient(request.user, patient_id)
        if role != "clinician":
            raise PermissionDenied("A clinician proposes; a patient takes up another clinic's invitation.")
        serializer = ProposeTransferSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        to = Clinic.objects.filter(pk=serializer.validated_data["clinic"]).first()
        if to is None:
            raise Refused("clinic", "expected one of the clinics here")
        transfer = relations.propose_transfer(by=actor_of(request, role=role), patient=patient, to=to)
        return Response(TransferSerializer(transfer).data, status=status.HTTP_201_CREATED)


class TransferView(APIView):
    """One proposal: the patient answers it, the clinic takes it back."""

    @extend_schema(operation_id="transfers_decide", request=DecideTransferSerializer, responses=TransferSerializer)
    def post(self, request: Request, patient_id: UUID, transfer_id: UUID) -> Response:
        patient = own_patient(request, patient_id, "Only the patient decides where the record goes.")
        serializer = DecideTransferSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        by, accept = actor_of(request, role="patient"), serializer.validated_data["accept"]
        decided = relations.decide_transfer(by=by, transfer=_transfer(patient, transfer_id), accept=accept)
        return Response(TransferSerializer(decided).data)

    @extend_schema(operation_id="transfers_withdraw", responses={204: None})
    def delete(self, request: Request, patient_id: UUID, transfer_id: UUID) -> Response:
        patient, role = visible_patient(request.user, patient_id)
        if role != "clinician":
            raise PermissionDenied("The clinic takes its proposal back; the patient declines it.")
        relations.withdraw_transfer(by=actor_of(request, role=role), transfer=_transfer(patient, transfer_id))
        return Response(status=status.HTTP_204_NO_CONTENT)


def _transfer(patient: Patient, transfer_id: UUID) -> Transfer:
    rows = Transfer.objects.select_related("patient__clinic", "from_clinic", "to_clinic")
    transfer = rows.filter(pk=transfer_id, patient=patient).first()
    if transfer is None:
        raise Http404
    return transfer
