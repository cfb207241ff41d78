"""The people of one import: which Patient resources are one person, and who cannot be told apart from whom."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from backend.exchange.fhir.digests import digest_of
from backend.exchange.fhir.identity.likeness import Likeness, against, numbers_against
from backend.exchange.fhir.identity.numbers import naming
from backend.exchange.fhir.identity.references import Library, Several, lasting, local_of, normal, place_of, root_of
from backend.exchange.fhir.people import FORWARD, Link, Person
from backend.exchange.fhir.problems import Wrong
from backend.exchange.fhir.read import Entry

# What an earlier import knows a person by, beside the systems of identifiers.
URL, BARE, FILE, BORN = "fhir:url", "fhir:Patient", "fhir:file", "fhir:born"
Name = tuple[str, str]


@dataclass(slots=True)
class Group:
    """One person: their Patient resources (none when only known from an earlier import) and what is about them.

    `refused` (path, expected): nothing about this person is written. `known_as`: names of which an earlier import must know
    one. `behind`: Patient resources in whose place another one stands; of these only the names count. `seen`: what else was said
    of the person, which must agree. `second`: numbers beside a reference that the people do not bear themselves.
    """

    people: list[tuple[Entry, Person]] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    known_as: list[Name] = field(default_factory=list)
    awaited: list[tuple[str, Name]] = field(default_factory=list)
    behind: set[int] = field(default_factory=set)
    seen: list[Person] = field(default_factory=list)
    second: list[tuple[Entry, Name]] = field(default_factory=list)
    refused: Wrong | None = None

    def refuse(self, path: str, expected: str) -> None:
        self.refused = self.refused or Wrong(path, expected)


def names_of(entry: Entry, who: Person) -> tuple[list[Name], list[Name]]:
    """(what names the person for certain, what does so only while nobody else uses it)."""
    sure: list[Name] = list(who.identifiers)
    weak: list[Name] = []
    url = lasting(entry.full_url) if entry.full_url else ""
    if url and not url.startswith("urn:"):
        sure.append((URL, url))
    elif url:
        weak.append((URL, url))
    own = entry.resource.get("id")
    if isinstance(own, str) and own and not (url and not url.startswith("urn:")):
        weak.append((BARE, own))
    return sure, weak


def file_name(entry: Entry) -> Name:
    """The place of a resource in a file with this content: the same file again means the same person."""
    return FILE, f"{entry.digest}#{normal(entry.full_url) or local_of(entry) or entry.index}"


class People:
    """Joins the Patient resources of one import into persons."""

    def __init__(self, read: Iterable[tuple[Entry, Person | Wrong]], library: Library) -> None:
        self._library = library
        self._of: dict[int, Group] = {}
        self.groups: list[Group] = []
        for entry, who in read:
            group = Group()
            if isinstance(who, Wrong):
                group.refuse(who.path, who.expected)
                group.people.append((entry, NOBODY))
            else:
                group.people.append((entry, who))
            self.groups.append(group)
            self._of[id(entry)] = group
        self._one_resource()
        self._one_number()
        self._linked()
        self.groups = list({id(group): group for group in self._of.values()}.values())
        self._holders: dict[Name, list[Group]] = {}
        for group in self.groups:
            _living(group)
            for name in {name for _, who in group.people for name in who.identifiers}:
                self._holders.setdefault(name, []).append(group)

    def group_of(self, entry: Entry) -> Group | None:
        return self._of.get(id(entry))

    def numbered(self, name: Name) -> list[Group]:
        """The persons of this import who have this number."""
        return self._holders.get(name, [])

    def _each(self) -> list[tuple[Entry, Person]]:
        return [pair for group in self.groups for pair in group.people]

    def _one_resource(self) -> None:
        """The same resource in several places: one URL, or one bare id."""
        homes: dict[Name, list[tuple[Entry, Person]]] = defaultdict(list)
        for entry, who in self._each():
            if entry.full_url:
                homes[URL, place_of(entry.scope, entry.full_url)].append((entry, who))
            if local_of(entry) and not (root_of(entry.full_url) and lasting(entry.full_url)):
                homes[BARE, local_of(entry)].append((entry, who))
        for (kind, name), pairs in homes.items():
            first = pairs[0]
            for other in pairs[1:]:
                # A server's URL names the person; a bare id and a made-up one (urn:uuid) do not.
                if self._same(first, other, sure=kind == URL and not name.startswith("urn:")):
                    self._join(first[0], other[0])
                else:
                    words = "expected an id that only one person of this import has, or the source (--source) of each"
                    self._clash(first[0], other[0], "Patient.id", f"{words}: {name} is two people's")

    def _same(self, one: tuple[Entry, Person], other: tuple[Entry, Person], *, sure: bool) -> bool:
        (entry, who), (there, known) = one, other
        if against(who.likeness, known.likeness, same_resource=sure):
            return False
        if numbers_against(who.identifiers, known.identifiers):
            return False
        # The same file under two names, or a number in common. That names and days agree is not enough.
        if entry.digest == there.digest and digest_of(entry.resource) == digest_of(there.resource):
            return True
        return sure or bool(set(who.identifiers) & set(known.identifiers))

    def _one_number(self) -> None:
        holders: dict[Name, list[tuple[Entry, Person]]] = defaultdict(list)
        for entry, who in self._each():
            for number in who.identifiers:
                holders[number].append((entry, who))
        for pairs in holders.values():
            for index, (entry, who) in enumerate(pairs):
                for there, known in pairs[index + 1 :]:
                    if self._of[id(entry)] is self._of[id(there)]:
                        continue
                    reason = against(who.likeness, known.likeness)
                    if numbers_against(who.identifiers, known.identifiers):
                        reason = reason or ("identifier", "")
                    if reason is None:
                        self._join(entry, there)
                    else:
                        words = f"expected a number that one person has; {reason[0]} speaks of two"
                        self._clash(entry, there, "Patient.identifier", words)

    def _linked(self) -> None:
        for entry, who in self._each():
            for link in who.links:
                self._follow(entry, who, link)

    def _follow(self, entry: Entry, who: Person, link: Link) -> None:
        group = self._of[id(entry)]
        number = (naming("", link.other.get("identifier")) or (None,))[0]
        try:
            found = [one for one in self._library.all_of(entry, link.other) if isinstance(one, Entry)]
        except Several:
            group.refuse(link.path, "expected a link to one patient; several have this id")
            return
        others = {id(g): g for g in map(self.group_of, found) if g} or {
            id(g): g for e, who in self._each() if number in who.identifiers and (g := self._of[id(e)])
        }
        if len(others) == 1:
            (other,) = others.values()
            if other is not group:
                for _, known in other.people:
                    reason = against(who.likeness, known.likeness, same_resource=True)
                    if reason:
                        words = f"expected a link to the same person; {reason[0]} speaks of two"
                        group.refuse(link.path, words)
                        other.refuse(link.path, words)
                self._join(entry, other.people[0][0])
            if link.kind in FORWARD:
                self._of[id(entry)].behind.add(id(entry))
        elif link.kind in FORWARD or others:
            url = lasting(str(link.other.get("reference") or ""))
            name = number or ((URL, url) if url and not url.startswith("urn:") else None)
            if name is None or others:
                group.refuse(link.path, "expected the patient who takes this one's place, in the same import")
            else:
                group.awaited.append((link.path, name))
                group.behind.add(id(entry))

    def _join(self, one: Entry, other: Entry) -> None:
        group, gone = self._of[id(one)], self._of[id(other)]
        if group is gone:
            return
        group.people += gone.people
        group.awaited += gone.awaited
        group.behind |= gone.behind
        group.refused = group.refused or gone.refused
        for entry, _ in gone.people:
            self._of[id(entry)] = group

    def _clash(self, one: Entry, other: Entry, path: str, expected: str) -> None:
        for entry in (one, other):
            self._of[id(entry)].refuse(path, expected)


def _living(group: Group) -> None:
    """R4: `active`, `deceased[x]` and `link` are modifiers. Nobody who died, or whose record is closed, is opened."""
    for entry, who in group.people:
        if who.deceased:
            group.refuse("Patient.deceased[x]", "expected a living patient")
        if not who.active and id(entry) not in group.behind:
            group.refuse("Patient.active", "expected an active patient, or a link to who stands in this one's place")
        if entry.gone:
            group.refuse("Patient", "expected a patient whom the source still has: this one was deleted there")
    if len(group.behind) == len(group.people) and not group.awaited and group.people:
        group.refuse("Patient.link", "expected one patient at the end of the links")


# Whose Patient resource cannot be read: nothing is known of them, and they are refused.
NOBODY = Person("", "unknown", None, "UTC", (), (), None, Likeness())
