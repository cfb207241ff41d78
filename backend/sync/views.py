"""`/api/v1/sync/push` and `/api/v1/sync/pull`."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.requests import actor_of
from backend.accounts.whose import check_account
from backend.core import audit, clock
from backend.core.errors import Refused
from backend.core.metrics import note_sync
from backend.core.strict import refuse_unknown
from backend.patients.access import patient_for
from backend.patients.models import Patient
from backend.records.drafts import moment
from backend.sync.pull import MAX_PAGE, changes_after
from backend.sync.push import push
from backend.sync.serializers import PullAnswerSerializer, PushAnswerSerializer, PushSerializer

MAX_ITEMS = 1000
FAR_OFF_DAYS = 20_000  # such a clock says nothing: its seconds would not even fit
PATIENT = OpenApiParameter("patient", str, description="For a clinician or caregiver: whose. Default: your own.")


class TooMany(Refused):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "too-large"


class PushView(APIView):
    """Send entries made on a device. Safe to repeat: an id that is already there is answered `identical`."""

    @extend_schema(request=PushSerializer, responses=PushAnswerSerializer, parameters=[PATIENT])
    def post(self, request: Request) -> Response:
        refuse_unknown(request.data, {"account", "items", "sent_at"})
        body = request.data if isinstance(request.data, dict) else {}
        check_account(body.get("account"), request.user, field="account")
        patient, role = patient_for(request, writing=True)
        items = body.get("items")
        if not isinstance(items, list):
            raise Refused("items", "expected a list of at most 1,000 entries")
        if len(items) > MAX_ITEMS:
            raise TooMany("items", f"expected at most {MAX_ITEMS} entries, got {len(items)}")
        outcomes = push(patient=patient, items=items, by=actor_of(request, role=role), sent_at=_sent(body))
        note_sync(outcome.result for outcome in outcomes)
        cursor = Patient.objects.values_list("seq", flat=True).get(pk=patient.pk)
        results = [
            {
                # The renderer writes a UUID itself; a refused item may have anything in its place.
                "id": outcome.id if outcome.id is None or isinstance(outcome.id, UUID) else str(outcome.id),
                "result": outcome.result,
                "field": outcome.field,
                "reason": outcome.reason,
            }
            for outcome in outcomes
        ]
        return Response({"results": results, "cursor": cursor})


class PullView(APIView):
    """Everything that changed after number N, in order, with the next number to ask from."""

    @extend_schema(
        responses=PullAnswerSerializer,
        parameters=[
            PATIENT,
            OpenApiParameter("after", int, description="The last number known; 0 for everything."),
            OpenApiParameter("limit", int, description=f"At most {MAX_PAGE}."),
        ],
    )
    def get(self, request: Request) -> Response:
        patient, role = patient_for(request, writing=False)
        after, limit = _number(request, "after", 0), min(_number(request, "limit", 500) or 1, MAX_PAGE)
        actor = actor_of(request, role=role)
        if role != "patient":
            audit.read(by=actor, patient_id=patient.pk, what="changes")
        answer: dict[str, Any] = changes_after(patient, after=after, limit=limit, user=request.user, role=role)
        return Response(answer)


def _sent(body: dict[str, Any]) -> datetime | None:
    """What the device's clock showed; a clock that says nothing readable is one of which nothing is known."""
    try:
        said = moment(body["sent_at"]).astimezone(UTC)
    except (KeyError, Refused):
        return None
    return said if abs((said - clock.now()).days) < FAR_OFF_DAYS else None


def _number(request: Request, name: str, default: int) -> int:
    text = request.query_params.get(name, str(default))
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise Refused(name, "expected a whole number from 0")
    return int(text)
