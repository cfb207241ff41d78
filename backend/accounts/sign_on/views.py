"""The ways of a clinic's own sign-in: begin, come back, connect, and what an administrator sets."""

from uuid import UUID

import structlog
from allauth.account.internal.decorators import login_not_required
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.http import Http404, HttpRequest, HttpResponse
from drf_spectacular.utils import extend_schema
from requests import RequestException
from rest_framework import status
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts import second_factor
from backend.accounts.models import Membership, SignOn
from backend.accounts.requests import actor_of, person
from backend.accounts.sign_on import actions, again, required
from backend.accounts.sign_on.provider import ClinicAdapter, ClinicCallbackView, location_of, sign_on_of
from backend.accounts.sign_on.serializers import (
    BeginSerializer,
    ConnectionSerializer,
    ConnectSerializer,
    LocationSerializer,
    OfferedSerializer,
    SignOnSerializer,
)
from backend.accounts.staff import staff_at
from backend.core.errors import Refused
from backend.core.permissions import SignedIn
from backend.core.strict import refuse_unknown

log = structlog.get_logger(__name__)
ONLY = "Only an administrator of the clinic sees and sets how its staff sign in."


class BeginView(APIView):
    """Is there a clinic's own sign-in here, and where does it begin for this address?"""

    authentication_classes = []
    permission_classes = [AllowAny]

    @extend_schema(operation_id="sign_on_offered", responses=OfferedSerializer)
    def get(self, request: Request) -> Response:
        return Response({"offered": SignOn.objects.exists()})

    @extend_schema(operation_id="sign_on_begin", request=BeginSerializer, responses=LocationSerializer)
    def post(self, request: Request) -> Response:
        serializer = BeginSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        domain = serializer.validated_data["email"].rpartition("@")[2].lower()
        sign_on = SignOn.objects.select_related("clinic").filter(clinic__sign_on_domains__domain=domain).first()
        if sign_on is None:
            raise Refused("email", "expected an address of a clinic that has its own sign-in here", code="no_clinic")
        return Response({"location": _location(request, sign_on, AuthProcess.LOGIN)})


class ConnectView(APIView):
    """With which clinics' sign-ins somebody's account is connected; where they go to connect it, and how that ends."""

    @extend_schema(operation_id="sign_on_connections", responses=ConnectionSerializer(many=True))
    def get(self, request: Request) -> Response:
        jobs = Membership.objects.active().filter(user=person(request)).values("clinic_id")
        offered = SignOn.objects.filter(clinic_id__in=jobs).select_related("clinic").order_by("clinic__name", "pk")
        linked = set(SocialAccount.objects.filter(user=person(request)).values_list("provider", flat=True))
        return Response(
            [
                {"clinic": one.clinic_id, "name": one.clinic.name, "connected": one.provider_id in linked}
                for one in offered
            ]
        )

    @extend_schema(operation_id="sign_on_disconnect", request=ConnectSerializer, responses={204: None})
    def delete(self, request: Request) -> Response:
        serializer = ConnectSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        _fresh_by_hand(request)
        provider = f"clinic:{serializer.validated_data['clinic']}"
        if not actions.disconnect(by=actor_of(request, role="clinician"), user=person(request), provider=provider):
            raise Http404
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(operation_id="sign_on_connect", request=ConnectSerializer, responses=LocationSerializer)
    def post(self, request: Request) -> Response:
        serializer = ConnectSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        clinic = serializer.validated_data["clinic"]
        staff_at(request, clinic)
        _fresh_by_hand(request)
        sign_on = SignOn.objects.select_related("clinic").filter(clinic_id=clinic).first()
        if sign_on is None:
            raise Http404
        return Response({"location": _location(request, sign_on, AuthProcess.CONNECT)})


class AgainView(APIView):
    """Where somebody shows once more who they are, at the sign-in of their clinic; also to unlock a session."""

    permission_classes = [SignedIn]

    @extend_schema(operation_id="sign_on_again", request=None, responses=LocationSerializer)
    def post(self, request: Request) -> Response:
        refuse_unknown(request.data, ())
        if request.auth is not None:
            raise PermissionDenied("Expected to be signed in: a token belongs to no session.")
        sign_on = again.sign_on_for(person(request))
        if sign_on is None:
            raise Http404
        return Response({"location": _location(request, sign_on, again.PROCESS)})


def _location(request: Request, sign_on: SignOn, process: str) -> str:
    try:
        return location_of(request._request, sign_on, process=process)
    except (OAuth2Error, RequestException, ImmediateHttpResponse) as error:
        log.warning("sign_on_unreached", clinic=str(sign_on.clinic_id), why=type(error).__name__)
        raise Refused(None, "The clinic's sign-in cannot be reached at the moment.", code="unreached") from error


@login_not_required
def callback(request: HttpRequest, clinic_id: UUID) -> HttpResponse:
    """The provider's answer: into the app, signed in or with the reason why not."""
    sign_on = sign_on_of(f"clinic:{clinic_id}")
    if sign_on is None or request.method != "GET":
        raise Http404
    adapter = ClinicAdapter(request, sign_on.provider_id)
    try:
        answer: HttpResponse = ClinicCallbackView.adapter_view(adapter)(request)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    except OAuth2Error as error:
        log.warning("sign_on_refused", clinic=str(clinic_id), why=str(error))
        try:
            return render_authentication_error(request, adapter.provider, exception=error)
        except ImmediateHttpResponse as immediate:
            return immediate.response
    return answer


class SettingsView(APIView):
    """How the clinic's staff sign in: read and set by its administrators, in the audit trail."""

    @extend_schema(operation_id="clinic_sign_on", responses=SignOnSerializer)
    def get(self, request: Request, clinic_id: UUID) -> Response:
        work, _ = staff_at(request, clinic_id, only=[Membership.Role.ADMINISTRATOR], refusal=ONLY)
        found = SignOn.objects.filter(clinic=work.clinic).first() or SignOn(clinic=work.clinic)
        return Response(SignOnSerializer(found).data)

    @extend_schema(operation_id="clinic_sign_on_set", request=SignOnSerializer, responses=SignOnSerializer)
    def put(self, request: Request, clinic_id: UUID) -> Response:
        work, by = staff_at(request, clinic_id, only=[Membership.Role.ADMINISTRATOR], refusal=ONLY)
        _fresh_by_hand(request)
        serializer = SignOnSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        sign_on = actions.set_sign_on(
            by=by,
            clinic=work.clinic,
            wanted=serializer.validated_data,
            session=request.session.session_key,
            came_by=required.came_by_sign_on(request, f"clinic:{clinic_id}"),
        )
        return Response(SignOnSerializer(sign_on).data)

    @extend_schema(operation_id="clinic_sign_on_remove", responses={204: None})
    def delete(self, request: Request, clinic_id: UUID) -> Response:
        work, by = staff_at(request, clinic_id, only=[Membership.Role.ADMINISTRATOR], refusal=ONLY)
        _fresh_by_hand(request)
        if not actions.remove_sign_on(by=by, clinic=work.clinic):
            raise Http404
        return Response(status=status.HTTP_204_NO_CONTENT)


def _fresh_by_hand(request: Request) -> None:
    """Whoever sets this decides who gets in: a script does not, and neither does an hour-old session."""
    if request.auth is not None or not second_factor.signed_in_just_now(request):
        raise second_factor.FreshSignInNeeded
