from typing import Any

from django.db.models import QuerySet
from django.utils.decorators import method_decorator
from django.utils.translation import get_language_from_request, override
from django.views.decorators.csrf import ensure_csrf_cookie
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status, viewsets
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts import actions, second_factor
from backend.accounts.models import AccessToken
from backend.accounts.passwords import strength_of
from backend.accounts.qr import qr_svg
from backend.accounts.requests import actor_of, person
from backend.accounts.serializers import (
    MeSerializer,
    NewTokenSerializer,
    PasswordSerializer,
    QrRequestSerializer,
    QrSerializer,
    StrengthSerializer,
    TokenSerializer,
)
from backend.core.permissions import SignedIn
from backend.core.throttles import StrengthThrottle


class CsrfView(APIView):
    """Sets the `csrftoken` cookie that the app sends back in `X-CSRFToken`."""

    permission_classes = [AllowAny]
    authentication_classes: list[Any] = []

    @extend_schema(responses={204: None})
    @method_decorator(ensure_csrf_cookie)
    def get(self, request: Request) -> Response:
        return Response(status=status.HTTP_204_NO_CONTENT)


class MeView(APIView):
    """The signed-in person. Open before the second factor: it says that one is needed."""

    permission_classes = [SignedIn]

    @extend_schema(responses=MeSerializer)
    def get(self, request: Request) -> Response:
        return Response(MeSerializer(person(request), context={"request": request}).data)

    @extend_schema(request=MeSerializer, responses=MeSerializer)
    def patch(self, request: Request) -> Response:
        serializer = MeSerializer(person(request), data=request.data, partial=True, context={"request": request})
        serializer.is_valid(raise_exception=True)
        actions.change_own_details(
            by=actor_of(request, role="patient"), user=person(request), **serializer.validated_data
        )
        return Response(MeSerializer(person(request), context={"request": request}).data)


class QrView(APIView):
    """The picture of a new one-time-code secret, which the authenticator app photographs. Nothing is kept."""

    permission_classes = [SignedIn]

    @extend_schema(operation_id="qr", request=QrRequestSerializer, responses=QrSerializer)
    def post(self, request: Request) -> Response:
        serializer = QrRequestSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        return Response({"svg": qr_svg(serializer.validated_data["text"])})


class StrengthView(APIView):
    """How easily a password is guessed, for the form in which it is chosen. It is neither kept nor logged."""

    authentication_classes: list[Any] = []
    permission_classes = [AllowAny]

    @extend_schema(operation_id="password_strength", request=PasswordSerializer, responses=StrengthSerializer)
    def post(self, request: Request) -> Response:
        serializer = PasswordSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        given = serializer.validated_data
        with override(get_language_from_request(request)):
            found = strength_of(given["password"], about=(given["email"],))
            return Response({"score": found.score, "enough": found.enough, "why": found.says()})

    def get_throttles(self) -> list[Any]:
        usual = super().get_throttles()
        return [*usual, StrengthThrottle()] if usual else usual


class TokenViewSet(
    mixins.ListModelMixin,
    mixins.CreateModelMixin,
    mixins.DestroyModelMixin,
    viewsets.GenericViewSet[AccessToken],
):
    """A person's own access tokens. The secret is shown once, in the answer that creates it."""

    serializer_class = TokenSerializer
    queryset = AccessToken.objects.none()
    lookup_value_converter = "int"

    def get_queryset(self) -> QuerySet[AccessToken]:
        if not self.request.user.is_authenticated:
            return AccessToken.objects.none()
        return AccessToken.objects.filter(user=self.request.user, revoked_at=None)

    @extend_schema(request=TokenSerializer, responses={201: NewTokenSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        if not second_factor.signed_in_just_now(request):
            raise second_factor.FreshSignInNeeded
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        token, secret = actions.create_token(
            by=actor_of(request, role="patient"),
            user=person(request),
            strong=second_factor.is_strong(request),
            **serializer.validated_data,
        )
        return Response({**TokenSerializer(token).data, "token": secret}, status=status.HTTP_201_CREATED)

    def perform_destroy(self, instance: AccessToken) -> None:
        actions.revoke_token(by=actor_of(self.request, role="patient"), token=instance)
