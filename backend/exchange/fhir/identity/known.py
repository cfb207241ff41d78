"""Whom an earlier import knows by the names of a person, and opening a record for somebody new."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from uuid import UUID

from django.db.models import Q

from backend.accounts.models import Clinic
from backend.core.actor import Actor
from backend.core.errors import Refused
from backend.exchange.fhir.digests import digest_of
from backend.exchange.fhir.identity.groups import BARE, BORN, URL, Group, Name, file_name, names_of
from backend.exchange.fhir.identity.likeness import Likeness, against, numbers_against
from backend.exchange.fhir.people import NO_NAME, Person
from backend.exchange.fhir.problems import Wrong
from backend.exchange.fhir.read import Entry
from backend.patients.actions import change_profile, register_patient
from backend.patients.external_ids import ExternalName, note_external_ids
from backend.patients.models import ExternalId, Patient

LONGEST = 200
AT_ONCE = 400
SEVERAL = "expected numbers and ids of one person; these belong to two here"
TAKEN = (
    "expected an id that no other source uses: {id} is already somebody's here. Name the server with --source, or give "
    "the patient a number that names them"
)


def key_of(clinic: Clinic | None) -> str:
    return str(clinic.pk) if clinic else ""


def stored(name: Name) -> Name:
    """The name as it is kept: what is too long by its fingerprint."""
    system, value = name
    return system, value if len(value) <= LONGEST else hashlib.sha256(value.encode()).hexdigest()


@dataclass(slots=True)
class Names:
    """The names of everybody in an import that are known here already, read at once."""

    clinic: Clinic | None
    _rows: dict[Name, Patient] = field(default_factory=dict)
    _born: dict[UUID, str] = field(default_factory=dict)
    _numbers: dict[UUID, set[Name]] = field(default_factory=dict)
    _said: dict[tuple[UUID, Name], str] = field(default_factory=dict)

    def look_up(self, groups: Iterable[Group]) -> None:
        wanted: set[Name] = set()
        for group in groups:
            wanted |= {stored(name) for name in _every_name(group)}
        systems, values = {system for system, _ in wanted}, sorted({value for _, value in wanted})
        for start in range(0, len(values), AT_ONCE):
            part = values[start : start + AT_ONCE]
            rows = ExternalId.objects.filter(
                clinic_key=key_of(self.clinic), system__in=systems, value__in=part, record_id=None
            )
            for row in rows.select_related("patient"):
                if (row.system, row.value) in wanted:
                    self._rows[row.system, row.value] = row.patient
                    self._said[row.patient_id, (row.system, row.value)] = row.digest
        people = {patient.pk for patient in self._rows.values()}
        own = [who.own_id for group in groups for _, who in group.people if who.own_id]
        for patient in Patient.objects.filter(pk__in=own):
            if self.clinic is None or patient.clinic_id == self.clinic.pk:
                self._rows["own", str(patient.pk)] = patient
                people.add(patient.pk)
        about = ExternalId.objects.filter(patient__in=people, clinic_key=key_of(self.clinic), record_id=None)
        for row in about.filter(Q(system=BORN) | ~Q(system__startswith="fhir:")):
            if row.system == BORN:
                self._born[row.patient_id] = row.digest
            else:
                self._numbers.setdefault(row.patient_id, set()).add((row.system, row.value))

    def of(self, name: Name) -> Patient | None:
        return self._rows.get(stored(name))

    def find(self, group: Group) -> Patient | None:
        """The one patient whom the group's names name; Wrong when they name two, or could be somebody else's."""
        sure: dict[UUID, Patient] = {}
        for entry, who in group.people:
            for name in (*names_of(entry, who)[0], *([("own", str(who.own_id))] if who.own_id else [])):
                self._collect(name, sure)
        for name in group.known_as:
            self._collect(name, sure)
        for path, name in group.awaited:
            if self.of(name) is None:
                raise Wrong(path, "expected the patient who takes this one's place, in this import or an earlier one")
            self._collect(name, sure)
        if len(sure) > 1:
            raise Wrong("Patient.identifier", SEVERAL)
        patient = next(iter(sure.values()), None)
        for entry, who in group.people:
            patient = self._by_weak_names(entry, who, patient)
        if patient is not None:
            self._check(group, patient)
        return patient

    def _collect(self, name: Name, found: dict[UUID, Patient]) -> None:
        patient = self.of(name)
        if patient is not None:
            found[patient.pk] = patient

    def _by_weak_names(self, entry: Entry, who: Person, sure: Patient | None) -> Patient | None:
        """A bare id names somebody again in the same file only; in another, nobody knows whose it is."""
        again = self.of(file_name(entry))
        for name in names_of(entry, who)[1]:
            holder = self.of(name)
            if holder is None or (sure is not None and holder.pk == sure.pk):
                continue
            if sure is None and again is not None and again.pk == holder.pk:
                sure = holder
                continue
            raise Wrong("Patient.id", TAKEN.format(id=f"Patient/{name[1]}" if name[0] == BARE else name[1]))
        return sure or again

    def likeness(self, patient: Patient, who: Person) -> Likeness:
        """What is known of somebody here. The day of birth is kept as a fingerprint only, to be compared with."""
        born, kept = str(patient.birth_year or ""), self._born.get(patient.pk)
        if kept and len(who.likeness.born) == 10:
            same = kept == fingerprint(patient.pk, who.likeness.born)
            born = who.likeness.born if same else f"another day ({born})"
        names = (patient.name,) if patient.name != NO_NAME else ()
        return Likeness(names, born, patient.sex)

    def _check(self, group: Group, patient: Patient) -> None:
        if patient.closed_at is not None:
            raise Wrong("Patient", "expected a patient whose record here is open")
        if self.clinic is not None and patient.clinic_id != self.clinic.pk:
            raise Wrong("Patient", "expected a patient of this clinic: this one has left it")
        for entry, who in group.people:
            known = bool(group.behind) or self._same_resource(entry, who, patient)
            reason = against(who.likeness, self.likeness(patient, who), same_resource=known)
            if reason:
                raise Wrong(f"Patient.{reason[0]}", reason[1])
            if not group.behind and numbers_against(who.identifiers, self._numbers.get(patient.pk, ())):
                raise Wrong(
                    "Patient.identifier", "expected a number of who has this id; another of this system stands here"
                )
        for who in group.seen:
            if against(who.likeness, self.likeness(patient, who)):
                raise Wrong("Patient", "expected the patient who has this number; something here speaks of another")

    def _same_resource(self, entry: Entry, who: Person, patient: Patient) -> bool:
        named = [name for name in names_of(entry, who)[0] if name[0] == URL] + [("own", str(who.own_id))]
        return any((found := self.of(name)) is not None and found.pk == patient.pk for name in named)

    def seen_before(self, entry: Entry, who: Person, patient: Patient) -> bool:
        """Whether this very Patient resource, word for word, was imported for this patient."""
        said = digest_of(entry.resource)
        return any(
            self._said.get((patient.pk, stored(name))) == said
            for name in (*chain(*names_of(entry, who)), file_name(entry))
        )


def _every_name(group: Group) -> Iterable[Name]:
    for entry, who in group.people:
        sure, weak = names_of(entry, who)
        yield from (*sure, *weak, file_name(entry))
    yield from group.known_as
    yield from (name for _, name in group.awaited)
    yield from (name for _, name in group.second)


def fingerprint(patient_id: UUID, born: str) -> str:
    return hashlib.sha256(f"{patient_id}|{born}".encode()).hexdigest()


def open_or_update(
    *, by: Actor, group: Group, patient: Patient | None, names: Names, clinic: Clinic | None
) -> tuple[Patient | None, dict[int, str]]:
    """The patient, and what became of each Patient resource: created, identical or updated."""
    results: dict[int, str] = {}
    # Who stands in another's place is described by the other.
    order = sorted(group.people, key=lambda pair: id(pair[0]) in group.behind)
    for entry, who in order:
        if patient is None:
            patient = _open(by, who, clinic)
            results[id(entry)] = "created"
        elif id(entry) in group.behind or names.seen_before(entry, who, patient):
            results[id(entry)] = "identical"
        else:
            results[id(entry)] = _update(by, who, patient)
        _remember(entry, who, patient, names)
    return patient, results


def _open(by: Actor, who: Person, clinic: Clinic | None) -> Patient:
    try:
        return register_patient(
            by=by, name=who.name, sex=who.sex, birth_year=who.birth_year, timezone=who.timezone,
            risk_factors=who.risk_factors, clinic=clinic,
        )  # fmt: skip
    except Refused as error:
        raise Wrong(f"Patient.{error.field}", error.expected) from error


def _update(by: Actor, who: Person, patient: Patient) -> str:
    """Take over what is new. What the resource leaves out, or brings in part, takes nothing away."""
    changes: dict[str, object] = {}
    if who.name not in (patient.name, NO_NAME) and not who.partial:
        changes["name"] = who.name
    if who.birth_year and not patient.birth_year:
        changes["birth_year"] = who.birth_year
    if who.sex != "unknown" and patient.sex == "unknown":
        changes["sex"] = who.sex
    more = [name for name in who.risk_factors if name not in patient.risk_factors]
    if more:
        changes["risk_factors"] = [*patient.risk_factors, *more]
    if not changes:
        return "identical"
    changed = change_profile(by=by, patient=patient, changes=changes)
    for field_name in changes:
        setattr(patient, field_name, getattr(changed, field_name))
    return "updated"


def _remember(entry: Entry, who: Person, patient: Patient, names: Names) -> None:
    """Note every name of the person; one that is somebody else's by now is not taken from them."""
    sure, weak = names_of(entry, who)
    digest = digest_of(entry.resource)
    rows = [ExternalName(*stored(name), digest=digest) for name in (*sure, *weak, file_name(entry))]
    if len(who.likeness.born) == 10:
        rows.append(ExternalName(BORN, str(patient.pk), digest=fingerprint(patient.pk, who.likeness.born)))
    try:
        note_external_ids(patient=patient, clinic_key=key_of(names.clinic), names=rows)
    except Refused as error:
        raise Wrong("Patient.identifier", SEVERAL) from error
