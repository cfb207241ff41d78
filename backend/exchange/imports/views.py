"""`/clinics/ID/imports`: bring a file along; `/imports/ID`: see what it would do, apply it, undo it."""

import re
from typing import Any
from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.db import transaction
from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.models import Membership
from backend.accounts.requests import person
from backend.accounts.staff import staff_at
from backend.core import audit
from backend.core.actor import Actor
from backend.core.errors import Refused
from backend.core.parsers import has_nul
from backend.exchange.imports import actions
from backend.exchange.imports.serializers import BatchSerializer, presented
from backend.exchange.imports.unpack import LARGEST
from backend.exchange.models import Import
from backend.exchange.tasks import import_soon
from backend.patients.access import visible_patient

REFUSAL = "A physiotherapist or doctor of the clinic imports files."
PIECE = 64 * 1024
SOURCE = re.compile(r"https?://[^\s?#]+")
FILE = [
    OpenApiParameter("name", str, description="The file's name."),
    OpenApiParameter("source", str, description="The FHIR server's root, for resources that do not name it."),
    OpenApiParameter("patient", UUID, description="Whose sheet it is. Of CSV only."),
]


class AnyParser(BaseParser):
    """The body as it comes, piece by piece, and never more than the limit."""

    media_type = "*/*"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        pieces: list[bytes] = []
        size = 0
        while piece := stream.read(PIECE):
            size += len(piece)
            if size > LARGEST:
                raise RequestDataTooBig(f"expected a file of at most {LARGEST // 1024 // 1024} MB")
            pieces.append(piece)
        return b"".join(pieces)


def _batch(request: Request, import_id: UUID) -> tuple[Import, Actor]:
    """An import of the caller's clinic; who brought it along sees it, and nobody else: it names people."""
    batch = Import.objects.select_related("clinic").filter(pk=import_id, user=person(request)).first()
    if batch is None:
        raise Http404
    _, by = staff_at(request, batch.clinic_id, only=Membership.CLINICAL, refusal=REFUSAL)
    return batch, by


def _seen(by: Actor, batches: list[Import]) -> None:
    """An import names people: whoever looks at it looks at them."""
    for batch in batches:
        for one in batch.summary.get("people", []):
            if one.get("patient"):
                audit.read(by=by, patient_id=UUID(one["patient"]), what="import", object_id=str(batch.pk))


class ImportsView(APIView):
    """The files that the caller brought along, newest first; and one more, answered at once and rehearsed by a worker."""

    parser_classes = (AnyParser,)

    @extend_schema(operation_id="imports_list", responses=BatchSerializer(many=True))
    def get(self, request: Request, clinic_id: UUID) -> Response:
        work, _ = staff_at(request, clinic_id, only=Membership.CLINICAL, refusal=REFUSAL)
        rows = list(Import.objects.filter(clinic=work.clinic, user=person(request)).order_by("-asked_at")[:20])
        # A list says what was brought along; whom it is about is in each import.
        return Response([presented(row) | {"summary": {}} for row in rows])

    @extend_schema(
        operation_id="imports_create",
        parameters=FILE,
        request={"application/octet-stream": OpenApiTypes.BINARY},
        responses={202: BatchSerializer},
    )
    def post(self, request: Request, clinic_id: UUID) -> Response:
        work, by = staff_at(request, clinic_id, only=Membership.CLINICAL, refusal=REFUSAL)
        asked = request.query_params
        name = asked.get("name", "").strip() or "file"
        source = asked.get("source", "").strip()
        if has_nul(name) or not name.isprintable() or len(name) > 200:
            raise Refused("name", "expected a file's name of at most 200 characters")
        if source and (not SOURCE.fullmatch(source) or len(source) > 200):
            raise Refused("source", "expected a URL such as https://server.example/fhir")
        patient = None
        if "patient" in asked:
            try:
                patient, role = visible_patient(request.user, UUID(asked["patient"]))
            except ValueError as error:
                raise Refused("patient", "expected the id of a patient") from error
            if role != "clinician" or patient.clinic_id != work.clinic.pk:
                raise Http404
        try:
            content = request.data
        except RequestDataTooBig as error:
            raise Refused("file", str(error), code="too_large") from error
        if not isinstance(content, bytes) or not content:
            raise Refused("file", "expected a file as the body of the request")
        batch = actions.ask_import(
            by=by,
            clinic=work.clinic,
            user=person(request),
            content=content,
            name=name,
            source=source,
            patient=patient,
        )
        transaction.on_commit(lambda: import_soon(batch.pk))
        return Response(presented(batch), status=status.HTTP_202_ACCEPTED)


class ImportView(APIView):
    """One import: how far it is, and what it did or would do."""

    @extend_schema(operation_id="imports_read", responses=BatchSerializer)
    def get(self, request: Request, import_id: UUID) -> Response:
        batch, by = _batch(request, import_id)
        _seen(by, [batch])
        return Response(presented(batch))

    @extend_schema(operation_id="imports_discard", responses={204: None})
    def delete(self, request: Request, import_id: UUID) -> Response:
        batch, by = _batch(request, import_id)
        actions.discard_import(by=by, batch=batch)
        return Response(status=status.HTTP_204_NO_CONTENT)


class _StepView(APIView):
    step = Import.Step.APPLY

    def take(self, request: Request, import_id: UUID) -> Response:
        batch, by = _batch(request, import_id)
        batch = actions.ask_step(by=by, batch=batch, step=self.step)
        transaction.on_commit(lambda: import_soon(batch.pk))
        _seen(by, [batch])
        return Response(presented(batch), status=status.HTTP_202_ACCEPTED)


class ApplyView(_StepView):
    """Write what was rehearsed, person by person: each whole or not at all."""

    @extend_schema(operation_id="imports_apply", request=None, responses={202: BatchSerializer})
    def post(self, request: Request, import_id: UUID) -> Response:
        return self.take(request, import_id)


class UndoView(_StepView):
    """Take back all that it wrote, within a day; what somebody changed since stays."""

    step = Import.Step.UNDO

    @extend_schema(operation_id="imports_undo", request=None, responses={202: BatchSerializer})
    def post(self, request: Request, import_id: UUID) -> Response:
        return self.take(request, import_id)
