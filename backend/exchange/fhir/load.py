"""Importing files: read all, sort by person, write person by person."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from backend.accounts.models import Clinic
from backend.core.actor import Actor
from backend.exchange.fhir.apply import apply, digest_of
from backend.exchange.fhir.gather import READERS, Group, Library, View, gather
from backend.exchange.fhir.identity import find, key_of, known_patient, open_or_update
from backend.exchange.fhir.people import Person
from backend.exchange.fhir.problems import NotForUs, Unreadable, Wrong
from backend.exchange.fhir.read import Entry, read_file
from backend.exchange.fhir.summary import Summary
from backend.patients.models import Patient

STRANGER = "expected a patient of this file or of an earlier import"


@dataclass(slots=True)
class Loaded:
    """What became of each file, and of all together."""

    files: dict[str, Summary] = field(default_factory=dict)

    @property
    def total(self) -> Summary:
        total = Summary()
        for one in self.files.values():
            total.add(one)
        return total

    @property
    def exit_status(self) -> int:
        """2: a file could not be read; 1: a resource was refused; 0: all is well."""
        if any(one.error for one in self.files.values()):
            return 2
        return 1 if self.total.refused else 0

    def as_json(self) -> dict[str, Any]:
        return self.total.as_json() | {
            "files": [{"file": name} | summary.as_json() for name, summary in self.files.items()]
        }


def load(paths: Sequence[str], *, by: Actor, clinic: Clinic | None = None, patient: Patient | None = None) -> Loaded:
    """Import `paths` into `clinic`. A file that cannot be read leaves the others alone.

    `patient` takes what is about somebody whom neither the files nor an earlier import know.
    """
    loaded = Loaded({path: Summary() for path in paths})
    entries: list[Entry] = []
    for path, summary in loaded.files.items():
        try:
            entries += read_file(path)
        except Unreadable as error:
            summary.error = str(error)
    library = Library(entries)
    groups, nobody = gather(entries, library, loaded.files)
    if patient is not None:
        groups.append(Group(entries=nobody))
        nobody = []
    for entry in nobody:
        _refuse_stranger(entry, library, loaded.files[entry.file])
    for group in groups:
        _load_person(group, library, loaded.files, by=by, clinic=clinic, fallback=patient)
    return loaded


def _refuse_stranger(entry: Entry, library: Library, summary: Summary) -> None:
    """Refuse what is about nobody known, unless it would not have been kept anyway."""
    try:
        READERS[entry.type](entry.resource, View(library, entry, "UTC"))
    except NotForUs as error:
        summary.ignored[entry.type, error.why] += 1
    except Wrong as error:
        summary.refuse(entry, error.path, error.expected)
    else:
        subject = entry.resource.get("subject")
        summary.refuse(entry, f"{entry.type}.subject" + (".reference" if subject else ""), STRANGER)


@transaction.atomic
def _load_person(
    group: Group,
    library: Library,
    summaries: dict[str, Summary],
    *,
    by: Actor,
    clinic: Clinic | None,
    fallback: Patient | None,
) -> None:
    """Everything about one person, or nothing of it."""
    patient: Patient | None = None
    own_ids = False
    for entry, who in group.people:
        try:
            patient, result = _person(entry, who, patient, by=by, clinic=clinic)
            own_ids = own_ids or who.own_id == patient.pk
            summary = summaries[entry.file]
            setattr(summary, result, getattr(summary, result) + 1)
        except Wrong as error:
            summaries[entry.file].refuse(entry, error.path, error.expected)
    if not group.people:
        patient = (known_patient(clinic, group.known_as) if group.known_as else None) or fallback
    if patient is None:
        for entry in group.entries:
            _refuse_stranger(entry, library, summaries[entry.file])
        return
    apply(
        by=by,
        patient=patient,
        clinic_key=key_of(clinic),
        own_ids=own_ids,
        entries=group.entries,
        library=library,
        summaries=summaries,
    )


def _person(
    entry: Entry, who: Person, patient: Patient | None, *, by: Actor, clinic: Clinic | None
) -> tuple[Patient, str]:
    found = find(who, entry, clinic) or patient
    return open_or_update(by=by, who=who, entry=entry, patient=found, clinic=clinic, digest=digest_of(entry.resource))
