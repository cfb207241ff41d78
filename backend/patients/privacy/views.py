"""What is a person's own right: to know who looked, and to be forgotten."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.requests import actor_of, person
from backend.accounts.second_factor import FreshSignInNeeded, signed_in_just_now
from backend.core.actor import Role
from backend.core.errors import Refused
from backend.core.paging import KeysetPagination
from backend.core.strict import Strict
from backend.core.throttles import PasswordThrottle
from backend.patients.access import visible_patient
from backend.patients.models import Erasure, Patient
from backend.patients.privacy import erasure
from backend.patients.privacy.access_log import seen_by_others, seen_json
from backend.patients.serializers import SeenPageSerializer


class SeenPages(KeysetPagination):
    ordering = ("-at", "-id")
    page_size = 50


class SeenView(APIView):
    """Who else has seen the record, newest first. Only its patient is told."""

    @extend_schema(operation_id="seen_list", responses=SeenPageSerializer)
    def get(self, request: Request, patient_id: UUID) -> Response:
        patient, role = visible_patient(request.user, patient_id)
        if role != "patient":
            raise PermissionDenied("Only the patient is told who has seen the record.")
        pages = SeenPages()
        page = pages.paginate_queryset(seen_by_others(patient), request, view=self) or []
        return pages.get_paginated_response(seen_json(patient, page))


class ErasureWishSerializer(Strict, serializers.Serializer[Any]):
    password = serializers.CharField(
        required=False, allow_blank=True, max_length=1000, trim_whitespace=False,
        help_text="Yours; not needed within five minutes of signing in.",
    )  # fmt: skip


class ErasureSerializer(serializers.Serializer[Any]):
    state = serializers.ChoiceField(choices=["none", "asked"])
    asked_at = serializers.DateTimeField(allow_null=True)
    due_at = serializers.DateTimeField(allow_null=True, help_text="From then on it cannot be taken back.")
    grace_days = serializers.IntegerField()
    record = serializers.BooleanField(help_text="There is a patient's record that goes with it.")
    password = serializers.BooleanField(help_text="Asking needs the password, or a fresh sign-in without one.")


class ErasureView(APIView):
    """The caller's wish to be deleted with everything about them: as it stands, asked for, or taken back."""

    @extend_schema(responses=ErasureSerializer)
    def get(self, request: Request) -> Response:
        return Response(_erasure_json(request))

    @extend_schema(request=ErasureWishSerializer, responses={201: ErasureSerializer})
    def post(self, request: Request) -> Response:
        role = _by_hand(request)
        serializer = ErasureWishSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        password = serializer.validated_data.get("password", "")
        fresh = signed_in_just_now(request)
        if not fresh and not person(request).has_usable_password():
            raise FreshSignInNeeded
        if not (fresh or person(request).check_password(password)):
            raise Refused("password", "expected your password", code="password")
        erasure.ask_erasure(by=actor_of(request, role=role), user=person(request))
        return Response(_erasure_json(request), status=status.HTTP_201_CREATED)

    @extend_schema(responses=ErasureSerializer)
    def delete(self, request: Request) -> Response:
        role = _by_hand(request)
        if not erasure.withdraw_erasure(by=actor_of(request, role=role), user=person(request)):
            raise Http404
        return Response(_erasure_json(request))

    def get_throttles(self) -> list[Any]:
        usual = super().get_throttles()
        return [*usual, PasswordThrottle()] if self.request.method == "POST" and usual else usual


def _by_hand(request: Request) -> Role:
    """A script with a token may not delete its owner. The role in which the person acts."""
    if request.auth is not None:
        raise PermissionDenied("Expected to be signed in: a token does not delete its owner.")
    return "patient" if Patient.objects.filter(user=person(request)).exists() else "clinician"


def _erasure_json(request: Request) -> dict[str, Any]:
    user = person(request)
    wish = Erasure.objects.filter(user=user).first()
    return {
        "state": "asked" if wish else "none",
        "asked_at": wish.asked_at if wish else None,
        "due_at": wish.due_at if wish else None,
        "grace_days": settings.ERASURE_DAYS,
        "record": Patient.objects.filter(user=user).exists(),
        "password": user.has_usable_password() and not signed_in_just_now(request),
    }
