"""`/fhir/TYPE?…`, by GET, by POST to `_search`, and within a patient's compartment (`/fhir/Patient/ID/TYPE?…`)."""

from collections.abc import Iterator
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from rest_framework.parsers import FormParser
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.requests import person
from backend.core import clock
from backend.core.models import AuditEvent
from backend.exchange.fhir.changed import last_updated
from backend.exchange.fhir.codes import OWN_PATIENT
from backend.exchange.fhir.problems import Wrong
from backend.exchange.fhir.searching import include, shape
from backend.exchange.fhir.searching.asked import Asked, mark_of, place_of
from backend.exchange.fhir.searching.match import matching, ordered, sort_key
from backend.exchange.fhir.searching.pages import page
from backend.exchange.fhir.searching.tables import EVERYWHERE, QUESTIONNAIRE, REFERENCES, SEARCHED, references_of
from backend.exchange.fhir.views import FhirView, asked_of, base_of, composed, parameters_of, searchset, uuid_of
from backend.exchange.questionnaires.served import OWN_CANONICAL, readable_by, resource_of
from backend.patients.models import ExternalId, Patient
from backend.tracking.questionnaires.models import Questionnaire

Resource = dict[str, Any]
# To count or sort what several patients have, all of it is made: for more of them, one is to be named.
MOST_AT_ONCE = 50
TOO_MANY = f"expected one patient (patient=ID) to count or sort by, or no more than {MOST_AT_ONCE} whom you may see"
UTC = clock.zone("UTC")


class SearchView(FhirView):
    """A search without `patient` is of one's own record; for whoever has none, of all whom they may see."""

    parser_classes = (FormParser,)

    def get(self, request: Request, kind: str, patient_id: str = "") -> Response:
        given = parameters_of(request)
        if kind == "Patient" and not patient_id:
            return self._patients(request, given)
        if kind == "Questionnaire" and not patient_id:
            return self._questionnaires(request, given)
        if kind not in SEARCHED:
            raise Http404
        filters = (*SEARCHED[kind], *EVERYWHERE)
        asked = asked_of(request, given, filters=filters, once=() if patient_id else references_of(kind))
        shape.check(asked)
        include.check(kind, asked)
        if len(asked.values.keys() & set(REFERENCES)) > 1:
            raise Wrong("subject", "expected patient or subject, which mean the same, not both")
        named = patient_id or asked.one("patient") or asked.one("subject")
        named = named.removeprefix(base_of(request) + "/").removeprefix("Patient/")
        if not named:
            own = Patient.objects.of(person(request)).first()
            if own is None:
                return self._across(request, kind, asked)
            named = str(own.pk)
        found, others = self._of(request, kind, asked, named)
        return self._answer(request, kind, asked, found, others, total=asked.total != "none")

    def post(self, request: Request, kind: str, patient_id: str = "") -> Response:
        """`_search`: the parameters as a form, for those that are too long or too private for an address."""
        return self.get(request, kind, patient_id)

    def _of(self, request: Request, kind: str, asked: Asked, named: str) -> tuple[list[Resource], list[Resource]]:
        """What fits of one patient's, in order; and what may come along."""
        patient, audience = self.patient(request, named)
        wanted = include.wanted_types(kind, asked)
        only = None if "" in wanted or "Provenance" in wanted else {kind} | wanted
        every = composed(patient, audience, person(request).language, only)
        zone = clock.zone(patient.timezone)
        fit = matching([one for one in every if one["resourceType"] == kind], SEARCHED[kind], asked, zone)
        return ordered(fit, kind, asked, zone), every if wanted else []

    def _answer(
        self,
        request: Request,
        kind: str,
        asked: Asked,
        found: list[Resource],
        others: list[Resource],
        *,
        total: bool,
    ) -> Response:
        counted = len(found) if total else None
        if asked.counting:
            return searchset(request, [], asked, total=len(found), mark=None)
        part, mark = page(found, asked)
        along = include.come_along(part, kind, asked, others, lambda name: _by_canonical(request, name))
        return searchset(request, part, asked, total=counted, mark=mark, along=along)

    def _across(self, request: Request, kind: str, asked: Asked) -> Response:
        """Of all patients whom the caller may see, one after the other; counted and sorted only among few."""
        visible = Patient.objects.visible_to(person(request)).order_by("pk")
        if asked.one("_sort") or asked.counting or asked.total == "accurate":
            for name in asked.said("_sort"):
                sort_key(name.removeprefix("-"), kind, UTC)
            ids = list(visible.values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
            if len(ids) > MOST_AT_ONCE:
                raise Wrong("patient", TOO_MANY)
            found, others = list[Resource](), list[Resource]()
            for key in ids:
                theirs, beside = self._of(request, kind, asked, str(key))
                found, others = found + theirs, others + beside
            found = ordered(found, kind, asked, UTC)
            return self._answer(request, kind, asked, found, others, total=asked.total != "none")
        part, others, more = list[Resource](), list[Resource](), False
        for theirs, beside in self._from(request, kind, asked):
            room = asked.count - len(part)
            part, others = part + theirs[:room], others + beside
            if len(theirs) > room:
                more = True
                break
        mark = mark_of([_owner(part[-1]), part[-1]["id"]]) if more and part else None
        along = include.come_along(part, kind, asked, others, lambda name: _by_canonical(request, name))
        return searchset(request, part, asked, total=None, mark=mark, along=along)

    def _from(self, request: Request, kind: str, asked: Asked) -> Iterator[tuple[list[Resource], list[Resource]]]:
        """Patient by patient, from where the last page ended."""
        visible = Patient.objects.visible_to(person(request)).order_by("pk")
        last = ""
        if asked.one("_page"):
            place = place_of(asked.one("_page"))
            begin, last = uuid_of(place[0]), place[-1]
            if begin is None or len(place) != 2:
                raise Wrong("_page", "expected the mark of a page of this search; begin it again")
            visible = visible.filter(pk__gte=begin)
        for key in visible.values_list("pk", flat=True).iterator():
            theirs, beside = self._of(request, kind, asked, str(key))
            ids = [one["id"] for one in theirs]
            if last and last in ids:
                theirs = theirs[ids.index(last) + 1 :]
            last = ""
            yield theirs, beside

    def _patients(self, request: Request, given: dict[str, list[str]]) -> Response:
        asked = asked_of(request, given, filters=("identifier", "_lastUpdated"), once=("_id", "name"), several=())
        shape.check(asked)
        patients = Patient.objects.visible_to(person(request))
        if asked.one("name"):
            patients = patients.filter(name__icontains=asked.one("name")[:100])
        if "_id" in asked.values:
            patients = patients.filter(pk__in=[key for key in map(uuid_of, asked.said("_id")) if key])
        for text in asked.all("identifier"):
            patients = patients.filter(pk__in=_identified(text))
        rows = _changed(patients) if asked.said("_sort") or asked.all("_lastUpdated") else patients
        known = [
            {"id": str(row.pk), "name": row.name, "meta": last_updated(getattr(row, "changed", None))}
            for row in rows.order_by("name", "pk")
        ]
        known = matching(known, {}, Asked({"_lastUpdated": asked.all("_lastUpdated")}), UTC)
        known = _patients_ordered(known, asked)
        total = None if asked.total == "none" else len(known)
        if asked.counting:
            return searchset(request, [], asked, total=len(known), mark=None)
        part, mark = page(known, asked)
        found = [self.resources(request, one["id"], {"Patient"})[0] for one in part]
        return searchset(request, found, asked, total=total, mark=mark)

    def _questionnaires(self, request: Request, given: dict[str, list[str]]) -> Response:
        asked = asked_of(request, given, filters=(*QUESTIONNAIRE, *EVERYWHERE), several=())
        shape.check(asked)
        found = [resource_of(row) for row in readable_by(person(request)).order_by("-created_at", "-pk")[:500]]
        # A canonical with its version is two parameters in one.
        urls = asked.all("url")
        if any("|" in one for one in urls):
            plain = Asked(asked.values | {"url": [one.partition("|")[0] for one in urls]})
            plain.values["version"] = plain.all("version") + [one.partition("|")[2] for one in urls if "|" in one]
        else:
            plain = asked
        found = ordered(matching(found, QUESTIONNAIRE, plain, UTC), "Questionnaire", asked, UTC)
        if asked.counting:
            return searchset(request, [], asked, total=len(found), mark=None)
        part, mark = page(found, asked)
        return searchset(request, part, asked, total=None if asked.total == "none" else len(found), mark=mark)


def _owner(resource: Resource) -> str:
    """Whose it is. A Provenance does not say; its mark is looked for among all."""
    return str((resource.get("subject") or {}).get("reference") or "").rpartition("/")[2]


def _by_canonical(request: Request, named: str) -> Resource | None:
    rows = readable_by(person(request))
    url, _, version = named.partition("|")
    if url.startswith(OWN_CANONICAL):
        key = uuid_of(url.removeprefix(OWN_CANONICAL))
        rows = rows.filter(pk=key) if key else rows.none()
    else:
        rows = rows.filter(url=url, version=version) if version else rows.filter(url=url)
    row: Questionnaire | None = rows.order_by("-created_at").first()
    return resource_of(row) if row else None


def _identified(text: str) -> Any:
    """Ids of patients whom a number names: `system|value`, or a value in any system; any of several."""
    found: set[Any] = set()
    for part in text.split(","):
        system, bar, value = part.rpartition("|")
        if value and (not bar or system == OWN_PATIENT):
            key = uuid_of(value)
            found |= {key} if key else set()
        rows = ExternalId.objects.filter(value=value, record_id=None).exclude(system__startswith="fhir:")
        if bar:
            rows = rows.filter(system=system)
        found |= set(rows.values_list("patient_id", flat=True))
    return found


def _changed(patients: Any) -> Any:
    """With the moment of the last change of the profile, as the audit has it."""
    acts = AuditEvent.objects.filter(patient_id=OuterRef("pk"), action="change_profile").order_by("-at")
    return patients.annotate(changed=Coalesce(Subquery(acts.values("at")[:1]), "created_at"))


def _patients_ordered(known: list[Resource], asked: Asked) -> list[Resource]:
    keys = {"_id": "id", "name": "name"}
    for text in reversed(asked.said("_sort")):
        name = text.removeprefix("-")
        if name not in keys and name != "_lastUpdated":
            raise Wrong("_sort", "expected _id, name or _lastUpdated, with - before it to turn it round")
        known = sorted(
            known,
            key=lambda one: one["meta"]["lastUpdated"] if name == "_lastUpdated" else str(one[keys[name]]).casefold(),
            reverse=text.startswith("-"),
        )
    return known
