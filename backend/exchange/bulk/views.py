"""FHIR Bulk Data Access: `/fhir/Group/CLINIC/$export`, its status, and its files. For a clinic's administrators."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import FileResponse, Http404
from rest_framework import exceptions, status
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.models import Clinic, Membership
from backend.accounts.requests import actor_of, person
from backend.accounts.staff import staff_at
from backend.core import clock
from backend.core.actor import Actor
from backend.core.parsers import FhirJSONParser, FhirParser
from backend.exchange import jobs
from backend.exchange.bulk import actions
from backend.exchange.bulk.wishes import wishes_of
from backend.exchange.fhir.problems import Wrong
from backend.exchange.fhir.searching.asked import lenient
from backend.exchange.fhir.views import FhirRenderer, FhirView, base_of
from backend.exchange.files import file_response
from backend.exchange.models import BulkExport, Export
from backend.exchange.tasks import bulk_export_soon

State = Export.State


def _clinic(request: Request, clinic_id: UUID) -> Clinic:
    """The clinic that the caller administers; 404 for whoever does not work there, 403 for its other staff."""
    work, _ = staff_at(
        request, clinic_id, only=[Membership.Role.ADMINISTRATOR],
        refusal="An administrator of the clinic exports its records for research.",
    )  # fmt: skip
    return work.clinic


def _export(request: Request, export_id: UUID) -> BulkExport:
    export = BulkExport.objects.select_related("clinic").filter(pk=export_id).first()
    if export is None:
        raise Http404
    _clinic(request, export.clinic_id)
    return export


def _ready(export: BulkExport) -> bool:
    """Whether it may be fetched now. One with somebody in it who does not agree any more goes at once."""
    if export.state != State.READY or not export.expires_at or export.expires_at <= clock.now():
        return False
    if actions.everybody_agrees(export):
        return True
    actions.cancel_bulk_export(by=Actor.system("research consent"), export=export)
    return False


class KickOffView(FhirView):
    """Ask for an export of all who agreed to research; answered at once with where to look for it."""

    parser_classes = (FhirParser, FhirJSONParser)

    def get(self, request: Request, clinic_id: UUID) -> Response:
        _clinic(request, clinic_id)
        # The header is the protocol's own, and no page of another site can send it.
        if "respond-async" not in request.headers.get("Prefer", ""):
            raise Wrong("Prefer", "expected the header Prefer: respond-async")
        return self.post(request, clinic_id)

    def post(self, request: Request, clinic_id: UUID) -> Response:
        clinic = _clinic(request, clinic_id)
        posted = request.method == "POST"
        be_lenient = lenient(request.headers.get("Prefer", ""))
        query = {name: list(values) for name, values in request.query_params.lists()}
        wishes = wishes_of(query, request.data if posted else None, clinic, posted=posted, be_lenient=be_lenient)
        by = actor_of(request, role="administrator")
        url = request.build_absolute_uri()
        export = actions.ask_bulk_export(by=by, clinic=clinic, user=person(request), url=url, wishes=wishes)
        if export is None:
            raise exceptions.Throttled(60, "Another export of this clinic is being made; ask again when it is there.")
        transaction.on_commit(lambda: bulk_export_soon(export.pk))
        where = f"{base_of(request)}/bulk/{export.pk}"
        return Response(status=status.HTTP_202_ACCEPTED, headers={"Content-Location": where})


class StatusView(FhirView):
    """How far it is (202 with X-Progress), and when it is there: the manifest."""

    def get(self, request: Request, export_id: UUID) -> Response:
        export = _export(request, export_id)
        if export.state in jobs.GOING_ON:
            headers = {"X-Progress": f"{export.progress} %", "Retry-After": "5"}
            return Response(status=status.HTTP_202_ACCEPTED, headers=headers)
        if not _ready(export) or not export.made_at or not export.expires_at:
            raise Http404
        folder = f"{base_of(request)}/bulk/{export.pk}"
        manifest: dict[str, Any] = {
            # What is written while it is made comes with the next `_since`.
            "transactionTime": (export.begun_at or export.made_at).isoformat(),
            "request": export.url,
            "requiresAccessToken": True,
            "output": [
                {"type": one["type"], "url": f"{folder}/{one['type']}.ndjson", "count": one["count"]}
                for one in export.files
                if not one.get("deleted")
            ],
            "error": [],
        }
        deleted = [one for one in export.files if one.get("deleted")]
        if deleted:
            manifest["deleted"] = [
                {"type": "Bundle", "url": f"{folder}/{actions.DELETED}.ndjson", "count": one["count"]}
                for one in deleted
            ]
        return Response(manifest, headers={"Expires": export.expires_at.strftime("%a, %d %b %Y %H:%M:%S GMT")})

    def delete(self, request: Request, export_id: UUID) -> Response:
        export = _export(request, export_id)
        actions.cancel_bulk_export(by=actor_of(request, role="administrator"), export=export)
        return Response(status=status.HTTP_202_ACCEPTED)


class NdjsonRenderer(JSONRenderer):
    """For who asks for the lines as what they are; a refusal is an OperationOutcome all the same."""

    media_type = "application/fhir+ndjson"
    format = "ndjson"
    charset = None


class FileView(FhirView):
    """One type's resources, a line each."""

    renderer_classes = (NdjsonRenderer, FhirRenderer, JSONRenderer)

    def get(self, request: Request, export_id: UUID, kind: str) -> FileResponse:
        export = _export(request, export_id)
        known = any((actions.DELETED if one.get("deleted") else one["type"]) == kind for one in export.files)
        if not known or not _ready(export):
            raise Http404
        by = actor_of(request, role="administrator")
        return file_response(
            export.folder / f"{kind}.ndjson",
            noted=lambda: actions.note_bulk_fetch(by=by, export=export, kind=kind),
            content_type="application/fhir+ndjson",
        )
