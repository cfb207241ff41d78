"""A clinic's questionnaires, and what its patients answered."""

from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.requests import actor_of, person
from backend.accounts.staff import staff_at, works_at
from backend.core import audit, clock
from backend.core.errors import Refused
from backend.core.parsers import FhirParser
from backend.exchange.fhir.problems import Wrong
from backend.exchange.questionnaires.read import read
from backend.exchange.questionnaires.serializers import (
    AskedSerializer,
    QuestionnaireSerializer,
    QuestionnaireWriteSerializer,
)
from backend.patients.access import visible_patient
from backend.patients.models import Patient
from backend.records.models import Record
from backend.tracking.questionnaires.actions import load_questionnaire, retire_questionnaire
from backend.tracking.questionnaires.asked import ASKED, asked_of
from backend.tracking.questionnaires.form import Form, questions
from backend.tracking.questionnaires.models import Questionnaire


def presented(row: Questionnaire) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "title": row.title,
        "url": row.url,
        "version": row.version,
        "questions": len(questions(row.form)),
        "created_at": row.created_at.isoformat(),
        "retired_at": row.retired_at.isoformat() if row.retired_at else None,
        "form": row.form,
    }


class QuestionnairesView(APIView):
    """A clinic's questionnaires, newest first; and one more, from a FHIR Questionnaire."""

    parser_classes = (FhirParser,)

    @extend_schema(operation_id="questionnaires_list", responses=QuestionnaireSerializer(many=True))
    def get(self, request: Request, clinic_id: UUID) -> Response:
        work, _ = staff_at(request, clinic_id)
        rows = Questionnaire.objects.filter(clinic=work.clinic).defer("resource").order_by("-created_at", "-id")[:500]
        return Response([presented(row) for row in rows])

    @extend_schema(
        request=QuestionnaireWriteSerializer,
        responses={200: QuestionnaireSerializer, 201: QuestionnaireSerializer},
    )
    def post(self, request: Request, clinic_id: UUID) -> Response:
        work, by = staff_at(request, clinic_id)
        serializer = QuestionnaireWriteSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        resource = serializer.validated_data["resource"]
        try:
            title, form = read(resource)
        except Wrong as error:
            raise Refused(f"resource.{error.path}", error.expected) from error
        if serializer.validated_data["dry_run"]:
            return Response(_would_be(resource, title, form))
        row, created = load_questionnaire(by=by, clinic=work.clinic, resource=resource, title=title, form=form)
        return Response(presented(row), status=status.HTTP_201_CREATED if created else status.HTTP_200_OK)


def _would_be(resource: dict[str, Any], title: str, form: Form) -> dict[str, Any]:
    return {
        "id": None,
        "title": title,
        "url": str(resource.get("url") or ""),
        "version": str(resource.get("version") or ""),
        "questions": len(questions(form)),
        "created_at": None,
        "retired_at": None,
        "form": form,
    }


class QuestionnaireView(APIView):
    """One questionnaire: for the clinic's staff, and for patients who were asked it."""

    @extend_schema(operation_id="questionnaires_retrieve", responses=QuestionnaireSerializer)
    def get(self, request: Request, questionnaire_id: UUID) -> Response:
        row = Questionnaire.objects.filter(pk=questionnaire_id).defer("resource").first()
        if row is None:
            raise Http404
        if not works_at(person(request), row.clinic_id) and not _was_asked(request, row):
            raise Http404
        return Response(presented(row))


def _was_asked(request: Request, row: Questionnaire) -> bool:
    mine = Patient.objects.visible_to(request.user)
    asked = Record.objects.filter(patient__in=mine, kind=ASKED, data__questionnaire=str(row.pk))
    return asked.exists()


class RetireView(APIView):
    """Take a questionnaire out of use: nobody is asked it anew."""

    @extend_schema(operation_id="questionnaires_retire", request=None, responses=QuestionnaireSerializer)
    def post(self, request: Request, questionnaire_id: UUID) -> Response:
        row = Questionnaire.objects.filter(pk=questionnaire_id).first()
        if row is None:
            raise Http404
        _, by = staff_at(request, row.clinic_id)
        return Response(presented(retire_questionnaire(by=by, questionnaire=row)))


class AskedView(APIView):
    """What one patient was asked, when the next answers are due, and all scores so far."""

    @extend_schema(operation_id="patient_questionnaires_list", responses=AskedSerializer(many=True))
    def get(self, request: Request, patient_id: UUID) -> Response:
        patient, role = visible_patient(request.user, patient_id)
        if role != "patient":
            audit.read(by=actor_of(request, role=role), patient_id=patient.pk, what="questionnaires")
        return Response(asked_of(patient, today=clock.now().astimezone(clock.zone(patient.timezone)).date()))
