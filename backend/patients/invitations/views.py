"""Inviting, and being invited."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts import invitations as links
from backend.accounts.models import Clinic, Invitation, Membership, User
from backend.accounts.requests import actor_of, person, themselves
from backend.core import audit, clock
from backend.core.actor import Actor
from backend.core.audit import Act
from backend.core.errors import Refused
from backend.core.permissions import SignedIn
from backend.patients.access import visible_patient
from backend.patients.invitations import actions as invitations
from backend.patients.invitations.serializers import (
    InvitationSerializer,
    IssuedSerializer,
    LookSerializer,
    NewInvitationSerializer,
    OwnRecordSerializer,
    SecretSerializer,
    TakenSerializer,
    TakeSerializer,
)
from backend.patients.models import Patient
from backend.patients.present import profile_of
from backend.patients.serializers import PatientBriefSerializer, ProfileSerializer

KEPT_LISTED = 200


def theirs(user: User) -> QuerySet[Invitation]:
    """The invitations that `user` may see and revoke: to their own record, of patients and staff of their clinic."""
    jobs = Membership.objects.active().filter(user=user)
    clinical = jobs.filter(role__in=Membership.CLINICAL).values("clinic_id")
    run = jobs.filter(role=Membership.Role.ADMINISTRATOR).values("clinic_id")
    seen = Patient.objects.visible_to(user).exclude(user=user).values("pk")
    return Invitation.objects.filter(
        Q(role=Invitation.CAREGIVER, patient_id__in=Patient.objects.filter(user=user, closed_at=None).values("pk"))
        | Q(role=Invitation.PATIENT, clinic_id__in=clinical) & (Q(patient_id=None) | Q(patient_id__in=seen))
        | Q(role__in=Membership.Role.values, clinic_id__in=run)
    ).select_related("clinic")


def _clinic(user: User, wanted: UUID | None, roles: tuple[str, ...]) -> Clinic:
    """The clinic for which `user` may invite in one of `roles`; 403 where they have no such role at all."""
    jobs = Membership.objects.active().filter(user=user, role__in=roles).select_related("clinic")
    if wanted:
        jobs = jobs.filter(clinic_id=wanted)
    job = jobs.order_by("pk").first()
    if job is None:
        raise PermissionDenied("Your role in the clinic does not include this invitation.")
    return job.clinic


class InvitationsView(APIView):
    """Invitations that wait or were used; and one more."""

    @extend_schema(
        operation_id="invitations_list",
        parameters=[OpenApiParameter("patient", str, description="Only those to this record.")],
        responses=InvitationSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        rows = theirs(person(request))
        wanted = request.query_params.get("patient")
        if wanted:
            try:
                rows = rows.filter(patient_id=UUID(wanted))
            except ValueError as error:
                raise Refused("patient", "expected the id of a patient") from error
        listed = list(rows.order_by("-created_at")[:KEPT_LISTED])
        if listed:
            with transaction.atomic():
                audit.write(
                    Act(action="read_invitations", count=len(listed)),
                    by=themselves(request._request, person(request)),
                )
        return Response(InvitationSerializer(listed, many=True).data)

    @extend_schema(request=NewInvitationSerializer, responses={201: IssuedSerializer})
    def post(self, request: Request) -> Response:
        serializer = NewInvitationSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        asked = serializer.validated_data
        if asked["send"] and not asked["email"]:
            raise Refused("email", "expected an address to send the link to", code="required")
        by, patient, clinic = self._may(request, asked)
        if asked["send"]:
            links.count_letter(by=by, email=asked["email"])
        issued = links.issue(
            by=by,
            role=asked["role"],
            email=asked["email"],
            clinic=clinic,
            patient_id=patient.pk if patient else None,
            may_log=asked["may_log"],
            may_message=asked["may_message"],
            days=asked["days"],
        )
        language = asked.get("language") or person(request).language
        mailed = links.send(issued, language=language) if asked["send"] else None
        shown = {"link": issued.link, "qr": issued.qr, "code": issued.code, "mailed": mailed}
        body = {**InvitationSerializer(issued.invitation).data, **shown}
        return Response(body, status=status.HTTP_201_CREATED)

    def _may(self, request: Request, asked: dict[str, Any]) -> tuple[Actor, Patient | None, Clinic | None]:
        """Who invites, to which record, for which clinic; 403 and 404 as the caller's relations say."""
        user, role = person(request), asked["role"]
        if role == Invitation.CAREGIVER:
            own = Patient.objects.filter(user=user, closed_at=None).first()
            if own is None:
                raise PermissionDenied("Only patients invite somebody to help with their own record.")
            return actor_of(request, role="patient"), own, None
        if role != Invitation.PATIENT:
            clinic = _clinic(user, asked.get("clinic"), (Membership.Role.ADMINISTRATOR,))
            return actor_of(request, role="administrator"), None, clinic
        if not asked.get("patient"):
            return actor_of(request, role="clinician"), None, _clinic(user, asked.get("clinic"), Membership.CLINICAL)
        patient, seen_as = visible_patient(user, asked["patient"])
        if seen_as != "clinician":
            raise PermissionDenied("Only the clinic invites the person behind a record.")
        if patient.user_id:
            raise Refused("patient", "expected a record that nobody has taken up yet", code="taken")
        return actor_of(request, role="clinician"), patient, patient.clinic


class InvitationView(APIView):
    """End an invitation that waits."""

    @extend_schema(responses={204: None})
    def delete(self, request: Request, invitation_id: UUID) -> Response:
        invitation = theirs(person(request)).filter(pk=invitation_id).first()
        if invitation is None:
            raise Http404
        roles = {Invitation.CAREGIVER: "patient", Invitation.PATIENT: "clinician"}
        links.revoke(
            by=actor_of(request, role=roles.get(invitation.role, "administrator")),  # type: ignore[arg-type]
            invitation=invitation,
        )
        return Response(status=status.HTTP_204_NO_CONTENT)


class LookView(APIView):
    """What the link in somebody's hand is, before they say yes. The secret travels in the body: addresses are logged."""

    permission_classes = [AllowAny]

    @extend_schema(operation_id="invitations_look", request=SecretSerializer, responses=LookSerializer)
    def post(self, request: Request) -> Response:
        serializer = SecretSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        found = links.by_secret(serializer.validated_data["secret"])
        user = request.user if isinstance(request.user, User) else None
        fits = links.address_fits(found, user) if user and found.email else None
        inviter = found.created_by.get_full_name() if fits and found.created_by else None
        own = Patient.objects.filter(user=user).select_related("clinic").first() if user else None
        leaves = own.clinic.name if own and own.clinic and found.role == Invitation.PATIENT else None
        return Response(
            {
                "state": found.state,
                "role": found.role,
                "clinic": found.clinic.name if found.clinic else None,
                "email": links.masked(found.email),
                "needs_code": bool(found.code_digest),
                "has_record": bool(found.patient_id),
                "fits": fits,
                "inviter": inviter,
                "leaves": leaves if own and own.clinic_id != found.clinic_id else None,
                "may_log": found.may_log,
                "may_message": found.may_message,
                "expires_at": found.expires_at.isoformat(),
            }
        )


class TakeView(APIView):
    """Say yes to an invitation, as the signed-in person."""

    permission_classes = [SignedIn]  # a new colleague sets up the second factor after this step, not before

    @extend_schema(operation_id="invitations_take", request=TakeSerializer, responses=TakenSerializer)
    def post(self, request: Request) -> Response:
        serializer = TakeSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        given = dict(serializer.validated_data)
        user = person(request)
        secret, code, consents = given.pop("secret"), given.pop("code"), given.pop("consents")
        given.setdefault("name", user.get_full_name())
        _check_details(given)
        invitation, patient = invitations.take_up(
            by=actor_of(request, role="patient" if links.by_secret(secret).role == "patient" else "caregiver"),
            secret=secret,
            user=user,
            code=code,
            consents=consents,
            details=given,
        )
        body = PatientBriefSerializer(patient).data if patient else None
        return Response({"role": invitation.role, "patient": body})


def _check_details(given: dict[str, Any]) -> None:
    """Before the one use of an invitation is spent on details that would be refused."""
    if "timezone" in given:
        try:
            clock.zone(given["timezone"])
        except ValueError as error:
            raise Refused("timezone", "expected an IANA name such as Europe/Lisbon") from error
    if given.get("birth_year") and given["birth_year"] > clock.now().year:
        raise Refused("birth_year", "expected a year not in the future")


class OwnRecordView(APIView):
    """Begin a record of one's own, without a clinic."""

    @extend_schema(operation_id="me_patient_create", request=OwnRecordSerializer, responses={201: ProfileSerializer})
    def post(self, request: Request) -> Response:
        serializer = OwnRecordSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        by = actor_of(request, role="patient")
        patient = invitations.open_own_record(by=by, user=person(request), **serializer.validated_data)
        return Response(profile_of(patient), status=status.HTTP_201_CREATED)
