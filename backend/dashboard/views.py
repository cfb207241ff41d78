"""The physiotherapist's pages: read-only about patients."""

from hashlib import sha256
from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.requests import actor_of, person
from backend.accounts.staff import main_clinic, works_at
from backend.core import audit, clock
from backend.core.errors import Refused
from backend.core.renderers import FastJSONRenderer, stored_json
from backend.dashboard import actions
from backend.dashboard.backtest import backtest
from backend.dashboard.course import MAX_DAYS, course
from backend.dashboard.guidance import catalogue
from backend.dashboard.models import SavedView
from backend.dashboard.overview import behind
from backend.dashboard.serializers import (
    CourseSerializer,
    ReplaySerializer,
    SavedViewSerializer,
    WorklistSerializer,
)
from backend.dashboard.worklist import MAX_ROWS, PREGNANCY, STATES, Filters, listed
from backend.patients.access import visible_patient
from backend.patients.models import CareTeamMember, Patient
from backend.records.drafts import uuid_of
from backend.tracking.summary import CATEGORIES, URGENCIES

# Every day of three years is asked once: a second or a few.
MOST_REPLAYED = 1096


def require_staff(request: Request) -> None:
    user = person(request)
    if (
        not works_at(user)
        and not CareTeamMember.objects.active().filter(user=user).exclude(role="caregiver").exists()
    ):
        raise PermissionDenied("The worklist is for a clinic's staff.")


def _one_of(request: Request, name: str, words: tuple[str, ...]) -> str | None:
    given = request.query_params.get(name)
    if given and given not in words:
        raise Refused(name, "expected one of " + ", ".join(words))
    return given or None


def filters_of(request: Request) -> Filters:
    """The worklist's filters as the query names them; Refused names the first that is none."""
    given = request.query_params
    return Filters(
        category=_one_of(request, "category", CATEGORIES),
        urgency=_one_of(request, "urgency", URGENCIES),
        search=given.get("search", "").replace("\x00", "").strip()[:100],
        mine=_one_of(request, "mine", ("true", "false")) == "true",
        state=_one_of(request, "state", STATES),
        pregnancy=_one_of(request, "pregnancy", PREGNANCY),
        patients=_patients_of(request),
    )


# Behind a figure there may be nobody any more, and an empty choice would mean everybody.
_NOBODY = (UUID(int=0),)


def _patients_of(request: Request) -> tuple[UUID, ...]:
    """Ids with commas; or everybody behind a figure of the overview, by its place there: `entries.25`."""
    given = request.query_params.get("patients", "")
    if "." in given:
        found = behind(person(request), given)
        if found is None:
            raise Refused("patients", "expected ids with commas, or a figure of the overview such as entries.25")
        return tuple(found) or _NOBODY
    wanted = [part for part in given.split(",") if part]
    if len(wanted) > MAX_ROWS:
        raise Refused("patients", f"expected at most {MAX_ROWS} ids")
    return tuple(uuid_of("patients", part) for part in wanted)


class WorklistView(APIView):
    """Who needs me first, and why. With `If-None-Match` an unchanged list is 304 and empty."""

    @extend_schema(
        responses={200: WorklistSerializer, 304: None},
        parameters=[
            OpenApiParameter(
                "category", str, enum=list(CATEGORIES), description="Whom this reason concerns, first or not."
            ),
            OpenApiParameter("urgency", str, enum=list(URGENCIES)),
            OpenApiParameter("search", str, description="Part of the name."),
            OpenApiParameter("mine", bool, description="true: only those on whose care team the caller is."),
            OpenApiParameter("state", str, enum=list(STATES)),
            OpenApiParameter("pregnancy", str, enum=list(PREGNANCY)),
            OpenApiParameter("patients", str, description="Only these ids, with commas."),
        ],
    )
    def get(self, request: Request) -> Response:
        require_staff(request)
        body, shown = listed(person(request), filters_of(request))
        written = FastJSONRenderer().render(body)
        etag = f'"{sha256(written).hexdigest()[:32]}"'
        if request.headers.get("If-None-Match") == etag:
            return Response(status=status.HTTP_304_NOT_MODIFIED, headers={"ETag": etag})
        audit.looked_over(by=actor_of(request, role="clinician"), patient_ids=shown, what="worklist")
        return Response(stored_json(written), headers={"ETag": etag})


class CourseView(APIView):
    """One patient's course. With `If-None-Match` an unchanged course is 304 and empty."""

    @extend_schema(
        responses={200: CourseSerializer, 304: None},
        parameters=[OpenApiParameter("days", int, description="Default 365.")],
    )
    def get(self, request: Request, patient_id: UUID) -> Response:
        patient, role = visible_patient(request.user, patient_id)
        if role != "clinician":
            raise Http404
        days = _days(request, most=MAX_DAYS)
        user = person(request)
        # Every change to what is shown takes the patient's next change number; a new day moves the window.
        etag = f'"{patient.seq}-{clock.local_day(clock.now(), patient.timezone)}-{days}-{user.language}"'
        if request.headers.get("If-None-Match") == etag:
            return Response(status=status.HTTP_304_NOT_MODIFIED, headers={"ETag": etag})
        audit.read(by=actor_of(request, role=role), patient_id=patient.pk, what="course")
        return Response(course(patient, days=days, language=user.language), headers={"ETag": etag})


def _days(request: Request, *, most: int) -> int:
    text = request.query_params.get("days", "365")
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= most):
        raise Refused("days", f"expected a whole number from 1 to {most}")
    return int(text)


class ReplayView(APIView):
    """This patient's stored course under today's rules: what would open and close on which day."""

    @extend_schema(
        responses=ReplaySerializer,
        parameters=[OpenApiParameter("days", int, description=f"Default 365, at most {MOST_REPLAYED}.")],
    )
    def get(self, request: Request, patient_id: UUID) -> Response:
        patient, role = visible_patient(request.user, patient_id)
        if role != "clinician":
            raise Http404
        days = _days(request, most=MOST_REPLAYED)
        audit.read(by=actor_of(request, role=role), patient_id=patient.pk, what="replay")
        return Response(backtest(patient, days=days, language=person(request).language))


class SavedViewsView(APIView):
    """Ways of looking at the worklist: one's own and those shared with the clinic; and one more."""

    @extend_schema(operation_id="saved_views_list", responses=SavedViewSerializer(many=True))
    def get(self, request: Request) -> Response:
        require_staff(request)
        rows = SavedView.objects.offered_to(person(request)).select_related("owner")
        return Response([_view_json(row, request) for row in rows])

    @extend_schema(request=SavedViewSerializer, responses={201: SavedViewSerializer})
    def post(self, request: Request) -> Response:
        require_staff(request)
        serializer = SavedViewSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        given = serializer.validated_data
        user = person(request)
        clinic = main_clinic(user.pk)
        if given["shared"] and clinic is None:
            raise Refused("shared", "expected a clinic to share with: you work in none")
        view = actions.save_view(
            by=actor_of(request, role="clinician"),
            owner=user,
            name=given["name"],
            filters=dict(given["filters"]),
            clinic=clinic if given["shared"] else None,
        )
        return Response(_view_json(view, request), status=status.HTTP_201_CREATED)


class SavedViewView(APIView):
    """Forget a view; only its owner does."""

    @extend_schema(responses={204: None})
    def delete(self, request: Request, view_id: UUID) -> Response:
        view = SavedView.objects.offered_to(person(request)).filter(pk=view_id).first()
        if view is None:
            raise Http404
        if view.owner_id != person(request).pk:
            raise PermissionDenied("Only who saved this view deletes it.")
        actions.delete_view(by=actor_of(request, role="clinician"), view=view)
        return Response(status=status.HTTP_204_NO_CONTENT)


def _view_json(view: SavedView, request: Request) -> dict[str, Any]:
    return {
        "id": str(view.pk),
        "name": view.name,
        "filters": view.filters,
        "shared": view.clinic_id is not None,
        "mine": view.owner_id == person(request).pk,
        "owner": str(view.owner),
    }


def _whose_guidance(request: Request) -> tuple[Patient | None, str]:
    """Of whom the numbers are asked, and in whose words; without `patient` a person's own, for staff the defaults."""
    user, wanted = person(request), request.query_params.get("patient")
    if wanted:
        patient, role = visible_patient(user, wanted)
        if role != "patient":
            audit.read(by=actor_of(request, role=role), patient_id=patient.pk, what="guidance")
        return patient, "clinician" if role == "clinician" else "patient"
    cares = CareTeamMember.objects.active().filter(user=user).exclude(role="caregiver").exists()
    if works_at(user) or cares:
        return None, "clinician"
    return Patient.objects.visible_to(user).select_related("clinic", "summary").filter(user=user).first(), "patient"


class GuidanceView(APIView):
    """Every rule, reminder, threshold in force and source: what the software acts on, and why.

    A patient gets what patients see, in the words for them; a clinician gets all.
    """

    @extend_schema(
        responses={200: dict},
        parameters=[OpenApiParameter("language", str, enum=["en", "de"]), OpenApiParameter("patient", str)],
    )
    def get(self, request: Request) -> Response:
        language = request.query_params.get("language") or person(request).language
        if language not in ("en", "de"):
            raise Refused("language", "expected en or de")
        patient, audience = _whose_guidance(request)
        return Response(catalogue(language, patient, audience=audience))
