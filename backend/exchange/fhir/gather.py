"""Files into people with their resources: who each resource is about, across all files of one import."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from backend.core import clock
from backend.exchange.fhir.conditions import condition
from backend.exchange.fhir.elements import listed
from backend.exchange.fhir.history import newest
from backend.exchange.fhir.identity.groups import Group, People
from backend.exchange.fhir.identity.references import Library
from backend.exchange.fhir.identity.subjects import Subjects
from backend.exchange.fhir.medicines import medication
from backend.exchange.fhir.observations import observation
from backend.exchange.fhir.people import Person, person
from backend.exchange.fhir.problems import NotForUs, Wrong
from backend.exchange.fhir.procedures import procedure, report, study
from backend.exchange.fhir.read import Entry
from backend.exchange.fhir.responses import response
from backend.exchange.fhir.statements import Context, Statement
from backend.exchange.fhir.summary import Summary
from backend.exchange.fhir.validate import is_type, validate

Reader = Callable[[dict[str, Any], Context], list[Statement]]


def care_plan(resource: dict[str, Any], context: Context) -> list[Statement]:
    """Plans have no shape that all systems share: only our own are read (by `own`)."""
    raise NotForUs("a care plan that is not followed here")


READERS: dict[str, Reader] = {
    "Observation": observation,
    "Condition": condition,
    "MedicationRequest": medication,
    "MedicationStatement": medication,
    "Procedure": procedure,
    "DiagnosticReport": report,
    "ImagingStudy": study,
    "CarePlan": care_plan,
    "QuestionnaireResponse": response,
}
# Of what this software writes itself, these tell nothing new when they come back.
SPOKEN_FOR = {
    "Goal": "a goal: the care plan that it belongs to says the same",
    "Flag": "a flag: findings are worked out here from the records",
    "Provenance": "who wrote what: the log keeps its own account",
}


class View:
    """What a mapper may see of the rest (`statements.Context`), for one resource."""

    def __init__(self, library: Library, entry: Entry, zone: str, clinic_id: UUID | None = None) -> None:
        self.zone, self.clinic_id = zone, clinic_id
        self.notes: list[str] = []
        self._library, self._entry = library, entry

    def resolve(self, reference: Any) -> dict[str, Any] | None:
        found = self._library.find(self._entry, reference)
        return found.resource if isinstance(found, Entry) else found

    def note(self, why: str) -> None:
        self.notes.append(why)

    def reported(self, resource: dict[str, Any]) -> bool:
        return self._library.reported(self._entry)

    def panel(self, resource: dict[str, Any]) -> str:
        return self._library.panel_of(self._entry)


def gather(
    entries: Iterable[Entry], library: Library, summaries: dict[str, Summary]
) -> tuple[list[Group], list[tuple[Entry, Wrong | None]]]:
    """People with their resources, and the resources of nobody, each with what was expected. Invalid ones are refused here."""
    people: list[tuple[Entry, Person | Wrong]] = []
    rest: list[Entry] = []
    for entry in newest(entries, summaries):
        summary = summaries[entry.file]
        if not is_type(entry.type):
            summary.refuse(entry, "resourceType", "expected the name of a resource of R4")
            continue
        if entry.type != "Patient" and entry.type not in READERS:
            summary.ignore(entry, SPOKEN_FOR.get(entry.type, "a type of resource that is not read here"))
            continue
        try:
            if not entry.gone:
                validate(entry.resource)
            if entry.type == "Patient":
                people.append((entry, person(entry.resource, clock.now().year)))
            else:
                rest.append(entry)
        except Wrong as error:
            if entry.type == "Patient":
                people.append((entry, error))
            else:
                summary.refuse(entry, error.path, error.expected)
    found = People(people, library)
    subjects = Subjects(found, library, clock.now().year)
    nobody: list[tuple[Entry, Wrong | None]] = []
    for entry in rest:
        try:
            group = subjects.of(entry)
        except NotForUs as error:
            summaries[entry.file].ignore(entry, error.why)
            continue
        except Wrong as error:
            nobody.append((entry, error))
            continue
        if group is None:
            nobody.append((entry, None))
        else:
            group.entries.append(entry)
    known = [group for group in subjects.known() if group.entries]
    return [*found.groups, *known], nobody


def contained_results(entry: Entry) -> list[Entry]:
    """A report's results that stand within it, each as an entry of its own: they are read like any other."""
    if entry.type != "DiagnosticReport" or entry.gone:
        return []
    named = {
        str(part.get("reference")).removeprefix("#")
        for part in listed(entry.resource.get("result"))
        if isinstance(part, dict) and str(part.get("reference")).startswith("#")
    }
    out = []
    for part in listed(entry.resource.get("contained")):
        if isinstance(part, dict) and part.get("resourceType") == "Observation" and part.get("id") in named:
            out.append(_taken_out(entry, part))
    return out


def _taken_out(entry: Entry, part: dict[str, Any]) -> Entry:
    """What stands within a report is the report's: of its patient and its day where it does not say itself."""
    outer = entry.resource
    resource = {"subject": outer.get("subject")} | part
    if not any(name.startswith("effective") for name in part):
        resource |= {name: value for name, value in outer.items() if name.startswith("effective")}
    if outer.get("status") in ("cancelled", "entered-in-error"):
        resource["status"] = outer["status"]
    resource["id"] = f"{outer.get('id') or entry.digest[:16]}.{part['id']}"[:64]
    resource["contained"] = [one for one in listed(outer.get("contained")) if one is not part]
    return Entry(
        entry.file, entry.index, "", {name: value for name, value in resource.items() if value is not None},
        scope=entry.scope, digest=entry.digest, updated=entry.updated,
    )  # fmt: skip
