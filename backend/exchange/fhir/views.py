"""`/fhir/`: read and search, in R4. What somebody may see here is what they may see in the app, no more."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404
from rest_framework import exceptions
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.parsers import BaseParser, FormParser
from rest_framework.permissions import AllowAny
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.mediatypes import _MediaType
from rest_framework.views import APIView

from backend.accounts.requests import actor_of, person
from backend.core import audit, clock
from backend.core.parsers import FhirParser
from backend.exchange.fhir.capabilities import UNREAD, capabilities
from backend.exchange.fhir.export import ALL, Audience, resources_of
from backend.exchange.fhir.problems import Wrong
from backend.exchange.fhir.rest import outcome, relative
from backend.exchange.fhir.searching import shape
from backend.exchange.fhir.searching.asked import Asked, lenient, understood
from backend.exchange.fhir.searching.tables import SEARCHED
from backend.exchange.questionnaires.served import readable_by, resource_of
from backend.patients.access import visible_patient
from backend.patients.models import Patient
from backend.records.models import Record
from backend.tracking.models import Finding

CODES = {
    401: "login",
    403: "forbidden",
    404: "not-found",
    405: "not-supported",
    406: "not-supported",
    415: "not-supported",
    429: "throttled",
}
FORMATS = ("json", "application/json", "application/fhir+json", "text/json")


class FhirRenderer(JSONRenderer):
    media_type = "application/fhir+json"
    format = "fhir"
    charset = None


class FhirNegotiation(DefaultContentNegotiation):
    """A type with parameters (`application/fhir+json; fhirVersion=4.0`) is that type; another version is none of ours."""

    def get_accept_list(self, request: Request) -> list[str]:
        wanted = []
        for token in super().get_accept_list(request):
            kind = _MediaType(token)
            version = kind.params.get("fhirversion")
            if version is None or version.strip('"').startswith("4.0"):
                wanted.append(f"{kind.main_type}/{kind.sub_type}")
        return wanted or ["application/x-another-version"]


class FhirView(APIView):
    """Answers FHIR JSON, refusals too (OperationOutcome). Not part of the app's own OpenAPI document."""

    schema = None
    renderer_classes: tuple[type[JSONRenderer], ...] = (FhirRenderer, JSONRenderer)
    parser_classes: tuple[type[BaseParser], ...] = (FhirParser, FormParser)
    content_negotiation_class = FhirNegotiation

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        # XML, when a browser asks for it so: told, and not answered in something else.
        asked = request.query_params.get("_format", "json").partition(";")[0].strip().replace(" ", "+")
        if asked not in FORMATS:
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

    def patient(self, request: Request, patient_id: UUID | str) -> tuple[Patient, Audience]:
        """One patient for this caller; somebody else's looking is written down."""
        patient, role = visible_patient(request.user, patient_id)
        if role != "patient":
            audit.read(by=actor_of(request, role=role), patient_id=patient.pk, what="fhir")
        return patient, "clinician" if role == "clinician" else "patient"

    def resources(
        self, request: Request, patient_id: UUID | str, only: set[str] | None = None
    ) -> list[dict[str, Any]]:
        """One patient's resources for this caller, all or of some types."""
        patient, audience = self.patient(request, patient_id)
        return composed(patient, audience, person(request).language, only)


def composed(patient: Patient, audience: Audience, language: str, only: set[str] | None) -> list[dict[str, Any]]:
    """The resources with their references as a server writes them, which takes all that a reference may lead to."""
    needed = None if only is None else only | {"Patient"} | ({"Goal"} if "CarePlan" in only else set())
    if needed is not None and "Provenance" in needed:
        needed = None
    found = relative(resources_of(patient, audience=audience, language=language, only=needed))
    return found if only is None else [one for one in found if one["resourceType"] in only]


def base_of(request: Request) -> str:
    """The server's base URL, `https://…/fhir`."""
    before, _, _ = request.path.partition("/fhir/")
    return request.build_absolute_uri(before + "/fhir")


def parameters_of(request: Request) -> dict[str, list[str]]:
    """The parameters of the address, and those of a form that was sent to `_search`."""
    out = {name: list(values) for name, values in request.query_params.lists()}
    if request.method == "POST" and hasattr(request.data, "lists"):
        for name, values in request.data.lists():
            out.setdefault(name, []).extend(values)
    return out


def asked_of(request: Request, given: dict[str, list[str]], **known: Any) -> Asked:
    return understood(given, be_lenient=lenient(request.headers.get("Prefer", "")), **known)


def searchset(
    request: Request,
    found: list[dict[str, Any]],
    asked: Asked,
    *,
    total: int | None,
    mark: str | None,
    along: list[dict[str, Any]] | None = None,
) -> Response:
    """A Bundle of what was found, its `self` with what was understood, and the page after this one."""
    base = base_of(request)
    here = request.build_absolute_uri(request.path).removesuffix("/_search")

    def url(values: dict[str, list[str]]) -> str:
        return here + ("?" + urlencode(values, doseq=True) if values else "")

    links = [{"relation": "self", "url": url(asked.values)}]
    if mark:
        links.append({"relation": "next", "url": url(asked.values | {"_page": [mark]})})
    entries = [
        {
            "fullUrl": f"{base}/{one['resourceType']}/{one['id']}",
            "resource": shape.shaped(one, asked),
            "search": {"mode": mode},
        }
        for mode, resources in (("match", found), ("include", along or []))
        for one in resources
    ]
    if asked.passed_over:
        text = "Not understood, and passed over as asked: " + ", ".join(asked.passed_over)
        entries.append(
            {
                "resource": outcome("not-supported", text, severity="warning") | {"id": "passed-over"},
                "search": {"mode": "outcome"},
            }
        )
    body: dict[str, Any] = {"resourceType": "Bundle", "type": "searchset", "link": links}
    body |= ({"total": total} if total is not None else {}) | ({"entry": entries} if entries else {})
    return Response(body)


class CapabilityView(FhirView):
    """`GET /fhir/metadata`: what this server can do. Says nothing about anybody."""

    permission_classes = (AllowAny,)

    def get(self, request: Request) -> Response:
        return Response(capabilities(base_of(request), clock.now().isoformat()))


READING = ("_elements", "_summary", "_format", "_pretty")


class ReadView(FhirView):
    """`GET /fhir/TYPE/ID`."""

    def get(self, request: Request, kind: str, resource_id: str) -> Response:
        asked = asked_of(request, parameters_of(request), answer=READING, several=())
        shape.check(asked)
        if asked.one("_summary") == "count":
            raise Wrong("_summary", "expected true, text, data or false, as this reads one resource")
        return Response(shape.shaped(self._found(request, kind, resource_id), asked))

    def _found(self, request: Request, kind: str, resource_id: str) -> dict[str, Any]:
        key = uuid_of(resource_id)
        if key is None:
            raise Http404
        if kind == "Patient":
            return self.resources(request, key, {"Patient"})[0]
        if kind == "Questionnaire":
            row = readable_by(person(request)).filter(pk=key).first()
            if row is None:
                raise Http404
            return resource_of(row)
        if kind not in SEARCHED or kind in UNREAD:
            raise Http404
        holder = Finding if kind == "Flag" else Record
        owner = holder.objects.filter(pk=key).values_list("patient_id", flat=True).first()
        if owner is None:
            raise Http404
        for one in self.resources(request, owner, {kind}):
            if one["id"] == str(key):
                return one
        raise Http404


class EverythingView(FhirView):
    """`GET /fhir/Patient/ID/$everything`: the whole record in one Bundle, or in pages of `_count`."""

    def get(self, request: Request, resource_id: str) -> Response:
        from backend.exchange.fhir.searching.match import matching
        from backend.exchange.fhir.searching.pages import page

        asked = asked_of(
            request,
            parameters_of(request),
            once=("_type", "_since"),
            answer=("_count", "_page", "_format"),
            several=(),
        )
        types = set(asked.said("_type")) if asked.one("_type") else None
        if types is not None and not types <= ALL:
            raise Wrong("_type", "expected any of " + ", ".join(sorted(ALL)))
        patient, audience = self.patient(request, resource_id)
        found = composed(patient, audience, person(request).language, types)
        if asked.one("_since"):
            since = Asked({"_lastUpdated": ["ge" + asked.one("_since")]})
            found = matching(found, {}, since, clock.zone(patient.timezone))
        part, mark = page(found, asked) if asked.values.keys() & {"_count", "_page"} else (found, None)
        return searchset(request, part, asked, total=len(found), mark=mark)


class SummaryView(FhirView):
    """`GET /fhir/Patient/ID/$summary`: the International Patient Summary, a document for a doctor elsewhere.

    `profile` is taken and not looked at, as the guide allows: there is this one summary.
    """

    def get(self, request: Request, resource_id: str) -> Response:
        from backend.exchange.fhir.patient_summary import patient_summary

        asked_of(request, parameters_of(request), once=("profile",), answer=("_format",), several=())
        patient, audience = self.patient(request, resource_id)
        return Response(patient_summary(patient, audience=audience, language=person(request).language))


class NothingView(FhirView):
    """Anything else under `/fhir/`."""

    def get(self, request: Request, rest: str = "") -> Response:
        raise exceptions.NotFound("There is nothing here; see /fhir/metadata.")


def uuid_of(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
