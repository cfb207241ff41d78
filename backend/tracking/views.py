"""Findings: read, acknowledge, resolve; and the guidance itself."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.requests import actor_of, person
from backend.accounts.staff import staff_at
from backend.core import audit
from backend.core.actor import Actor
from backend.core.errors import Refused
from backend.core.strict import field_of
from backend.patients.access import visible_patient
from backend.records.concurrency import hold_unless_unchanged, seen_in
from backend.tracking import actions, limits
from backend.tracking.desk import act_json
from backend.tracking.models import DeskAct, Finding
from backend.tracking.present import finding_json
from backend.tracking.serializers import (
    AcknowledgeSerializer,
    ActedFindingSerializer,
    FindingSerializer,
    LimitsSerializer,
    ResolveSerializer,
)


class FindingsView(APIView):
    """A patient's findings, newest first, in the caller's language and for the caller's role."""

    @extend_schema(
        operation_id="findings_list",
        parameters=[OpenApiParameter("state", str, enum=["standing", "open", "acknowledged", "resolved"])],
        responses=FindingSerializer(many=True),
    )
    def get(self, request: Request, patient_id: UUID) -> Response:
        patient, role = visible_patient(request.user, patient_id)
        audience = "clinician" if role == "clinician" else "patient"
        rows = Finding.objects.filter(patient=patient).exclude(state=Finding.State.WITHDRAWN)
        rows = rows.filter(for_clinician=True) if audience == "clinician" else rows.filter(for_patient=True)
        state = request.query_params.get("state")
        if state == "standing":
            rows = rows.standing()
        elif state in Finding.State.values:
            rows = rows.filter(state=state)
        elif state:
            raise Refused("state", "expected standing, open, acknowledged or resolved")
        if role != "patient":
            audit.read(by=actor_of(request, role=role), patient_id=patient.pk, what="findings")
        rows = rows.order_by("-opened_on", "rule")[:500]
        return Response([finding_json(row, audience=audience, language=person(request).language) for row in rows])


def _finding_for(request: Request, finding_id: UUID) -> tuple[Finding, Actor]:
    """The finding and who acts on it; 404 for whoever may not know of it."""
    finding = Finding.objects.select_related("patient").filter(pk=finding_id).first()
    if finding is None:
        raise Http404
    _, role = visible_patient(request.user, finding.patient_id)
    if role != "clinician":
        if not finding.for_patient:
            raise Http404
        raise PermissionDenied("A clinician of the care team does this.")
    return finding, actor_of(request, role=role)


class PatientLimitsView(APIView):
    """The numbers marked ours, for one patient: a clinician's choice, in the audit trail."""

    @extend_schema(request=LimitsSerializer, responses=LimitsSerializer)
    def put(self, request: Request, patient_id: UUID) -> Response:
        patient, role = visible_patient(request.user, patient_id)
        if role != "clinician":
            raise PermissionDenied("A clinician of the care team changes these numbers.")
        by = actor_of(request, role=role)
        with transaction.atomic():
            hold_unless_unchanged(patient, seen=seen_in(request), by=by)
            changed = limits.set_patient_limits(by=by, patient=patient, wanted=_wanted(request))
        return Response({"thresholds": changed.thresholds})


class ClinicLimitsView(APIView):
    """The numbers marked ours, for a clinic: its administrator's or a clinician's choice, in the audit trail."""

    @extend_schema(request=LimitsSerializer, responses=LimitsSerializer)
    def put(self, request: Request, clinic_id: UUID) -> Response:
        work, by = staff_at(request, clinic_id)
        clinic = limits.set_clinic_limits(by=by, clinic=work.clinic, wanted=_wanted(request))
        return Response({"thresholds": clinic.thresholds})


def _wanted(request: Request) -> object:
    return field_of(request.data, "thresholds")


class AcknowledgeView(APIView):
    """Say that you have seen it. It still counts as open."""

    @extend_schema(request=AcknowledgeSerializer, responses=ActedFindingSerializer)
    def post(self, request: Request, finding_id: UUID) -> Response:
        finding, by = _finding_for(request, finding_id)
        serializer = AcknowledgeSerializer(data=request.data or {})
        serializer.is_valid(raise_exception=True)
        given = serializer.validated_data
        with transaction.atomic():
            hold_unless_unchanged(finding.patient, seen=seen_in(request), by=by)
            finding, act = actions.acknowledge_finding(
                finding=finding, by=by, note=given.get("note"), batch=given.get("act")
            )
        return Response(_acted(request, finding, act))


class ResolveView(APIView):
    """Close it, with a reason."""

    @extend_schema(request=ResolveSerializer, responses=ActedFindingSerializer)
    def post(self, request: Request, finding_id: UUID) -> Response:
        finding, by = _finding_for(request, finding_id)
        serializer = ResolveSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        given = serializer.validated_data
        with transaction.atomic():
            hold_unless_unchanged(finding.patient, seen=seen_in(request), by=by)
            finding, act = actions.resolve_finding(
                finding=finding, by=by, reason=given["reason"], batch=given.get("act")
            )
        return Response(_acted(request, finding, act))


def _acted(request: Request, finding: Finding, act: DeskAct | None) -> dict[str, Any]:
    user = person(request)
    said = act_json(act, user_id=user.pk) if act else {"act": None, "undo_until": None}
    body = finding_json(finding, audience="clinician", language=user.language)
    return body | {"act": said["act"], "undo_until": said["undo_until"]}
