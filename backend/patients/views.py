"""Patients and their records."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.models import Clinic, clinical_clinic_ids
from backend.accounts.requests import actor_of, person
from backend.core import audit
from backend.core.paging import KeysetPagination
from backend.patients import actions
from backend.patients.access import visible_patient
from backend.patients.models import Patient
from backend.patients.present import profile_of
from backend.patients.serializers import (
    PatientBriefSerializer,
    PatientPageSerializer,
    PatientWriteSerializer,
    ProfileSerializer,
)


class PatientPages(KeysetPagination):
    ordering = ("name", "id")


class PatientsView(APIView):
    """The patients that the caller may see; a clinic's clinician adds new ones."""

    @extend_schema(
        operation_id="patients_list",
        parameters=[OpenApiParameter("search", str, description="Part of the name, or of the clinic's number.")],
        responses=PatientPageSerializer,
    )
    def get(self, request: Request) -> Response:
        patients = Patient.objects.visible_to(request.user)
        search = request.query_params.get("search", "").strip()[:100]
        if search:
            patients = patients.filter(Q(name__icontains=search) | Q(clinic_number__icontains=search))
        pages = PatientPages()
        page = pages.paginate_queryset(patients, request, view=self) or []
        others = [patient.pk for patient in page if patient.user_id != person(request).pk]
        audit.looked_over(by=actor_of(request, role="clinician"), patient_ids=others, what="list")
        return pages.get_paginated_response(PatientBriefSerializer(page, many=True).data)

    @extend_schema(request=PatientWriteSerializer, responses={201: ProfileSerializer})
    def post(self, request: Request) -> Response:
        clinics = clinical_clinic_ids(person(request))
        if not clinics:
            raise PermissionDenied("Only a clinic's physiotherapists and doctors add patients.")
        serializer = PatientWriteSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        details = serializer.validated_data
        by = actor_of(request, role="clinician")
        with transaction.atomic():
            patient = actions.register_patient(by=by, clinic=Clinic.objects.get(pk=clinics[0]), **details)
            actions.join_team(by=by, patient=patient, user=person(request), role="physiotherapist")
        return Response(profile_of(patient), status=status.HTTP_201_CREATED)


class PatientView(APIView):
    """One patient's profile."""

    @extend_schema(operation_id="patients_retrieve", responses=ProfileSerializer)
    def get(self, request: Request, patient_id: UUID) -> Response:
        patient, role = visible_patient(request.user, patient_id)
        if role != "patient":
            audit.read(by=actor_of(request, role=role), patient_id=patient.pk, what="profile")
        return Response(profile_of(patient))

    @extend_schema(request=PatientWriteSerializer, responses=ProfileSerializer)
    def patch(self, request: Request, patient_id: UUID) -> Response:
        patient, role = visible_patient(request.user, patient_id)
        if role == "caregiver":
            raise PermissionDenied("A caregiver logs entries; the profile is the patient's.")
        serializer = PatientWriteSerializer(data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        given = request.data if isinstance(request.data, dict) else {}
        changes = {name: value for name, value in serializer.validated_data.items() if name in given}
        if "clinic_number" in changes and role != "clinician":
            raise PermissionDenied("The clinic's own number is the clinic's to write.")
        changed = actions.change_profile(by=actor_of(request, role=role), patient=patient, changes=changes)
        return Response(profile_of(changed))
