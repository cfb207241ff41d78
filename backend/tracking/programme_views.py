"""From a template to a patient's programme."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.requests import actor_of, person
from backend.core.errors import Refused
from backend.core.strict import Strict
from backend.patients.access import visible_patient
from backend.patients.models import Patient, ProgrammeTemplate
from backend.patients.programmes.actions import PHASES
from backend.patients.programmes.starter import examples
from backend.records.present import record_json
from backend.records.serializers import RecordSerializer
from backend.tracking.programmes import give_programme


class GiveSerializer(Strict, serializers.Serializer[Any]):
    """`items` as they were changed for this patient; without it, those of the template."""

    template = serializers.UUIDField()
    phase = serializers.ChoiceField(choices=PHASES)
    items = serializers.ListField(child=serializers.DictField(), required=False)


class GiveProgrammeView(APIView):
    """Give a patient the exercises of one phase of a template: records of today, one for each exercise."""

    @extend_schema(request=GiveSerializer, responses={201: RecordSerializer(many=True)})
    def post(self, request: Request, patient_id: UUID) -> Response:
        patient, role = visible_patient(request.user, patient_id)
        if role != "clinician":
            raise PermissionDenied("A clinician of the care team sets the programme.")
        serializer = GiveSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        wanted = serializer.validated_data
        phases = _phases(patient, wanted["template"], person(request).language)
        if wanted["phase"] not in phases:
            raise Refused("phase", "expected one that the template has: " + ", ".join(phases))
        items = wanted.get("items", phases[wanted["phase"]])
        rows = give_programme(patient=patient, by=actor_of(request, role=role), phase=wanted["phase"], items=items)
        return Response([record_json(row) for row in rows], status=status.HTTP_201_CREATED)


def _phases(patient: Patient, template: UUID, language: str) -> dict[str, list[dict[str, Any]]]:
    row = ProgrammeTemplate.objects.in_use().filter(clinic=patient.clinic_id, pk=template).first()
    found = (
        row.phases if row else next((one["phases"] for one in examples(language) if one["id"] == str(template)), None)
    )
    if found is None:
        raise Refused("template", "expected a template of the patient's clinic, or an example")
    return {one["phase"]: one["items"] for one in found}
