"""For how many years a clinic keeps what it knows of patients who left: read and set by its administrators."""

from uuid import UUID

from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.models import Clinic, Membership
from backend.accounts.staff import staff_at
from backend.core.strict import Strict
from backend.patients.keeping import actions

ONLY = "Only an administrator sees and sets this."


class KeepingSerializer(Strict, serializers.ModelSerializer[Clinic]):
    record_years = serializers.IntegerField(
        min_value=actions.LEAST, max_value=actions.MOST, allow_null=True, help_text="null: the server's own choice."
    )
    server_years = serializers.SerializerMethodField(help_text="Where the clinic has not chosen.")

    class Meta:
        model = Clinic
        fields = ["record_years", "server_years"]

    def get_server_years(self, clinic: Clinic) -> int:
        return int(settings.KEEP_FORMER_YEARS)


class KeepingView(APIView):
    """After these years the clinic sees nothing more of patients who left; their record is theirs and stays."""

    @extend_schema(operation_id="clinic_keeping", responses=KeepingSerializer)
    def get(self, request: Request, clinic_id: UUID) -> Response:
        work, _ = staff_at(request, clinic_id, only=[Membership.Role.ADMINISTRATOR], refusal=ONLY)
        return Response(KeepingSerializer(work.clinic).data)

    @extend_schema(operation_id="clinic_keeping_set", request=KeepingSerializer, responses=KeepingSerializer)
    def put(self, request: Request, clinic_id: UUID) -> Response:
        work, by = staff_at(request, clinic_id, only=[Membership.Role.ADMINISTRATOR], refusal=ONLY)
        serializer = KeepingSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        actions.set_record_years(by=by, clinic=work.clinic, years=serializer.validated_data["record_years"])
        return Response(KeepingSerializer(work.clinic).data)
