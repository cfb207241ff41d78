"""The auditor's addresses: pages of acts, all of them as a sheet, and the record that belongs to a name."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.models import Clinic, Membership
from backend.accounts.staff import Work, staff_at
from backend.core import audit
from backend.core.actor import Actor
from backend.core.audit import Act
from backend.core.errors import Refused
from backend.core.limits import spend
from backend.core.paging import KeysetPagination
from backend.core.sheets import sheet
from backend.core.strict import Strict, refuse_unknown
from backend.patients.auditing import trail
from backend.patients.auditing.kinds import KINDS

ONLY = "Only an administrator of the clinic reads its audit trail."
TRIES, TRIES_S = 20, 60 * 60


class AuditAskedSerializer(serializers.Serializer[Any]):
    person = serializers.IntegerField(required=False, min_value=1, help_text="Of the clinic's staff, now or once.")
    record = serializers.UUIDField(required=False, help_text="Then also what its patient and their helpers did.")
    kind = serializers.ChoiceField(choices=KINDS, required=False)
    since = serializers.DateTimeField(required=False)
    until = serializers.DateTimeField(required=False, help_text="Up to here, and not the moment itself.")


class AuditActSerializer(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    person = serializers.IntegerField(allow_null=True)
    name = serializers.CharField(help_text="Empty: a patient, somebody who helps them, or nobody who was signed in.")
    role = serializers.CharField()
    kind = serializers.ChoiceField(choices=KINDS)
    action = serializers.CharField()
    what = serializers.CharField()
    record = serializers.UUIDField(allow_null=True)
    count = serializers.IntegerField()
    address = serializers.CharField(allow_null=True)
    script = serializers.BooleanField()


class AuditPageSerializer(serializers.Serializer[Any]):
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = AuditActSerializer(many=True)


class AuditWhoseSerializer(Strict, serializers.Serializer[Any]):
    name = serializers.CharField(max_length=150, help_text="The patient's whole name.")
    birth_year = serializers.IntegerField(min_value=1900, max_value=2200)


class FoundRecordSerializer(serializers.Serializer[Any]):
    record = serializers.UUIDField()


class ActPages(KeysetPagination):
    ordering = ("-at", "-id")
    page_size = 50


class AuditView(APIView):
    """Who saw or changed what in the clinic, newest first. Each page that is read is itself in the trail."""

    @extend_schema(operation_id="clinic_audit", parameters=[AuditAskedSerializer], responses=AuditPageSerializer)
    def get(self, request: Request, clinic_id: UUID) -> Response:
        work, by = _auditor(request, clinic_id)
        asked = _asked(request, work.clinic)
        pages = ActPages()
        page = pages.paginate_queryset(trail.acts_of(work.clinic, asked), request, view=self) or []
        shown = list(trail.rows(page))
        _note("read_audit", by, work.clinic, asked)
        return pages.get_paginated_response(AuditActSerializer(shown, many=True).data)


class AuditSheetView(APIView):
    """The same as one sheet, oldest first, sent as it is read."""

    @extend_schema(
        operation_id="clinic_audit_csv",
        parameters=[AuditAskedSerializer],
        responses={(200, "text/csv"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, clinic_id: UUID) -> StreamingHttpResponse:
        work, by = _auditor(request, clinic_id)
        asked = _asked(request, work.clinic)
        _note("export_audit", by, work.clinic, asked)
        acts = trail.acts_of(work.clinic, asked).order_by("at", "id").iterator(chunk_size=1000)
        return StreamingHttpResponse(
            sheet(trail.COLUMNS, trail.rows(acts)),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="audit.csv"', "Cache-Control": "no-store"},
        )


class AuditRecordView(APIView):
    """The record that belongs to a name and year of birth: for a patient who asks who has seen it."""

    @extend_schema(operation_id="clinic_audit_record", request=AuditWhoseSerializer, responses=FoundRecordSerializer)
    def post(self, request: Request, clinic_id: UUID) -> Response:
        work, by = _auditor(request, clinic_id)
        serializer = AuditWhoseSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        spend("audit-record", str(by.user_id), most=TRIES, window_s=TRIES_S)
        record = trail.record_of(
            work.clinic, serializer.validated_data["name"], serializer.validated_data["birth_year"]
        )
        _note("read_audit", by, work.clinic, trail.Asked(record=record))
        if record is None:
            raise Refused("name", "expected the whole name and the year of birth of one patient", code="unknown")
        return Response({"record": record})


def _auditor(request: Request, clinic_id: UUID) -> tuple[Work, Actor]:
    work, by = staff_at(request, clinic_id, only=[Membership.Role.ADMINISTRATOR], refusal=ONLY)
    if request.auth is not None:
        raise PermissionDenied("A script reads no audit trail here; AUDIT_STREAM tells it to another system.")
    return work, by


def _asked(request: Request, clinic: Clinic) -> trail.Asked:
    given = request.query_params.dict()
    serializer = AuditAskedSerializer(data=given)
    refuse_unknown(given, [*serializer.fields, "cursor", "limit", "account"])
    serializer.is_valid(raise_exception=True)
    asked = trail.Asked(**serializer.validated_data)
    if asked.record is not None and not trail.is_known(clinic, asked.record):
        raise Refused("record", "expected a record of the clinic")
    return asked


def _note(action: str, by: Actor, clinic: Clinic, asked: trail.Asked) -> None:
    """In the record's own chain where one record was asked for: its patient sees that somebody looked."""
    if asked.record is not None:
        audit.read(by=by, patient_id=asked.record, what=action)
        return
    with transaction.atomic():
        audit.write(Act(action=action, object_id=str(clinic.pk)), by=by)
