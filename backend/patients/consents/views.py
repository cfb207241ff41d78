"""What a patient agrees to: read, give, withdraw."""

from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.models import User
from backend.accounts.requests import actor_of
from backend.core import audit
from backend.core.errors import Refused
from backend.patients.access import own_patient, visible_patient
from backend.patients.care.serializers import (
    ConsentGivenSerializer,
    ConsentStateSerializer,
    GiveConsentSerializer,
)
from backend.patients.consents import actions as consents
from backend.patients.consents.texts import CURRENT, words
from backend.patients.models import Consent, Patient

LANGUAGE = OpenApiParameter("language", str, enum=["en", "de"])


def states(patient: Patient | None, language: str) -> list[dict[str, Any]]:
    """Each kind with its words in `language`, and where a patient is given, what they have said so far."""
    given = list(Consent.objects.filter(patient=patient).order_by("given_at", "pk")) if patient else []
    answer = []
    for kind in Consent.Kind.values:
        said = words(kind, CURRENT, language)
        assert said is not None
        history = [row for row in given if row.kind == kind]
        answer.append(
            {
                "kind": kind,
                "version": CURRENT,
                "title": said.title,
                "says": said.says,
                "follows": said.follows,
                "holds": any(row.withdrawn_at is None for row in history),
                "history": ConsentGivenSerializer(history, many=True).data,
            }
        )
    return answer


def _language(request: Request) -> str:
    asked = request.query_params.get("language")
    if asked not in (None, "en", "de"):
        raise Refused("language", "expected en or de")
    return asked or (request.user.language if isinstance(request.user, User) else "en")


class ConsentTextsView(APIView):
    """The words, for somebody who has no record yet."""

    permission_classes = [AllowAny]

    @extend_schema(operation_id="consent_texts", parameters=[LANGUAGE], responses=ConsentStateSerializer(many=True))
    def get(self, request: Request) -> Response:
        return Response(states(None, _language(request)))


class ConsentsView(APIView):
    """What the patient has agreed to. The clinic may look; only the patient gives and withdraws."""

    @extend_schema(operation_id="consents_list", parameters=[LANGUAGE], responses=ConsentStateSerializer(many=True))
    def get(self, request: Request, patient_id: UUID) -> Response:
        patient, role = visible_patient(request.user, patient_id)
        if role == "caregiver":
            raise Http404
        if role != "patient":
            audit.read(by=actor_of(request, role=role), patient_id=patient.pk, what="consents")
        return Response(states(patient, _language(request)))

    @extend_schema(
        operation_id="consents_give", request=GiveConsentSerializer, responses=ConsentStateSerializer(many=True)
    )
    def post(self, request: Request, patient_id: UUID) -> Response:
        patient = own_patient(request, patient_id, "Only the patient agrees.")
        serializer = GiveConsentSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        consents.give(by=actor_of(request, role="patient"), patient=patient, **serializer.validated_data)
        return Response(states(patient, _language(request)))


class WithdrawConsentView(APIView):
    """Withdraw one consent. What follows, follows at once."""

    @extend_schema(operation_id="consents_withdraw", request=None, responses=ConsentStateSerializer(many=True))
    def post(self, request: Request, patient_id: UUID, kind: str) -> Response:
        patient = own_patient(request, patient_id, "Only the patient withdraws a consent.")
        if kind not in Consent.Kind.values:
            raise Http404
        consents.withdraw(by=actor_of(request, role="patient"), patient=patient, kind=kind)
        return Response(states(patient, _language(request)))
