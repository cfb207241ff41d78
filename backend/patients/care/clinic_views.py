"""A clinic's people, the clinics there are, and what a clinic keeps of patients who left."""

from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.models import Clinic, Membership
from backend.accounts.requests import actor_of, person
from backend.accounts.second_factor import has_second_factor
from backend.accounts.staff import staff_at, works_at
from backend.core import audit
from backend.core.strict import field_of
from backend.patients.care import actions as relations
from backend.patients.care import precision, telephone
from backend.patients.care.serializers import (
    ClinicNameSerializer,
    FormerPatientSerializer,
    PrecisionSerializer,
    StaffSerializer,
    TelephoneSerializer,
)
from backend.patients.models import ClinicStay
from backend.records.models import Record
from backend.records.present import record_json
from backend.records.serializers import RecordSerializer


class ClinicsView(APIView):
    """The clinics here, by name: for staff who propose a transfer."""

    @extend_schema(operation_id="clinics_list", responses=ClinicNameSerializer(many=True))
    def get(self, request: Request) -> Response:
        if not works_at(person(request)):
            raise PermissionDenied("The list of clinics is for clinic staff.")
        return Response(ClinicNameSerializer(Clinic.objects.order_by("name", "pk"), many=True).data)


class PrecisionView(APIView):
    """The clinic's own precision error per site: read and set by whoever works there, in the audit trail."""

    @extend_schema(operation_id="clinic_precision", responses=PrecisionSerializer)
    def get(self, request: Request, clinic_id: UUID) -> Response:
        work, _ = staff_at(request, clinic_id)
        return Response(PrecisionSerializer(work.clinic).data)

    @extend_schema(operation_id="clinic_precision_set", request=PrecisionSerializer, responses=PrecisionSerializer)
    def put(self, request: Request, clinic_id: UUID) -> Response:
        work, by = staff_at(request, clinic_id)
        wanted = field_of(request.data, "precision_error")
        changed = precision.set_precision(by=by, clinic=work.clinic, wanted=wanted)
        return Response(PrecisionSerializer(changed).data)


class TelephoneView(APIView):
    """The clinic's telephone number for its patients: read and set by whoever works there, in the audit trail."""

    @extend_schema(operation_id="clinic_telephone", responses=TelephoneSerializer)
    def get(self, request: Request, clinic_id: UUID) -> Response:
        work, _ = staff_at(request, clinic_id)
        return Response(TelephoneSerializer(work.clinic).data)

    @extend_schema(operation_id="clinic_telephone_set", request=TelephoneSerializer, responses=TelephoneSerializer)
    def put(self, request: Request, clinic_id: UUID) -> Response:
        work, by = staff_at(request, clinic_id)
        changed = telephone.set_telephone(by=by, clinic=work.clinic, wanted=field_of(request.data, "phone"))
        return Response(TelephoneSerializer(changed).data)


class StaffView(APIView):
    """Who works in the clinic now."""

    @extend_schema(operation_id="clinic_members", responses=StaffSerializer(many=True))
    def get(self, request: Request, clinic_id: UUID) -> Response:
        work, _ = staff_at(request, clinic_id)
        rows = Membership.objects.active().filter(clinic=work.clinic, user__is_active=True).select_related("user")
        runs = rows.filter(user=person(request), role=Membership.Role.ADMINISTRATOR).exists()
        rows = rows.annotate(second_factor=has_second_factor("user_id")) if runs else rows
        return Response(StaffSerializer(rows.order_by("user__name", "user__email", "pk"), many=True).data)


class StaffMemberView(APIView):
    """An administrator ends somebody's role in the clinic, and with it their place on care teams."""

    @extend_schema(operation_id="clinic_member_end", responses={204: None})
    def delete(self, request: Request, clinic_id: UUID, membership_id: int) -> Response:
        work, _ = staff_at(request, clinic_id, only=[Membership.Role.ADMINISTRATOR])
        membership = Membership.objects.active().filter(clinic=work.clinic, pk=membership_id).first()
        if membership is None:
            raise Http404
        relations.end_member(by=actor_of(request, role="administrator"), membership=membership)
        return Response(status=status.HTTP_204_NO_CONTENT)


class FormerPatientsView(APIView):
    """Patients who left: their name and the dates of their stay."""

    @extend_schema(operation_id="former_patients", responses=FormerPatientSerializer(many=True))
    def get(self, request: Request, clinic_id: UUID) -> Response:
        work, _ = staff_at(request, clinic_id, only=Membership.CLINICAL)
        stays = ClinicStay.objects.filter(clinic=work.clinic).exclude(until=None).select_related("patient")
        return Response(FormerPatientSerializer(stays.order_by("-until", "-pk")[:500], many=True).data)


class SignedHereView(APIView):
    """What the clinic's own people wrote about a patient who left, up to that day; nothing of anybody else."""

    @extend_schema(operation_id="former_patient_signed", responses=RecordSerializer(many=True))
    def get(self, request: Request, clinic_id: UUID, patient_id: UUID) -> Response:
        work, _ = staff_at(request, clinic_id, only=Membership.CLINICAL)
        stays = list(ClinicStay.objects.filter(clinic=work.clinic, patient_id=patient_id).exclude(until=None))
        if not stays:
            raise Http404
        audit.read(by=actor_of(request, role="clinician"), patient_id=patient_id, what="signed_here")
        staff = Membership.objects.filter(clinic=work.clinic).values("user_id")
        rows = Record.objects.filter(patient_id=patient_id, author_role="clinician", author_id__in=staff)
        within = [
            record_json(row)
            for row in rows.in_order()
            if any(stay.since <= row.received_at <= stay.until for stay in stays if stay.until)
        ]
        return Response(within)
