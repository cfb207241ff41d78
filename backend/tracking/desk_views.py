"""The desk's own acts over HTTP: stamps, many findings at once, taking back, and the history of findings."""

from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.requests import actor_of, person
from backend.core import audit
from backend.core.errors import Conflict
from backend.core.ids import new_id
from backend.patients.access import visible_patient
from backend.patients.models import Patient
from backend.tracking import actions, desk
from backend.tracking.desk import act_json
from backend.tracking.history import history_json
from backend.tracking.models import DeskAct, Finding, FindingChange
from backend.tracking.serializers import (
    AcknowledgedManySerializer,
    AcknowledgeManySerializer,
    DeskActSerializer,
    FindingChangeSerializer,
    StampSerializer,
)

MOST = 200


class StampsView(APIView):
    """Who reviewed this patient and when: every act at the desk, newest first; and one more stamp."""

    @extend_schema(operation_id="desk_acts_list", responses=DeskActSerializer(many=True))
    def get(self, request: Request, patient_id: UUID) -> Response:
        patient, role = visible_patient(request.user, patient_id)
        if role != "clinician":
            raise Http404
        audit.read(by=actor_of(request, role=role), patient_id=patient.pk, what="reviews")
        rows = list(DeskAct.objects.filter(patient=patient).order_by("-at", "-pk")[:MOST])
        caller = person(request)
        named = desk.findings_named(rows, caller.language)
        return Response([act_json(row, user_id=caller.pk, finding=named.get(row.pk, "")) for row in rows])

    @extend_schema(request=StampSerializer, responses={201: DeskActSerializer})
    def post(self, request: Request, patient_id: UUID) -> Response:
        patient, role = visible_patient(request.user, patient_id)
        if role != "clinician":
            raise PermissionDenied("A clinician of the care team reviews.")
        serializer = StampSerializer(data=request.data or {})
        serializer.is_valid(raise_exception=True)
        given = serializer.validated_data
        act = desk.stamp_review(
            patient=patient,
            by=actor_of(request, role=role),
            seen=given.get("seen"),
            note=given.get("note", ""),
            batch=given.get("act"),
        )
        return Response(act_json(act, user_id=person(request).pk), status=status.HTTP_201_CREATED)


class AcknowledgeManyView(APIView):
    """Acknowledge findings of one or many patients with one note; one that cannot be holds up none."""

    @extend_schema(
        operation_id="findings_acknowledge_many",
        request=AcknowledgeManySerializer,
        responses=AcknowledgedManySerializer,
    )
    def post(self, request: Request) -> Response:
        serializer = AcknowledgeManySerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        given = serializer.validated_data
        batch = given.get("act") or new_id()
        visible = set(
            Patient.objects.visible_to(request.user)
            .filter(findings__in=given["findings"])
            .values_list("pk", flat=True)
        )
        # Being visible is not enough: a patient or a caregiver acknowledges nothing.
        treated = {pk for pk in visible if visible_patient(request.user, pk)[1] == "clinician"}
        by = actor_of(request, role="clinician")
        known = {
            row.pk: row
            for row in Finding.objects.select_related("patient").filter(
                pk__in=given["findings"], patient__in=treated, for_clinician=True
            )
        }
        became: dict[UUID, str] = dict.fromkeys(known, "unchanged")
        last: DeskAct | None = None
        for patient in {row.patient_id: row.patient for row in known.values()}.values():
            said = actions.acknowledge_findings(
                patient=patient,
                findings=[row for row in known.values() if row.patient_id == patient.pk],
                by=by,
                note=given.get("note") or None,
                batch=batch,
            )
            became |= dict.fromkeys(said.over, "over") | dict.fromkeys(said.acts, "acknowledged")
            last = next(reversed(said.acts.values()), last)
        results = [
            {"finding": str(key), "result": became.get(key, "unknown")} for key in dict.fromkeys(given["findings"])
        ]
        until = act_json(last, user_id=person(request).pk)["undo_until"] if last else None
        return Response({"act": str(batch), "undo_until": until, "results": results})


class UndoView(APIView):
    """Take back one's own act (an acknowledgement, a resolution, a stamp; all of a bulk) while there is time."""

    @extend_schema(request=None, responses=DeskActSerializer(many=True))
    def post(self, request: Request, act_id: UUID) -> Response:
        mine = DeskAct.objects.filter(batch=act_id, author_id=person(request).pk)
        patients = {
            pk: visible_patient(request.user, pk)[1]
            for pk in Patient.objects.visible_to(request.user)
            .filter(desk_acts__in=mine)
            .values_list("pk", flat=True)
            .distinct()
        }
        treated = [pk for pk, role in patients.items() if role == "clinician"]
        if not treated:
            raise Http404
        by = actor_of(request, role="clinician")
        undone = desk.undo(batch=act_id, patients=treated, by=by)
        if not undone:
            minutes = int(desk.UNDO_WINDOW.total_seconds() // 60)
            raise Conflict("act", f"expected an act of the last {minutes} minutes that still stands")
        return Response([act_json(act) for act in undone])


class FindingHistoryView(APIView):
    """Every state that the findings of a patient came to, when and by whose word; newest first."""

    @extend_schema(operation_id="findings_history", responses=FindingChangeSerializer(many=True))
    def get(self, request: Request, patient_id: UUID) -> Response:
        patient, role = visible_patient(request.user, patient_id)
        if role != "clinician":
            raise Http404
        audit.read(by=actor_of(request, role=role), patient_id=patient.pk, what="findings")
        rows = FindingChange.objects.filter(finding__patient=patient, finding__for_clinician=True)
        return Response([history_json(row) for row in rows.order_by("-at", "-pk")[:500]])
