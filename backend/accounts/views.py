from typing import Any

from django.db.models import QuerySet
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import ensure_csrf_cookie
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status, viewsets
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts import actions
from backend.accounts.models import AccessToken
from backend.accounts.qr import qr_svg
from backend.accounts.requests import actor_of, person
from backend.accounts.second_factor import works_with_patients
from backend.accounts.serializers import (
    MeSerializer,
    NewTokenSerializer,
    QrRequestSerializer,
    QrSerializer,
    TokenSerializer,
)
from backend.core.permissions import SignedIn


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
        if isinstance(request.auth, AccessToken) and works_with_patients(person(request)):
            # Else one token that leaked once could keep itself alive for ever.
            raise PermissionDenied("Clinic staff make tokens in the app, signed in with a second factor.")
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        token, secret = actions.create_token(
            by=actor_of(request, role="patient"), user=person(request), **serializer.validated_data
        )
        return Response({**TokenSerializer(token).data, "token": secret}, status=status.HTTP_201_CREATED)

    def perform_destroy(self, instance: AccessToken) -> None:
        actions.revoke_token(by=actor_of(self.request, role="patient"), token=instance)
