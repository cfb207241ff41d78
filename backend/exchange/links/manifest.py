"""What the specification asks of a server: the manifest by POST, and a file's own address. For readers of any origin."""

from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.requests import address_of
from backend.core.names import is_one_line
from backend.exchange.links import opening
from backend.exchange.links.actions import LONGEST_PASSCODE
from backend.exchange.links.jwe import FHIR_JSON

LONGEST_RECIPIENT = 100
# How often a link that follows the record may be asked again (ours).
AGAIN_S = 300


class ManifestRequestSerializer(serializers.Serializer[Any]):
    """Not `Strict`: the specification wants what is not known to be passed over."""

    recipient = serializers.CharField(
        max_length=1000, help_text=f"Who opens it, for its patient to read: the first {LONGEST_RECIPIENT} characters."
    )
    passcode = serializers.CharField(
        required=False, allow_null=True, allow_blank=True, max_length=1000, trim_whitespace=False,
        help_text=f"With flag P; at most {LONGEST_PASSCODE} characters can be right.",
    )  # fmt: skip
    embeddedLengthMax = serializers.IntegerField(
        required=False, allow_null=True, min_value=0, help_text="A longer file comes by an address of its own."
    )

    def validate_recipient(self, text: str) -> str:
        # One line, so that it looks like nothing but a name; what turns the direction of text is left out, not refused.
        plain = "".join(sign if is_one_line(sign) else " " for sign in text)
        name = " ".join(plain.split())[:LONGEST_RECIPIENT].strip()
        if not name:
            raise serializers.ValidationError("expected a name", code="blank")
        return name


class ManifestFileSerializer(serializers.Serializer[Any]):
    contentType = serializers.CharField()
    status = serializers.ChoiceField(choices=["finalized", "can-change"])
    fhirVersion = serializers.CharField()
    lastUpdated = serializers.DateTimeField(required=False)
    embedded = serializers.CharField(required=False)
    location = serializers.URLField(required=False)


class ManifestSerializer(serializers.Serializer[Any]):
    files = ManifestFileSerializer(many=True)


class WrongPasscodeSerializer(serializers.Serializer[Any]):
    remainingAttempts = serializers.IntegerField()


class _AnyType(BaseContentNegotiation):
    """Readers of such links ask in all sorts of ways; there is one answer."""

    def select_parser(self, request, parsers):  # type: ignore[no-untyped-def]  # DRF's own signature
        return parsers[0]

    def select_renderer(self, request, renderers, format_suffix=None):  # type: ignore[no-untyped-def]  # as above
        return renderers[0], renderers[0].media_type


class OpenView(APIView):
    """Whoever has the address, from a page of whatever origin; no cookie is read and none is allowed along."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    content_negotiation_class = _AnyType

    @property
    def default_response_headers(self) -> dict[str, str]:
        return {
            **super().default_response_headers,
            "Access-Control-Allow-Origin": "*",
            "Access-Control-Expose-Headers": "Retry-After",
            "Cache-Control": "private, no-store",
            "Referrer-Policy": "no-referrer",
        }

    def options(self, request: Request, *args: Any, **kwargs: Any) -> Response:  # type: ignore[override]  # DRF's own type
        return Response(
            status=status.HTTP_204_NO_CONTENT,
            headers={
                "Access-Control-Allow-Methods": ", ".join(self.allowed_methods),
                "Access-Control-Allow-Headers": "content-type, accept",
                "Access-Control-Max-Age": "600",
            },
        )


class ManifestView(OpenView):
    """The manifest of a link (SMART Health Links 1.0.0). 401 with the tries that are left, 404 for a link that is none any more."""

    @extend_schema(
        operation_id="health_link_manifest",
        request=ManifestRequestSerializer,
        responses={200: ManifestSerializer, 401: WrongPasscodeSerializer},
        auth=[],
    )
    def post(self, request: Request, token: str) -> Response:
        serializer = ManifestRequestSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        asked = serializer.validated_data
        try:
            link = opening.open_link(
                token=token,
                recipient=asked["recipient"],
                passcode=asked.get("passcode"),
                address=address_of(request),
            )
        except opening.WrongPasscode as wrong:
            return Response({"remainingAttempts": wrong.left}, status=status.HTTP_401_UNAUTHORIZED)
        content, most = opening.content_of(link), asked.get("embeddedLengthMax")
        file: dict[str, Any] = {
            "contentType": FHIR_JSON,
            "status": "can-change" if link.follows else "finalized",
            "fhirVersion": "4.0.1",
        }
        if not link.follows:
            file["lastUpdated"] = link.made_at
        if most is None or len(content) <= most:
            file["embedded"] = content
        else:
            file["location"] = opening.file_url(link)
        return Response({"files": [file]}, headers={"Retry-After": str(AGAIN_S)} if link.follows else {})


class FileView(OpenView):
    """One file of a manifest, once and within minutes."""

    @extend_schema(operation_id="health_link_file", responses={(200, "application/jose"): OpenApiTypes.STR}, auth=[])
    def get(self, request: Request, ticket: str) -> HttpResponse:
        return HttpResponse(opening.file_of(ticket), content_type="application/jose")
