"""Four addresses: a create as DRF gives it, a view that says nothing new, and the lean forms of both without DRF."""

import json
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from rest_framework import generics, serializers
from rest_framework.authtoken.models import Token
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from bench.plain.models import Entry


class EntrySerializer(serializers.ModelSerializer[Entry]):
    class Meta:
        model = Entry
        fields = ("id", "kind", "day", "recorded_at", "timezone", "data", "received_at")
        extra_kwargs = {"id": {"read_only": False}}


class Create(generics.CreateAPIView[Entry]):
    """The create that DRF's tutorial arrives at: one row, the caller as its owner."""

    queryset = Entry.objects.all()
    serializer_class = EntrySerializer

    def perform_create(self, serializer: Any) -> None:
        serializer.save(owner=self.request.user)


class Nothing(APIView):
    """The least that a signed-in caller can be answered."""

    def get(self, request: Request) -> Response:
        return Response({"changes": [], "cursor": 0, "more": False})


def _owner(request: HttpRequest) -> int | None:
    key = request.META.get("HTTP_AUTHORIZATION", "").removeprefix("Token ")
    return Token.objects.filter(key=key, user__is_active=True).values_list("user_id", flat=True).first()


@csrf_exempt
def lean_create(request: HttpRequest) -> HttpResponse:
    owner = _owner(request)
    if owner is None:
        return JsonResponse({"detail": "unknown token"}, status=401)
    said = json.loads(request.body)
    Entry.objects.bulk_create([Entry(owner_id=owner, **said)])
    return JsonResponse(said, status=201)


# The keys that the product's API gives for a record, written by PostgreSQL itself.
YEAR = """
SELECT json_build_object('next', NULL, 'previous', NULL, 'results', coalesce(json_agg(json_build_object(
    'id', id, 'kind', kind, 'recorded_at', recorded_at, 'timezone', timezone, 'date', day, 'supersedes', NULL,
    'group', NULL, 'is_current', true, 'author', json_build_object('name', 'Patient', 'role', 'patient'),
    'data', data, 'seq', 1) ORDER BY day, recorded_at, id), '[]'))::text
FROM plain_entry WHERE owner_id = %s AND day >= %s
"""


def year(request: HttpRequest, owner: int) -> HttpResponse:
    """A year as PostgreSQL writes it, with no sign-in at all."""
    with connection.cursor() as cursor:
        cursor.execute(YEAR, [owner, request.GET["from"]])
        (text,) = cursor.fetchone()
    return HttpResponse(text, content_type="application/json")


urlpatterns = [
    path("entries", Create.as_view()),
    path("nothing", Nothing.as_view()),
    path("lean", lean_create),
    path("year/<int:owner>", year),
]
