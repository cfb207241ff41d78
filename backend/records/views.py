"""What stands in the log about one patient, and one more record for it."""

from contextlib import nullcontext
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.requests import actor_of
from backend.core import audit
from backend.core.errors import Refused
from backend.core.paging import KeysetPagination
from backend.patients.access import visible_patient
from backend.patients.models import CareTeamMember, Patient
from backend.records import actions
from backend.records.concurrency import hold_unless_unchanged, seen_in
from backend.records.kinds.base import kind_named
from backend.records.models import Record
from backend.records.postgres_json import in_one, shown, written
from backend.records.present import record_json
from backend.records.serializers import RecordPageSerializer, RecordSerializer


class RecordPages(KeysetPagination):
    """So many that a year of daily entries comes in one answer."""

    ordering = ("day", "recorded_at", "id")
    max_page_size = 2000


class RecordsView(APIView):
    """What stands in the log about one patient, oldest first; and one more record for it."""

    @extend_schema(
        operation_id="records_list",
        parameters=[
            OpenApiParameter("kind", str, description="One kind, or several with commas."),
            OpenApiParameter("from", date, description="First day."),
            OpenApiParameter("to", date, description="Last day."),
            OpenApiParameter("history", bool, description="true: superseded and deleted ones too."),
        ],
        responses=RecordPageSerializer,
    )
    def get(self, request: Request, patient_id: UUID) -> Response:
        patient, role = visible_patient(request.user, patient_id)
        rows = Record.objects.filter(patient=patient)
        if request.query_params.get("history") != "true":
            rows = rows.current()
        kinds = request.query_params.get("kind")
        if kinds:
            rows = rows.of_kind(*(kind_named(kind).name for kind in kinds.split(",")))
        for name, lookup in (("from", "day__gte"), ("to", "day__lte")):
            if name in request.query_params:
                rows = rows.filter(**{lookup: _day(name, request.query_params[name])})
        if role != "clinician":
            # A note without the key is not internal; excluding by its value alone would drop that one too.
            for_all = ~Q(kind="note") | Q(data__internal__isnull=True) | Q(data__internal=False)
            rows = rows.filter(for_all)
        if role != "patient":
            audit.read(by=actor_of(request, role=role), patient_id=patient.pk, what="records")
        pages = RecordPages()
        if pages.cursor_query_param not in request.query_params:
            most = pages.get_page_size(request) or pages.page_size
            everything = in_one(rows, order=pages.ordering, most=most)
            if everything is not None:
                return Response({"next": None, "previous": None, "results": everything})
        page = pages.paginate_queryset(written(rows), request, view=self) or []
        return pages.get_paginated_response(shown(page))

    @extend_schema(request=RecordSerializer, responses={201: RecordSerializer})
    def post(self, request: Request, patient_id: UUID) -> Response:
        patient, role = visible_patient(request.user, patient_id)
        if role == "caregiver" and not _may_log(request.user, patient):
            raise PermissionDenied("The patient lets you look, not log.")
        if not isinstance(request.data, dict):
            raise Refused(None, "expected an object")
        by = actor_of(request, role=role)
        seen = seen_in(request)
        # A phone says nothing of what it has seen, and its entry needs no transaction around its own.
        with transaction.atomic() if seen is not None else nullcontext():
            hold_unless_unchanged(patient, seen=seen, by=by)
            (row,) = actions.record_several(patient=patient, by=by, items=[request.data])
        return Response(record_json(row), status=status.HTTP_201_CREATED)


def _may_log(user: Any, patient: Patient) -> bool:
    return CareTeamMember.objects.active().filter(user=user, patient=patient, may_log=True).exists()


def _day(name: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused(name, "expected a date such as 2026-03-12") from error
