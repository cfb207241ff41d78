"""How a session stands, the wish to lock it now, and what a clinic chooses."""

from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts import actions, lock
from backend.accounts.models import Clinic, Membership
from backend.accounts.requests import person
from backend.accounts.sign_on import again
from backend.accounts.staff import staff_at
from backend.core.permissions import SignedIn
from backend.core.strict import Strict, refuse_unknown


class LockSerializer(serializers.Serializer[Any]):
    locked = serializers.BooleanField()
    minutes = serializers.IntegerField(help_text="Without a touch, after which it locks; 0: never by itself.")
    ways = serializers.ListField(
        child=serializers.ChoiceField(choices=["passkey", "code", "password", "clinic"]),
        help_text="In which the person can show once more who they are, to unlock it or before a change of how they sign in.",
    )


class LockView(APIView):
    """The only thing that a locked session is told; and the wish to lock it now."""

    permission_classes = [SignedIn]

    @extend_schema(operation_id="lock_state", responses=LockSerializer)
    def get(self, request: Request) -> Response:
        state = request.session.get(lock.KEY) or {}
        user = person(request)
        kinds = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
        ways = [
            ("passkey", "webauthn" in kinds),
            ("code", "totp" in kinds),
            ("password", user.has_usable_password()),
            ("clinic", again.sign_on_for(user) is not None),
        ]
        return Response(
            {
                "locked": bool(state.get("locked")),
                "minutes": state.get("minutes", 0),
                "ways": [name for name, there in ways if there],
            }
        )

    @extend_schema(operation_id="lock_now", request=None, responses={204: None})
    def post(self, request: Request) -> Response:
        refuse_unknown(request.data, ())
        if request.auth is None:
            lock.lock(request._request)
        return Response(status=status.HTTP_204_NO_CONTENT)


class ClinicLockSerializer(Strict, serializers.ModelSerializer[Clinic]):
    lock_minutes = serializers.IntegerField(
        min_value=lock.LEAST, max_value=lock.MOST, allow_null=True, help_text="null: the server's own choice."
    )
    server_minutes = serializers.SerializerMethodField(help_text="Where the clinic has not chosen.")

    class Meta:
        model = Clinic
        fields = ["lock_minutes", "server_minutes"]

    def get_server_minutes(self, clinic: Clinic) -> int:
        return int(settings.LOCK_MINUTES)


class ClinicLockView(APIView):
    """After how many minutes without a touch the sessions of the clinic's staff lock; set by its administrators."""

    @extend_schema(operation_id="clinic_lock", responses=ClinicLockSerializer)
    def get(self, request: Request, clinic_id: UUID) -> Response:
        work, _ = staff_at(request, clinic_id)
        return Response(ClinicLockSerializer(work.clinic).data)

    @extend_schema(operation_id="clinic_lock_set", request=ClinicLockSerializer, responses=ClinicLockSerializer)
    def put(self, request: Request, clinic_id: UUID) -> Response:
        work, by = staff_at(
            request, clinic_id, only=[Membership.Role.ADMINISTRATOR], refusal="Only an administrator sets this."
        )
        serializer = ClinicLockSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        minutes = serializer.validated_data["lock_minutes"]
        actions.set_lock_minutes(by=by, clinic=work.clinic, minutes=minutes)
        return Response(ClinicLockSerializer(work.clinic).data)
