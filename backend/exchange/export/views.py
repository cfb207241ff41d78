"""Asking for a copy of everything about oneself, seeing how far it is, and fetching it."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import FileResponse, Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.requests import actor_of, person
from backend.core import clock
from backend.core.actor import Actor
from backend.core.throttles import ExportThrottle
from backend.exchange.export import actions
from backend.exchange.files import file_response
from backend.exchange.models import Export
from backend.exchange.tasks import export_soon
from backend.patients.models import Patient


class ExportSerializer(serializers.ModelSerializer[Export]):
    url = serializers.SerializerMethodField(help_text="Where to fetch it, when it is ready.")

    class Meta:
        model = Export
        fields = ["id", "state", "progress", "asked_at", "ready_at", "expires_at", "size", "url"]
        read_only_fields = fields

    def get_url(self, export: Export) -> str | None:
        return f"/api/v1/exports/{export.pk}/file" if export.state == Export.State.READY else None


def _actor(request: Request) -> Actor:
    own = Patient.objects.filter(user=person(request)).exists()
    return actor_of(request, role="patient" if own else "clinician")


class ExportsView(APIView):
    """The caller's copies, newest first; and one more, unless one stands already."""

    @extend_schema(operation_id="exports_list", responses=ExportSerializer(many=True))
    def get(self, request: Request) -> Response:
        rows = Export.objects.filter(user=person(request)).order_by("-asked_at")[:20]
        return Response(ExportSerializer(rows, many=True).data)

    @extend_schema(request=None, responses={200: ExportSerializer, 201: ExportSerializer})
    def post(self, request: Request) -> Response:
        export, new = actions.ask_export(by=_actor(request), user=person(request))
        if new:
            transaction.on_commit(lambda: export_soon(export.pk))
        code = status.HTTP_201_CREATED if new else status.HTTP_200_OK
        return Response(ExportSerializer(export).data, status=code)

    def get_throttles(self) -> list[Any]:
        usual = super().get_throttles()
        return [*usual, ExportThrottle()] if self.request.method == "POST" and usual else usual


def _own(request: Request, export_id: UUID) -> Export:
    export = Export.objects.filter(user=person(request), pk=export_id).first()
    if export is None:
        raise Http404
    return export


class ExportView(APIView):
    """How far one is."""

    @extend_schema(operation_id="exports_retrieve", responses=ExportSerializer)
    def get(self, request: Request, export_id: UUID) -> Response:
        return Response(ExportSerializer(_own(request, export_id)).data)


class ExportFileView(APIView):
    """The copy itself, for its owner only and until it expires."""

    @extend_schema(operation_id="exports_file", responses={(200, "application/zip"): OpenApiTypes.BINARY})
    def get(self, request: Request, export_id: UUID) -> FileResponse:
        export = _own(request, export_id)
        if export.state != Export.State.READY or not export.expires_at or export.expires_at <= clock.now():
            raise Http404
        return file_response(
            export.path,
            noted=lambda: actions.note_fetch(by=_actor(request), export=export),
            as_attachment=True,
            filename=f"toh-tracker-{clock.now():%Y-%m-%d}.zip",
            content_type="application/zip",
        )
