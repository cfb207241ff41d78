"""The inbox, what is planned for a patient, and who may be called how."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.models import User
from backend.accounts.requests import actor_of
from backend.core import audit, clock
from backend.core.actor import Actor, Role
from backend.core.errors import Refused
from backend.core.paging import KeysetPagination
from backend.patients.access import visible_patient
from backend.patients.models import CareTeamMember, Patient, keys_treated_by
from backend.records.course_sheets import Reader
from backend.reminders import actions
from backend.reminders.channels import push_key
from backend.reminders.course_sheet import may_read, seen_by
from backend.reminders.models import Reminder, StaffWishes
from backend.reminders.present import message_json
from backend.reminders.preview import preview
from backend.reminders.serializers import (
    CalendarAddressSerializer,
    CalendarStateSerializer,
    DismissSerializer,
    MessagePageSerializer,
    MessageSerializer,
    PushEndpointSerializer,
    PushKeySerializer,
    PushSubscriptionSerializer,
    SnoozeSerializer,
    StaffWishesSerializer,
)
from backend.reminders.staff import choose, is_clinician

MOST_MONTHS = 36


class MessagePages(KeysetPagination):
    ordering = ("-sent_at", "-id")


def _person(request: Request) -> User:
    """Who is signed in: `SignedIn` has seen to it that somebody is."""
    assert isinstance(request.user, User)
    return request.user


def _themselves(request: Request) -> Actor:
    """Who acts for nobody but themselves, in the role in which they are here."""
    return actor_of(request, role="patient" if hasattr(_person(request), "patient") else "clinician")


def clinical_patients(user: Any) -> QuerySet[Patient]:
    """The patients whom `user` looks after as a physiotherapist or doctor (not as a caregiver, not themselves)."""
    return Patient.objects.filter(pk__in=keys_treated_by(user), closed_at=None).exclude(user=user)


def readable_by(user: Any) -> QuerySet[Reminder]:
    """The inbox of `user`, and what was told to patients who let them, as a caregiver, read it too."""
    helped = Patient.objects.filter(pk__in=CareTeamMember.objects.told_as_caregiver(user).values("patient_id"))
    return _any_of(*_told_to(user), (helped.filter(closed_at=None), "patient"))


def inbox_of(user: Any) -> QuerySet[Reminder]:
    """What was told to `user`: to the patient they are, and to the clinicians of patients they look after."""
    return _any_of(*_told_to(user))


def _told_to(user: Any) -> list[tuple[QuerySet[Patient], str]]:
    return [(Patient.objects.of(user), "patient"), (clinical_patients(user), "clinician")]


def _any_of(*ways: tuple[QuerySet[Patient], str]) -> QuerySet[Reminder]:
    """Shown reminders of these patients to these receivers; by UNION and not by OR, as each then has its own index."""
    first, *others = (
        Reminder.objects.shown().filter(patient_id__in=patients.values("pk"), to=to).values("pk")
        for patients, to in ways
    )
    return Reminder.objects.filter(pk__in=first.union(*others, all=True))


class MessagesView(APIView):
    """The caller's inbox, newest first. A caregiver reads in it what the patient lets them read, and no more."""

    @extend_schema(
        operation_id="messages_list",
        parameters=[OpenApiParameter("unread", bool, description="true: only those not read yet.")],
        responses=MessagePageSerializer,
    )
    def get(self, request: Request) -> Response:
        rows = readable_by(request.user).select_related("patient")
        if request.query_params.get("unread") == "true":
            rows = rows.filter(state=Reminder.State.SENT)
        pages = MessagePages()
        page = pages.paginate_queryset(rows, request, view=self) or []
        others: dict[Role, set[UUID]] = {"clinician": set(), "caregiver": set()}
        for row in page:
            if row.to == "clinician":
                others["clinician"].add(row.patient_id)
            elif row.patient.user_id != _person(request).pk:
                others["caregiver"].add(row.patient_id)
        for role, patients in others.items():
            audit.looked_over(by=actor_of(request, role=role), patient_ids=patients, what="messages")
        return pages.get_paginated_response([message_json(row, language=_person(request).language) for row in page])


def _message(request: Request, message_id: UUID) -> tuple[Reminder, Actor]:
    """A message of the caller's inbox, and who acts on it; 404 for everybody else.

    Also for a caregiver who may read it: "seen" and "done" would tell the patient that they had been there.
    """
    row = inbox_of(request.user).select_related("patient").filter(pk=message_id).first()
    if row is None:
        raise Http404
    role: Role = "patient" if row.to == "patient" else "clinician"
    return row, actor_of(request, role=role)


def _answer(request: Request, row: Reminder) -> Response:
    return Response(message_json(row, language=_person(request).language))


class ReadView(APIView):
    """Seen."""

    @extend_schema(request=None, responses=MessageSerializer)
    def post(self, request: Request, message_id: UUID) -> Response:
        row, by = _message(request, message_id)
        return _answer(request, actions.mark_read(by=by, reminder=row))


class DoneView(APIView):
    """What it asked for is done."""

    @extend_schema(request=None, responses=MessageSerializer)
    def post(self, request: Request, message_id: UUID) -> Response:
        row, by = _message(request, message_id)
        return _answer(request, actions.mark_done(by=by, reminder=row))


class SnoozeView(APIView):
    """Tell me again: in an hour, this evening, tomorrow."""

    @extend_schema(request=SnoozeSerializer, responses=MessageSerializer)
    def post(self, request: Request, message_id: UUID) -> Response:
        row, by = _message(request, message_id)
        serializer = SnoozeSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        return _answer(request, actions.snooze(by=by, reminder=row, until=serializer.validated_data["until"]))


class DismissView(APIView):
    """Not for me, with a word why if you like."""

    @extend_schema(request=DismissSerializer, responses=MessageSerializer)
    def post(self, request: Request, message_id: UUID) -> Response:
        row, by = _message(request, message_id)
        serializer = DismissSerializer(data=request.data or {})
        serializer.is_valid(raise_exception=True)
        return _answer(request, actions.dismiss(by=by, reminder=row, why=serializer.validated_data.get("why", "")))


class RemindersView(APIView):
    """What is planned for a patient and what was told; with `preview`, what the next months will bring."""

    @extend_schema(
        operation_id="reminders_list",
        parameters=[OpenApiParameter("preview", int, description=f"Months ahead, 1 to {MOST_MONTHS}.")],
        responses=MessageSerializer(many=True),
    )
    def get(self, request: Request, patient_id: UUID) -> Response:
        patient, role = visible_patient(request.user, patient_id)
        months = _months(request.query_params.get("preview"))
        if role != "patient":
            audit.read(by=actor_of(request, role=role), patient_id=patient.pk, what="reminders")
        reader = Reader(_person(request), role, _person(request).language)
        if not may_read(patient, reader):
            return Response([])
        if months is None:
            rows = seen_by(patient, reader).select_related("patient")
            found = list(rows.order_by("-due_at", "-pk")[:500])
        else:
            found = preview(patient, now=clock.now(), months=months)
            found = found if role == "clinician" else [row for row in found if row.to == "patient"]
        return Response([message_json(row, language=reader.language) for row in found])


def _months(text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= MOST_MONTHS):
        raise Refused("preview", f"expected a number of months from 1 to {MOST_MONTHS}")
    return int(text)


def _own(request: Request, patient_id: UUID) -> tuple[Patient, Actor]:
    """Only the patient: a secret address of their dates is theirs to give away."""
    patient, role = visible_patient(request.user, patient_id)
    if role != "patient":
        raise PermissionDenied("Only the patient opens or closes their calendar.")
    return patient, actor_of(request, role=role)


class CalendarAddressView(APIView):
    """A secret address from which a calendar program reads the patient's dates."""

    @extend_schema(responses={200: CalendarStateSerializer})
    def get(self, request: Request, patient_id: UUID) -> Response:
        """Whether there is one; which, nobody can say any more."""
        patient, _ = _own(request, patient_id)
        return Response({"open": patient.calendar_feeds.filter(revoked_at=None).exists()})

    @extend_schema(request=None, responses={201: CalendarAddressSerializer})
    def post(self, request: Request, patient_id: UUID) -> Response:
        patient, by = _own(request, patient_id)
        secret = actions.open_calendar(by=by, patient=patient)
        return Response(
            {"url": f"{settings.PUBLIC_URL}/api/v1/calendar/{secret}.ics"}, status=status.HTTP_201_CREATED
        )

    @extend_schema(responses={204: None})
    def delete(self, request: Request, patient_id: UUID) -> Response:
        patient, by = _own(request, patient_id)
        actions.close_calendar(by=by, patient=patient)
        return Response(status=status.HTTP_204_NO_CONTENT)


def _clinician(request: Request) -> User:
    user = _person(request)
    if not is_clinician(user):
        raise PermissionDenied("These settings are for physiotherapists and doctors.")
    return user


class StaffWishesView(APIView):
    """How the caller, a clinician, is told; what was never chosen shows its default."""

    @extend_schema(operation_id="staff_notifications", responses=StaffWishesSerializer)
    def get(self, request: Request) -> Response:
        user = _clinician(request)
        row = StaffWishes.objects.filter(user=user).first() or StaffWishes(user=user)
        return Response(StaffWishesSerializer(row).data)

    @extend_schema(request=StaffWishesSerializer, responses=StaffWishesSerializer)
    def patch(self, request: Request) -> Response:
        user = _clinician(request)
        serializer = StaffWishesSerializer(data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        by = actor_of(request, role="clinician")
        row = choose(by=by, user=user, now=clock.now(), **serializer.validated_data)
        return Response(StaffWishesSerializer(row).data)


class PushKeyView(APIView):
    """The key with which a browser subscribes (`applicationServerKey`)."""

    @extend_schema(responses=PushKeySerializer)
    def get(self, request: Request) -> Response:
        return Response({"key": push_key.public_key() or None})


class PushSubscriptionsView(APIView):
    """Let this browser be called, or not any more."""

    @extend_schema(request=PushSubscriptionSerializer, responses={201: None})
    def post(self, request: Request) -> Response:
        serializer = PushSubscriptionSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        given = serializer.validated_data
        actions.register_browser(
            by=_themselves(request),
            user=_person(request),
            endpoint=given["endpoint"],
            session_key="" if request.auth else request.session.session_key or "",
            **given["keys"],
        )
        return Response(status=status.HTTP_201_CREATED)

    @extend_schema(request=PushEndpointSerializer, responses={204: None})
    def delete(self, request: Request) -> Response:
        serializer = PushEndpointSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        actions.forget_browser(
            by=_themselves(request),
            user=_person(request),
            endpoint=serializer.validated_data["endpoint"],
        )
        return Response(status=status.HTTP_204_NO_CONTENT)
