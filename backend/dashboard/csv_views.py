"""The worklist for a spreadsheet: same filters, same rows, same audit."""

from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from backend.accounts.requests import actor_of, person
from backend.core import audit
from backend.dashboard.views import filters_of, require_staff
from backend.dashboard.worklist import worklist
from backend.dashboard.worklist_csv import worklist_csv


class WorklistCsvView(APIView):
    """The worklist as CSV, with the filters of the worklist."""

    @extend_schema(
        operation_id="worklist_csv",
        parameters=[
            OpenApiParameter(name, str)
            for name in ("category", "urgency", "search", "mine", "state", "pregnancy", "patients")
        ],
        responses={(200, "text/csv"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request) -> HttpResponse:
        require_staff(request)
        body = worklist(person(request), filters_of(request))
        shown = [UUID(row["patient"]["id"]) for row in body["rows"]]
        audit.looked_over(by=actor_of(request, role="clinician"), patient_ids=shown, what="worklist")
        return HttpResponse(
            worklist_csv(body),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="worklist.csv"', "Cache-Control": "no-store"},
        )
