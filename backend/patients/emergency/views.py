"""Opening a record in an emergency, and the administrator's list of who did."""

from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.models import Clinic, Membership
from backend.accounts.requests import person
from backend.accounts.staff import staff_at
from backend.core.strict import Strict
from backend.patients.emergency import actions
from backend.patients.models import EmergencyAccess

NEWEST = 200


class OpenSerializer(Strict, serializers.Serializer[Any]):
    name = serializers.CharField(max_length=150, help_text="The patient's whole name.")
    birth_year = serializers.IntegerField(min_value=1900, max_value=2200)
    reason = serializers.CharField(max_length=actions.LONGEST_REASON, help_text="Without names: others read it.")


class OpenedSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    patient = serializers.UUIDField(source="patient_id")
    until = serializers.DateTimeField()


class EmergencySerializer(serializers.ModelSerializer[EmergencyAccess]):
    """For an administrator, whose role opens no record: who, when and why, and not of whom."""

    name = serializers.CharField(source="user.get_full_name")
    open = serializers.SerializerMethodField()

    class Meta:
        model = EmergencyAccess
        fields = ["id", "name", "reason", "since", "until", "open"]

    def get_open(self, access: EmergencyAccess) -> bool:
        return access.is_open


class EmergencyListView(APIView):
    """Who opened a record in an emergency, newest first (administrators); and opening one (physiotherapists and doctors)."""

    @extend_schema(operation_id="emergency_list", responses=EmergencySerializer(many=True))
    def get(self, request: Request, clinic_id: UUID) -> Response:
        work, _ = staff_at(
            request, clinic_id, only=[Membership.Role.ADMINISTRATOR], refusal="The list is for administrators."
        )
        rows = EmergencyAccess.objects.filter(clinic=work.clinic).select_related("user").order_by("-since")
        return Response(EmergencySerializer(rows[:NEWEST], many=True).data)

    @extend_schema(operation_id="emergency_open", request=OpenSerializer, responses={201: OpenedSerializer})
    def post(self, request: Request, clinic_id: UUID) -> Response:
        work, by = staff_at(
            request, clinic_id, only=Membership.CLINICAL, refusal="Physiotherapists and doctors open records."
        )
        if request.auth is not None:
            raise PermissionDenied("A script opens no record in an emergency.")
        if work.clinic.access != Clinic.Access.TEAM:
            raise PermissionDenied("Everybody clinical sees every record in this clinic: nothing has to be opened.")
        serializer = OpenSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        asked = serializer.validated_data
        patient = actions.find_patient(by=by, clinic=work.clinic, name=asked["name"], birth_year=asked["birth_year"])
        access = actions.open_in_emergency(
            by=by, clinic=work.clinic, user=person(request), patient=patient, reason=asked["reason"]
        )
        return Response(OpenedSerializer(access).data, status=status.HTTP_201_CREATED)


class EmergencyView(APIView):
    """End it before its time: whoever opened it, or an administrator."""

    @extend_schema(operation_id="emergency_end", responses={204: None})
    def delete(self, request: Request, clinic_id: UUID, access_id: UUID) -> Response:
        work, by = staff_at(request, clinic_id)
        access = EmergencyAccess.objects.filter(pk=access_id, clinic=work.clinic).first()
        mine = access is not None and access.user_id == person(request).pk
        if access is None or not (mine or Membership.Role.ADMINISTRATOR in work.roles):
            raise Http404
        actions.end_emergency(by=by, access=access)
        return Response(status=status.HTTP_204_NO_CONTENT)
