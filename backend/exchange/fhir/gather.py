"""Files into people with their resources: who each resource is about, across all files of one import."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from backend.core import clock
from backend.exchange.fhir.conditions import condition
from backend.exchange.fhir.elements import listed
from backend.exchange.fhir.medicines import medication
from backend.exchange.fhir.observations import observation
from backend.exchange.fhir.people import Person, person
from backend.exchange.fhir.problems import NotForUs, Wrong
from backend.exchange.fhir.procedures import is_report_of, procedure, report, study
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


@dataclass(slots=True)
class Group:
    """One person: their Patient resources (none when only known from an earlier import) and what is about them."""

    people: list[tuple[Entry, Person]] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    known_as: str = ""


class Library:
    """Every resource of an import, found by the ways in which FHIR refers to one."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_url: dict[tuple[str, str], Entry] = {}
        self._anywhere: dict[str, Entry] = {}
        self._panels: dict[tuple[str, str], str] = {}
        self._reported: set[tuple[str, str]] = set()
        for entry in entries:
            for name in filter(None, (entry.full_url, _local(entry))):
                self._by_url.setdefault((entry.file, name), entry)
                self._anywhere.setdefault(name, entry)
            if entry.type == "DiagnosticReport":
                for part in listed(entry.resource.get("result")):
                    if isinstance(part, dict):
                        self._panels[entry.file, str(part.get("reference"))] = _local(entry)
                        self._panels.setdefault(("", str(part.get("reference"))), _local(entry))
                self._reported |= {(entry.file, reference) for reference in is_report_of(entry.resource)}

    def find(self, entry: Entry, reference: Any) -> Entry | dict[str, Any] | None:
        """What `reference` in `entry` names: a contained resource, one of its own file, or one of another."""
        target = reference.get("reference") if isinstance(reference, dict) else None
        if not isinstance(target, str) or not target:
            return None
        if target.startswith("#"):
            inside = listed(entry.resource.get("contained"))
            return next((part for part in inside if part.get("id") == target[1:]), None)
        for name in (target, tail(target)):
            found = self._by_url.get((entry.file, name)) or self._anywhere.get(name)
            if found:
                return found
        return None

    def names(self, entry: Entry) -> list[str]:
        return [name for name in (entry.full_url, _local(entry)) if name]

    def panel_of(self, entry: Entry) -> str:
        own = [self._panels.get((file, name), "") for file in (entry.file, "") for name in self.names(entry)]
        return next(filter(None, own), "")

    def reported(self, entry: Entry) -> bool:
        return any((entry.file, name) in self._reported for name in self.names(entry))


def _local(entry: Entry) -> str:
    own = entry.resource.get("id")
    return f"{entry.type}/{own}" if isinstance(own, str) and own else ""


def tail(reference: str) -> str:
    """`Patient/1` of `https://server/fhir/Patient/1/_history/2`."""
    parts = reference.split("/_history/")[0].split("/")
    return "/".join(parts[-2:]) if len(parts) >= 2 else reference


class View:
    """What a mapper may see of the rest (`statements.Context`), for one resource."""

    def __init__(self, library: Library, entry: Entry, zone: str) -> None:
        self.zone = zone
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
) -> tuple[list[Group], list[Entry]]:
    """People with their resources, and the resources of nobody in these files. Invalid ones are refused here."""
    groups: list[Group] = []
    of_patient: dict[int, Group] = {}
    rest: list[Entry] = []
    for entry in entries:
        summary = summaries[entry.file]
        if not is_type(entry.type):
            summary.refuse(entry, "resourceType", "expected the name of a resource of R4")
            continue
        if entry.type != "Patient" and entry.type not in READERS:
            summary.ignored[entry.type, SPOKEN_FOR.get(entry.type, "a type of resource that is not read here")] += 1
            continue
        try:
            validate(entry.resource)
            if entry.type == "Patient":
                who = person(entry.resource, clock.now().year)
                group = _same(groups, entry, who) or Group()
                if not group.people:
                    groups.append(group)
                group.people.append((entry, who))
                of_patient[id(entry)] = group
            else:
                rest.append(entry)
        except Wrong as error:
            summary.refuse(entry, error.path, error.expected)
    nobody: list[Entry] = []
    known: dict[str, Group] = {}
    for entry in rest:
        subject = entry.resource.get("subject")
        found = library.find(entry, subject)
        if isinstance(found, Entry) and id(found) in of_patient:
            of_patient[id(found)].entries.append(entry)
            continue
        name = tail(str(subject.get("reference"))) if isinstance(subject, dict) else ""
        if found is None and name.startswith("Patient/"):
            if name not in known:
                known[name] = Group(known_as=name.removeprefix("Patient/"))
                groups.append(known[name])
            known[name].entries.append(entry)
        else:
            nobody.append(entry)
    return groups, nobody


def _same(groups: list[Group], entry: Entry, who: Person) -> Group | None:
    """The group of the same person, when an earlier file of this import has brought them already."""
    for group in groups:
        for other, known in group.people:
            shared = set(known.identifiers) & set(who.identifiers)
            twin = not known.identifiers and not who.identifiers and _local(other) and _local(other) == _local(entry)
            if shared or twin or (who.own_id and who.own_id == known.own_id):
                return group
    return None
