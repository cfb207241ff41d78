"""A clinic's records over HTTP: written as an act, corrected, entered in error, read with their history; and contacts."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.requests import actor_of, person
from backend.core import audit
from backend.core.actor import Actor
from backend.patients.access import visible_patient
from backend.patients.models import Patient
from backend.records.concurrency import hold_unless_unchanged, seen_in
from backend.records.models import Record
from backend.records.present import record_json
from backend.tracking import corrections, desk
from backend.tracking.desk import act_json
from backend.tracking.models import DeskAct
from backend.tracking.serializers import (
    ContactSerializer,
    CorrectionSerializer,
    DeskActSerializer,
    DeskRecordsSerializer,
    InErrorSerializer,
    RecordedSerializer,
    VersionSerializer,
)


def _treated(request: Request, patient_id: UUID) -> tuple[Patient, Actor]:
    """The patient and the clinician who asks; 403 for the patient and their caregivers."""
    patient, role = visible_patient(request.user, patient_id)
    if role != "clinician":
        raise PermissionDenied("A clinician of the care team does this.")
    return patient, actor_of(request, role=role)


def _record(patient: Patient, record_id: UUID) -> Record:
    row = Record.objects.filter(pk=record_id, patient=patient).first()
    if row is None:
        raise Http404
    return row


def _given(serializer: Any) -> dict[str, Any]:
    serializer.is_valid(raise_exception=True)
    found: dict[str, Any] = serializer.validated_data
    return found


def _done(request: Request, rows: list[Record], act: DeskAct) -> dict[str, Any]:
    said = act_json(act, user_id=person(request).pk)
    return {"act": said["act"], "undo_until": said["undo_until"], "records": [record_json(row) for row in rows]}


class DeskRecordsView(APIView):
    """Write records about a patient as one act, to be taken back within fifteen minutes."""

    @extend_schema(request=DeskRecordsSerializer, responses={201: RecordedSerializer})
    def post(self, request: Request, patient_id: UUID) -> Response:
        patient, by = _treated(request, patient_id)
        given = _given(DeskRecordsSerializer(data=request.data))
        with transaction.atomic():
            hold_unless_unchanged(patient, seen=seen_in(request), by=by)
            rows, act = corrections.record_at_desk(
                patient=patient, by=by, items=given["records"], batch=given.get("act")
            )
        return Response(_done(request, rows, act), status=status.HTTP_201_CREATED)


class CorrectView(APIView):
    """Say what a record should have said, and why. The old version stays readable."""

    @extend_schema(request=CorrectionSerializer, responses={201: RecordedSerializer})
    def post(self, request: Request, patient_id: UUID, record_id: UUID) -> Response:
        patient, by = _treated(request, patient_id)
        record = _record(patient, record_id)
        given = _given(CorrectionSerializer(data=request.data))
        with transaction.atomic():
            hold_unless_unchanged(patient, seen=seen_in(request), by=by)
            row, act = corrections.correct_record(
                patient=patient,
                record=record,
                by=by,
                reason=given["reason"],
                fields=given["record"],
                day=given["date"].isoformat() if given.get("date") else None,
                batch=given.get("act"),
            )
        return Response(_done(request, [row], act), status=status.HTTP_201_CREATED)


class InErrorView(APIView):
    """A record that should not be there: it counts no more, and stays readable in the history."""

    @extend_schema(request=InErrorSerializer, responses={201: RecordedSerializer})
    def post(self, request: Request, patient_id: UUID, record_id: UUID) -> Response:
        patient, by = _treated(request, patient_id)
        record = _record(patient, record_id)
        given = _given(InErrorSerializer(data=request.data))
        with transaction.atomic():
            hold_unless_unchanged(patient, seen=seen_in(request), by=by)
            act = corrections.entered_in_error(
                patient=patient, record=record, by=by, reason=given["reason"], batch=given.get("act")
            )
        return Response(_done(request, [], act), status=status.HTTP_201_CREATED)


class VersionsView(APIView):
    """Every version of one record, oldest first, with the reasons."""

    @extend_schema(operation_id="record_versions", responses=VersionSerializer(many=True))
    def get(self, request: Request, patient_id: UUID, record_id: UUID) -> Response:
        patient, by = _treated(request, patient_id)
        record = _record(patient, record_id)
        audit.read(by=by, patient_id=patient.pk, what="records")
        return Response(corrections.versions_of(patient, record))


class ContactsView(APIView):
    """Note how you tried to reach the patient. Whoever was reached has been told of what is open."""

    @extend_schema(request=ContactSerializer, responses={201: DeskActSerializer})
    def post(self, request: Request, patient_id: UUID) -> Response:
        patient, by = _treated(request, patient_id)
        given = _given(ContactSerializer(data=request.data))
        act = desk.note_contact(
            patient=patient,
            by=by,
            outcome=given["outcome"],
            again_at=given.get("again_at"),
            note=given.get("note", ""),
            batch=given.get("act"),
        )
        return Response(act_json(act, user_id=person(request).pk), status=status.HTTP_201_CREATED)
