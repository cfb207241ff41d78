"""The physiotherapist's pages, read-only."""

from dataclasses import asdict
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.models import Membership
from backend.accounts.requests import actor_of, person
from backend.core import audit
from backend.core.errors import Refused
from backend.dashboard.course import MAX_DAYS, course
from backend.dashboard.guidance import catalogue
from backend.dashboard.serializers import CourseSerializer, WorklistSerializer
from backend.dashboard.worklist import worklist
from backend.guidance import Thresholds
from backend.patients.access import visible_patient
from backend.patients.models import CareTeamMember
from backend.tracking.summary import CATEGORIES


class WorklistView(APIView):
    """Who needs me first, and why."""

    @extend_schema(
        responses=WorklistSerializer,
        parameters=[
            OpenApiParameter("category", str, enum=list(CATEGORIES)),
            OpenApiParameter("search", str, description="Part of the name."),
        ],
    )
    def get(self, request: Request) -> Response:
        user = person(request)
        works = Membership.objects.active().filter(user=user).exists()
        cares = CareTeamMember.objects.active().filter(user=user).exclude(role="caregiver").exists()
        if not (works or cares):
            raise PermissionDenied("The worklist is for a clinic's staff.")
        category = request.query_params.get("category")
        if category and category not in CATEGORIES:
            raise Refused("category", "expected one of " + ", ".join(CATEGORIES))
        search = request.query_params.get("search", "").strip()[:100]
        return Response(worklist(user, category=category, search=search) | {"thresholds": asdict(Thresholds())})


class CourseView(APIView):
    """One patient's course."""

    @extend_schema(responses=CourseSerializer, parameters=[OpenApiParameter("days", int, description="Default 365.")])
    def get(self, request: Request, patient_id: UUID) -> Response:
        patient, role = visible_patient(request.user, patient_id)
        if role != "clinician":
            raise Http404
        text = request.query_params.get("days", "365")
        if not (text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= MAX_DAYS):
            raise Refused("days", f"expected a whole number from 1 to {MAX_DAYS}")
        audit.read(by=actor_of(request, role=role), patient_id=patient.pk, what="course")
        return Response(course(patient, days=int(text), language=person(request).language))


class GuidanceView(APIView):
    """Every rule, reminder, threshold in force and source: what the software acts on, and why."""

    @extend_schema(
        responses={200: dict},
        parameters=[OpenApiParameter("language", str, enum=["en", "de"]), OpenApiParameter("patient", str)],
    )
    def get(self, request: Request) -> Response:
        language = request.query_params.get("language") or person(request).language
        if language not in ("en", "de"):
            raise Refused("language", "expected en or de")
        patient = None
        if request.query_params.get("patient"):
            patient, _ = visible_patient(request.user, request.query_params["patient"])
        return Response(catalogue(language, patient))
