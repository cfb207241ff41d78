"""A patient's own links: made, shown again, listed with who opened them, ended."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.qr import qr_svg
from backend.accounts.requests import actor_of, person
from backend.core import clock
from backend.core.models import AuditEvent
from backend.core.strict import Strict
from backend.exchange.links import actions
from backend.exchange.links.opening import KIND
from backend.exchange.models import HealthLink
from backend.guidance.texts import LANGUAGES
from backend.patients.access import own_patient
from backend.patients.models import Patient
from backend.patients.privacy.access_log import network_of

OWN = "Only the patient shares their record by a link."
# Ended ones that are still listed, and openings of each.
LISTED, OPENINGS = 50, 20


class MakeLinkSerializer(Strict, serializers.Serializer[Any]):
    lasts = serializers.ChoiceField(choices=list(actions.LASTS))
    follows = serializers.BooleanField(
        default=False, help_text="Each opening gets the record as it is then, instead of as it is now."
    )
    passcode = serializers.CharField(
        required=False, allow_blank=True, max_length=actions.LONGEST_PASSCODE, trim_whitespace=False,
        help_text=f"{actions.SHORTEST_PASSCODE} characters or more; without one the link alone opens it.",
    )  # fmt: skip
    label = serializers.CharField(  # type: ignore[assignment]  # the name of the payload, not of the field
        required=False, allow_blank=True, max_length=actions.LONGEST_LABEL, help_text="Whoever has the link reads it."
    )
    language = serializers.ChoiceField(choices=list(LANGUAGES), required=False, help_text="Default: the caller's.")


class OpeningSerializer(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    name = serializers.CharField(help_text="As they called themselves: nobody has checked it.")
    network = serializers.CharField(allow_null=True)


class HealthLinkSerializer(serializers.ModelSerializer[HealthLink]):
    passcode = serializers.SerializerMethodField(help_text="Is one asked for?")
    state = serializers.SerializerMethodField()
    openings = serializers.SerializerMethodField(help_text=f"The last {OPENINGS}, newest first.")

    class Meta:
        model = HealthLink
        fields = [
            "id", "label", "language", "follows", "passcode", "attempts_left", "made_at", "expires_at", "revoked_at",
            "state", "openings",
        ]  # fmt: skip
        read_only_fields = fields

    def get_passcode(self, link: HealthLink) -> bool:
        return bool(link.passcode)

    @extend_schema_field(serializers.ChoiceField(choices=HealthLink.State.choices))
    def get_state(self, link: HealthLink) -> str:
        return str(link.state(clock.now()))

    @extend_schema_field(OpeningSerializer(many=True))
    def get_openings(self, link: HealthLink) -> list[dict[str, Any]]:
        return openings_of(self.context["openings"], link)


class IssuedLinkSerializer(HealthLinkSerializer):
    """With the link itself, and its picture."""

    link = serializers.SerializerMethodField()
    qr = serializers.SerializerMethodField(help_text="An SVG picture.")

    class Meta(HealthLinkSerializer.Meta):
        fields = [*HealthLinkSerializer.Meta.fields, "link", "qr"]
        read_only_fields = fields

    def get_link(self, link: HealthLink) -> str:
        return actions.link_of(link)

    def get_qr(self, link: HealthLink) -> str:
        return qr_svg(actions.link_of(link))


class HealthLinksView(APIView):
    """The links of the caller's own record, newest first; and a new one."""

    @extend_schema(operation_id="health_links_list", responses=HealthLinkSerializer(many=True))
    def get(self, request: Request, patient_id: UUID) -> Response:
        patient = own_patient(request, patient_id, OWN)
        rows = HealthLink.objects.filter(patient=patient).order_by("-made_at", "-pk")[:LISTED]
        return Response(HealthLinkSerializer(rows, many=True, context={"openings": _openings(patient)}).data)

    @extend_schema(
        operation_id="health_links_make", request=MakeLinkSerializer, responses={201: IssuedLinkSerializer}
    )
    def post(self, request: Request, patient_id: UUID) -> Response:
        patient = _own_by_hand(request, patient_id)
        serializer = MakeLinkSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        asked = {"language": person(request).language} | serializer.validated_data
        link = actions.make_link(by=actor_of(request, role="patient"), patient=patient, **asked)
        body = IssuedLinkSerializer(link, context={"openings": {}}).data
        return Response(body, status=status.HTTP_201_CREATED)


class HealthLinkView(APIView):
    """One of them, to be shown again while it is open; and its end."""

    @extend_schema(operation_id="health_links_show", responses=IssuedLinkSerializer)
    def get(self, request: Request, patient_id: UUID, link_id: UUID) -> Response:
        patient = _own_by_hand(request, patient_id)
        link = HealthLink.objects.open(clock.now()).filter(patient=patient, pk=link_id).first()
        if link is None:
            raise Http404
        return Response(IssuedLinkSerializer(link, context={"openings": _openings(patient)}).data)

    @extend_schema(operation_id="health_links_end", responses={204: None})
    def delete(self, request: Request, patient_id: UUID, link_id: UUID) -> Response:
        patient = own_patient(request, patient_id, OWN)
        link = HealthLink.objects.filter(patient=patient, pk=link_id).first()
        if link is None:
            raise Http404
        actions.end_link(by=actor_of(request, role="patient"), link=link)
        return Response(status=status.HTTP_204_NO_CONTENT)


def _own_by_hand(request: Request, patient_id: UUID) -> Patient:
    """What lets others in is made and shown by the person, not by a script."""
    patient = own_patient(request, patient_id, OWN)
    if request.auth is not None:
        raise PermissionDenied("A script makes and shows no links.")
    return patient


def _openings(patient: Patient) -> dict[str, list[AuditEvent]]:
    rows = AuditEvent.objects.filter(patient_id=patient.pk, action="read", kind=KIND).order_by("-at", "-pk")
    found = defaultdict(list)
    for row in rows[: LISTED * OPENINGS]:
        found[row.object_id].append(row)
    return found


def openings_of(found: dict[str, list[AuditEvent]], link: HealthLink) -> list[dict[str, Any]]:
    rows: Iterable[AuditEvent] = found.get(str(link.pk), [])[:OPENINGS]
    return [{"at": row.at, "name": row.actor_name, "network": network_of(row.address)} for row in rows]
