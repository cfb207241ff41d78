"""What of a patient is printed: the report for the referring doctor or for the patient, the home programme, and the page for an appointment."""

from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.views import APIView

from backend.accounts.requests import actor_of, person
from backend.core import audit
from backend.core.errors import Refused
from backend.core.renderers import FastJSONRenderer
from backend.exchange.report.render import appointment_pdf, programme_pdf, report_pdf
from backend.guidance.texts import LANGUAGES
from backend.patients.access import visible_patient


class PdfRenderer(FastJSONRenderer):
    """For a caller who asks for `application/pdf`. It is refusals alone that are rendered, and those are JSON."""

    media_type = "application/pdf"
    format = "pdf"


LANGUAGE = OpenApiParameter("language", str, enum=list(LANGUAGES), description="Default: the caller's.")


def _language(request: Request) -> str:
    language = request.query_params.get("language") or person(request).language
    if language not in LANGUAGES:
        raise Refused("language", "expected one of " + ", ".join(LANGUAGES))
    return language


def _pdf(content: bytes, name: str) -> HttpResponse:
    """`name` says neither who nor which illness: the file lies about in download folders."""
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


class ReportView(APIView):
    """One or two pages about one patient. A patient and their caregivers get the patient's version only."""

    renderer_classes = (FastJSONRenderer, PdfRenderer)

    @extend_schema(
        operation_id="patient_report",
        parameters=[
            OpenApiParameter("for", str, enum=["doctor", "patient"], description="Default: the caller's own kind."),
            LANGUAGE,
        ],
        responses={(200, "application/pdf"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, patient_id: UUID) -> HttpResponse:
        patient, role = visible_patient(request.user, patient_id)
        reader = request.query_params.get("for") or ("doctor" if role == "clinician" else "patient")
        if reader not in ("doctor", "patient"):
            raise Refused("for", "expected doctor or patient")
        language = _language(request)
        if reader == "doctor" and role != "clinician":
            raise PermissionDenied("The doctor's report comes from the clinic; yours is the patient's version.")
        if role != "patient":
            audit.read(by=actor_of(request, role=role), patient_id=patient.pk, what=f"report:{reader}")
        pdf = report_pdf(patient, reader=reader, language=language)  # type: ignore[arg-type]  # checked above
        return _pdf(pdf, "report")


class ProgrammeView(APIView):
    """The home programme to print, with its drawings: for whoever may see the patient."""

    renderer_classes = (FastJSONRenderer, PdfRenderer)

    @extend_schema(
        operation_id="patient_home_programme",
        parameters=[LANGUAGE],
        responses={(200, "application/pdf"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, patient_id: UUID) -> HttpResponse:
        patient, role = visible_patient(request.user, patient_id)
        language = _language(request)
        if role != "patient":
            audit.read(by=actor_of(request, role=role), patient_id=patient.pk, what="home-programme")
        return _pdf(programme_pdf(patient, language=language), "programme")


class AppointmentView(APIView):
    """The page for an appointment, in the patient's own words: for whoever may see the patient."""

    renderer_classes = (FastJSONRenderer, PdfRenderer)

    @extend_schema(
        operation_id="patient_appointment_page",
        parameters=[LANGUAGE],
        responses={(200, "application/pdf"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, patient_id: UUID) -> HttpResponse:
        patient, role = visible_patient(request.user, patient_id)
        language = _language(request)
        if role != "patient":
            audit.read(by=actor_of(request, role=role), patient_id=patient.pk, what="appointment-page")
        return _pdf(appointment_pdf(patient, language=language), "appointment")
