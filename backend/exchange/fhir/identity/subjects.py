"""Whom a resource is about: the person that its `subject` names, and that nothing beside it contradicts."""

from typing import Any

from backend.exchange.fhir.elements import listed
from backend.exchange.fhir.identity.groups import URL, Group, Name, People
from backend.exchange.fhir.identity.likeness import against
from backend.exchange.fhir.identity.numbers import naming
from backend.exchange.fhir.identity.references import LOCAL, Library, Several, conditional, lasting, normal, root_of
from backend.exchange.fhir.people import person
from backend.exchange.fhir.problems import NotForUs, Wrong
from backend.exchange.fhir.read import Entry
from backend.exchange.fhir.validate import is_type

STRANGER = "expected a patient of this import (or, by a server's URL or a number, of an earlier one)"
TWO = "expected a reference and an identifier of one person; these are of two"


class Subjects:
    """Finds the group of each resource; Wrong says where nobody, or more than one, is named."""

    def __init__(self, people: People, library: Library, this_year: int) -> None:
        self._people, self._library, self._year = people, library, this_year
        self._known: dict[Name, Group] = {}

    def known(self) -> list[Group]:
        """Those who are not in the import, by the names under which an earlier one must know them."""
        return list(self._known.values())

    def of(self, entry: Entry) -> Group | None:
        """The person, or None where the resource names nobody at all."""
        subject = entry.resource.get("subject")
        if subject is None:
            return None
        path = f"{entry.type}.subject"
        if not isinstance(subject, dict):
            raise Wrong(path, "expected a reference")
        if subject.get("type") not in (None, "Patient"):
            raise NotForUs(f"about a {subject['type']}, not about a patient")
        by_identifier = self._by_number(subject.get("identifier"), path + ".identifier")
        target = subject.get("reference")
        if not isinstance(target, str) or not target:
            if by_identifier is None:
                raise Wrong(path, "expected a reference, or an identifier that names one person")
            return by_identifier
        found = self._by_reference(entry, target, path + ".reference", else_=by_identifier)
        if by_identifier is not None and found is not by_identifier:
            self._second(found, by_identifier, entry, path + ".identifier")
        return found

    def _second(self, found: Group, named: Group, entry: Entry, path: str) -> None:
        """The number stands beside a reference: an earlier import must know it as the same person's."""
        systems = {system for system, _ in named.known_as}
        if named.people or any(system in systems for _, who in found.people for system, _ in who.identifiers):
            raise Wrong(path, TWO)
        found.second += [(entry, name) for name in named.known_as]

    def _by_number(self, identifier: Any, path: str) -> Group | None:
        numbers = naming(path, listed(identifier)[:1])
        return self._numbered(numbers[0], path) if numbers else None

    def _numbered(self, number: Name, path: str) -> Group:
        groups = self._people.numbered(number)
        if len(groups) > 1:
            raise Wrong(path, "expected a number that one person of this import has")
        return groups[0] if groups else self._elsewhere(number)

    def _elsewhere(self, name: Name) -> Group:
        return self._known.setdefault(name, Group(known_as=[name]))

    def _by_reference(self, entry: Entry, target: str, path: str, *, else_: Group | None) -> Group:
        if "?" in target:
            number = conditional(target)
            if number is None or not naming(path, {"system": number[0], "value": number[1]}):
                raise Wrong(path, "expected Patient?identifier=SYSTEM|NUMBER, with a number that names one person")
            return self._numbered(number, path)
        try:
            found = self._library.all_of(entry, target)
        except Several as error:
            raise Wrong(path, "expected an id that one patient of this import has; several do") from error
        groups: dict[int, Group] = {}
        for one in found:
            if isinstance(one, dict):
                return self._contained(one, path)
            if one.type != "Patient":
                raise NotForUs(f"about a {one.type}, not about a patient")
            group = self._people.group_of(one)
            if group is not None:
                groups[id(group)] = group
        if len(groups) > 1:
            # Every one of them is refused already, with everything about them.
            raise Wrong(path, "expected an id that one person of this import has; two use it")
        if groups:
            return next(iter(groups.values()))
        url = normal(target)
        if LOCAL.fullmatch(url):
            root = root_of(entry.full_url)
            url = f"{root}/{url}" if root else ""
        kind = url.rsplit("/", 2)[-2] if url.count("/") > 2 else ""
        kind = kind or (target.split("/")[0] if target.count("/") == 1 else "")
        if kind != "Patient" and kind[:1].isupper() and is_type(kind):
            raise NotForUs(f"about a {kind}, not about a patient")
        url = lasting(url) if url else ""
        if url and not url.startswith("urn:"):
            return self._elsewhere((URL, url))
        if else_ is not None:
            return else_
        raise Wrong(path, STRANGER)

    def _contained(self, resource: dict[str, Any], path: str) -> Group:
        """A patient within the resource has no name of their own but a number; what else stands there must agree."""
        if resource.get("resourceType") != "Patient":
            raise NotForUs(f"about a {resource.get('resourceType')}, not about a patient")
        who = person(resource, self._year)
        if not who.identifiers:
            raise Wrong(path, "expected a patient with a number that names one person")
        if who.deceased or not who.active:
            raise Wrong(path, "expected a living patient whose record is in use")
        group = self._numbered(who.identifiers[0], path)
        for number in who.identifiers[1:]:
            if self._people.numbered(number) not in ([], [group]):
                raise Wrong(path, "expected numbers of one person; these are of two")
        for _, known in group.people:
            if against(who.likeness, known.likeness):
                raise Wrong(path, "expected the patient who has this number; something here speaks of another")
        if not group.people:
            group.seen.append(who)
        return group
