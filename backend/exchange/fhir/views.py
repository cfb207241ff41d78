"""`/fhir/`: read and search, in R4. What somebody may see here is what they may see in the app, no more."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404
from rest_framework import exceptions
from rest_framework.permissions import AllowAny
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.requests import actor_of, person
from backend.core import audit, clock
from backend.exchange.fhir.export import Audience, resources_of
from backend.exchange.fhir.problems import Wrong
from backend.exchange.fhir.rest import MOST, SEARCHED, capabilities, outcome, page, relative, search, understood
from backend.patients.access import visible_patient
from backend.patients.models import Patient, Record
from backend.tracking.models import Finding

CODES = {
    401: "login",
    403: "forbidden",
    404: "not-found",
    405: "not-supported",
    406: "not-supported",
    429: "throttled",
}

# The last is what an unencoded `application/fhir+json` arrives as.
FORMATS = ("json", "application/json", "application/fhir+json", "application/fhir json")


class FhirRenderer(JSONRenderer):
    media_type = "application/fhir+json"
    format = "fhir"
    charset = None


class FhirView(APIView):
    """Answers FHIR JSON, refusals too (OperationOutcome). Not part of the app's own OpenAPI document."""

    schema = None
    renderer_classes = (FhirRenderer, JSONRenderer)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        # XML, when a browser asks for it so: told, and not answered in something else.
        if request.query_params.get("_format", "json") not in FORMATS:
            raise exceptions.NotAcceptable("This server answers in application/fhir+json.")

    def get_exception_handler(self) -> Callable[[Exception, dict[str, Any]], Response | None]:
        usual = super().get_exception_handler()

        def handler(error: Exception, context: dict[str, Any]) -> Response | None:
            if isinstance(error, Wrong):
                return Response(outcome("invalid", f"{error.path}: {error.expected}", error.path), status=400)
            response = usual(error, context)
            if response is not None:
                text = "There is nothing here that you may see." if isinstance(error, Http404) else str(error)
                response.data = outcome(CODES.get(response.status_code, "processing"), text)
                response.content_type = FhirRenderer.media_type
            return response

        return handler

    def resources(self, request: Request, patient_id: UUID | str) -> list[dict[str, Any]]:
        """One patient's resources for this caller; somebody else's looking is written down."""
        patient, role = visible_patient(request.user, patient_id)
        if role != "patient":
            audit.read(by=actor_of(request, role=role), patient_id=patient.pk, what="fhir")
        audience: Audience = "clinician" if role == "clinician" else "patient"
        return relative(resources_of(patient, audience=audience, language=person(request).language))


def base_of(request: Request) -> str:
    """The server's base URL, `https://…/fhir`."""
    before, _, _ = request.path.partition("/fhir/")
    return request.build_absolute_uri(before + "/fhir")


def searchset(request: Request, found: list[dict[str, Any]], *, total: int | None, mark: str | None) -> Response:
    base, here = base_of(request), request.build_absolute_uri()
    links = [{"relation": "self", "url": here}]
    if mark:
        asked = dict(request.query_params.lists()) | {"_page": [mark]}
        links.append({"relation": "next", "url": here.split("?")[0] + "?" + urlencode(asked, doseq=True)})
    entries = [
        {"fullUrl": f"{base}/{one['resourceType']}/{one['id']}", "resource": one, "search": {"mode": "match"}}
        for one in found
    ]
    body: dict[str, Any] = {"resourceType": "Bundle", "type": "searchset", "link": links}
    body |= ({"total": total} if total is not None else {}) | ({"entry": entries} if entries else {})
    return Response(body)


class CapabilityView(FhirView):
    """`GET /fhir/metadata`: what this server can do. Says nothing about anybody."""

    permission_classes = (AllowAny,)

    def get(self, request: Request) -> Response:
        return Response(capabilities(base_of(request), clock.now().isoformat()))


class SearchView(FhirView):
    """`GET /fhir/TYPE?patient=…`: without `patient`, a person's own record."""

    def get(self, request: Request, kind: str) -> Response:
        if kind == "Patient":
            return self._patients(request)
        if kind not in SEARCHED:
            raise Http404
        every = dict(request.query_params.lists())
        wanted = understood(every, filters=SEARCHED[kind])
        if "patient" in wanted and "subject" in wanted:
            raise Wrong("subject", "expected patient or subject, which mean the same, not both")
        asked = wanted.get("patient") or wanted.get("subject") or ""
        asked = asked.removeprefix(base_of(request) + "/").removeprefix("Patient/")
        if not asked:
            own = Patient.objects.visible_to(request.user).filter(user=person(request)).first()
            if own is None:
                raise Wrong("patient", "expected whose resources to search, such as patient=Patient/ID")
            asked = str(own.pk)
        found = search(self.resources(request, asked), kind, wanted, every)
        part, mark = page(found, wanted)
        return searchset(request, part, total=len(found), mark=mark)

    def _patients(self, request: Request) -> Response:
        wanted = understood(dict(request.query_params.lists()), once=("_id", "name", "_count", "_page", "_format"))
        patients = Patient.objects.visible_to(request.user).order_by("name", "pk")
        if "name" in wanted:
            patients = patients.filter(name__icontains=wanted["name"][:100])
        if "_id" in wanted:
            patients = patients.filter(pk__in=[key for key in map(_uuid, wanted["_id"].split(",")) if key])
        ids = [{"id": str(key)} for key in patients.values_list("pk", flat=True)]
        part, mark = page(ids, wanted | {"_count": str(min(_count(wanted), 50))})
        found = [self.resources(request, one["id"])[0] for one in part]
        return searchset(request, found, total=len(ids), mark=mark)


class ReadView(FhirView):
    """`GET /fhir/TYPE/ID`."""

    def get(self, request: Request, kind: str, resource_id: str) -> Response:
        key = _uuid(resource_id)
        if key is None:
            raise Http404
        if kind == "Patient":
            return Response(self.resources(request, key)[0])
        holder = Finding if kind == "Flag" else Record
        owner = holder.objects.filter(pk=key).values_list("patient_id", flat=True).first()
        if owner is None or kind not in SEARCHED:
            raise Http404
        for one in self.resources(request, owner):
            if one["resourceType"] == kind and one["id"] == str(key):
                return Response(one)
        raise Http404


class EverythingView(FhirView):
    """`GET /fhir/Patient/ID/$everything`: the whole record in one Bundle, or in pages of `_count`."""

    def get(self, request: Request, resource_id: str) -> Response:
        wanted = understood(dict(request.query_params.lists()), once=("_count", "_page", "_format"))
        found = self.resources(request, resource_id)
        part, mark = page(found, wanted) if wanted.keys() & {"_count", "_page"} else (found, None)
        return searchset(request, part, total=len(found), mark=mark)


class NothingView(FhirView):
    """Anything else under `/fhir/`."""

    def get(self, request: Request, rest: str = "") -> Response:
        raise exceptions.NotFound("There is nothing here; see /fhir/metadata.")


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _count(wanted: dict[str, str]) -> int:
    try:
        return max(0, min(int(wanted.get("_count", "50")), MOST))
    except ValueError as error:
        raise Wrong("_count", f"expected a number from 0 to {MOST}") from error
