"""`course.csv` out, `import-csv` in."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.requests import actor_of, person
from backend.core import audit
from backend.core.errors import Refused
from backend.core.strict import Strict
from backend.exchange.csv.read import Row, load
from backend.exchange.csv.write import added_csv, course_zip, findings_csv, records_csv, records_for
from backend.patients.access import visible_patient
from backend.records.course_sheets import Reader, sheet_named
from backend.records.kinds.base import kind_named


class ImportRowSerializer(serializers.Serializer[Any]):
    row = serializers.IntegerField(help_text="As the spreadsheet counts; the header is row 1.")
    kind = serializers.CharField(allow_null=True)
    date = serializers.CharField(allow_null=True)
    result = serializers.ChoiceField(choices=["created", "identical", "superseded", "refused"])
    column = serializers.CharField(allow_null=True)
    reason = serializers.CharField(allow_null=True)
    id = serializers.UUIDField(allow_null=True)
    record = serializers.DictField(allow_null=True, help_text="The fields that are kept, or would be.")


class ImportAnswerSerializer(serializers.Serializer[Any]):
    dry_run = serializers.BooleanField()
    counts = serializers.DictField(child=serializers.IntegerField())
    rows = ImportRowSerializer(many=True)


class ImportSerializer(Strict, serializers.Serializer[Any]):
    """A sheet as text. With `dry_run` nothing is written, and the answer is what would be."""

    csv = serializers.CharField(trim_whitespace=False)
    kind = serializers.CharField(required=False, help_text="For sheets without a column `kind`.")
    device = serializers.CharField(
        required=False,
        max_length=120,
        help_text="The insole or crutch tip that the sheet is from: its own names of columns, lines that are steps.",
    )
    dry_run = serializers.BooleanField(default=True)


class CourseCsvView(APIView):
    """Everything that stands about a patient: one kind as CSV, or a ZIP with a file for each."""

    @extend_schema(
        operation_id="course_csv",
        parameters=[
            OpenApiParameter(
                "kind", str, description="One kind, findings, loads, or reminders. Without it: all, in a ZIP."
            )
        ],
        responses={(200, "text/csv"): OpenApiTypes.BINARY, (200, "application/zip"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, patient_id: UUID) -> HttpResponse:
        patient, role = visible_patient(request.user, patient_id)
        kind, language = request.query_params.get("kind"), person(request).language
        reader = Reader(person(request), role, language)
        if kind and kind != "findings" and not sheet_named(kind):
            kind_named(kind)
        if role != "patient":
            audit.read(by=actor_of(request, role=role), patient_id=patient.pk, what="csv")
        if not kind:
            return _file(course_zip(patient, reader), "course.zip", "application/zip")
        if kind == "findings":
            return _file(findings_csv(patient, role, language), "findings.csv")
        if (added := added_csv(kind, patient, reader)) is not None:
            return _file(added, f"{kind}.csv")
        return _file(records_csv(records_for(patient, role).get(kind, []), kind), f"{kind}.csv")


class ImportCsvView(APIView):
    """Take a spreadsheet's rows as records; `dry_run` (the default) says row by row what would happen."""

    @extend_schema(operation_id="import_csv", request=ImportSerializer, responses=ImportAnswerSerializer)
    def post(self, request: Request, patient_id: UUID) -> Response:
        patient, role = visible_patient(request.user, patient_id)
        if role == "caregiver":
            raise PermissionDenied("A caregiver logs entries; sheets are the patient's and the clinic's.")
        serializer = ImportSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        wanted = serializer.validated_data
        if wanted.get("kind"):
            kind_named(wanted["kind"])
        if not wanted["csv"].strip():
            raise Refused("csv", "expected a sheet with a header and rows")
        by = actor_of(request, role=role)
        if role != "patient":
            # Which rows are already there is something about the patient, and a rehearsal leaves no other trace.
            audit.read(by=by, patient_id=patient.pk, what="csv")
        rows = load(
            patient=patient,
            by=by,
            text=wanted["csv"],
            kind=wanted.get("kind"),
            device=wanted.get("device", ""),
            dry_run=wanted["dry_run"],
        )
        return Response(
            {"dry_run": wanted["dry_run"], "counts": counts_of(rows), "rows": [_said(row) for row in rows]}
        )


def _said(row: Row) -> dict[str, Any]:
    said = asdict(row)
    return said | {"record": said.pop("fields")}


def counts_of(rows: Any) -> dict[str, int]:
    counts = dict.fromkeys(("created", "identical", "superseded", "refused"), 0)
    for row in rows:
        counts[row.result] += 1
    return counts


def _file(content: bytes, name: str, content_type: str = "text/csv; charset=utf-8") -> HttpResponse:
    return HttpResponse(
        content,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )
