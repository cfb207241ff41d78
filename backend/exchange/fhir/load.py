"""Importing files: read all, sort by person, write person by person."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from backend.accounts.models import Clinic
from backend.core.actor import Actor
from backend.exchange.fhir.apply import apply
from backend.exchange.fhir.gather import READERS, View, contained_results, gather
from backend.exchange.fhir.identity.groups import BARE, URL, Group, names_of
from backend.exchange.fhir.identity.known import Names, key_of, open_or_update
from backend.exchange.fhir.identity.references import Library, lasting
from backend.exchange.fhir.identity.subjects import STRANGER
from backend.exchange.fhir.problems import NotForUs, Unreadable, Wrong
from backend.exchange.fhir.read import Contents, Entry, read_file
from backend.exchange.fhir.summary import Summary, Touched
from backend.patients.models import ExternalId, Patient

# Told how many people of how many are done.
Progress = Callable[[int, int], None]
# Told, within the transaction that wrote it: the patient, whether opened now, their last change number and profile before.
Wrote = Callable[[Patient, bool, int, dict[str, Any]], None]
PROFILE = ("name", "sex", "birth_year", "risk_factors")
REFUSED = "expected a patient who could be taken: {who} was refused, so nothing about them is written"


@dataclass(slots=True)
class Loaded:
    """What became of each file, of all together, and of each person."""

    files: dict[str, Summary] = field(default_factory=dict)
    people: list[Touched] = field(default_factory=list)

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
            "people": [one.as_json() for one in self.people],
            "files": [{"file": name} | summary.as_json() for name, summary in self.files.items()],
        }


def load(
    paths: Sequence[str],
    *,
    by: Actor,
    clinic: Clinic | None = None,
    patient: Patient | None = None,
    source: str = "",
    progress: Progress | None = None,
) -> Loaded:
    """Import `paths` into `clinic`. A file that cannot be read leaves the others alone.

    `patient` takes what names nobody at all; `source` is the server's root, for resources that do not name it.
    """
    contents: dict[str, Contents | Unreadable] = {}
    for path in paths:
        try:
            contents[path] = read_file(path, source)
        except Unreadable as error:
            contents[path] = error
    return load_read(contents, by=by, clinic=clinic, patient=patient, progress=progress)


def load_read(
    contents: dict[str, Contents | Unreadable],
    *,
    by: Actor,
    clinic: Clinic | None = None,
    patient: Patient | None = None,
    progress: Progress | None = None,
    dry: bool = False,
    may_touch: Callable[[Patient], bool] | None = None,
    wrote: Wrote | None = None,
) -> Loaded:
    """As `load`, for files that were read already. `dry`: each person is written and taken back.

    `may_touch`: whose records the caller may see. `wrote` is told of each person within the transaction.
    """
    loaded = Loaded({name: Summary() for name in contents})
    entries: list[Entry] = []
    for name, read in contents.items():
        if isinstance(read, Unreadable):
            loaded.files[name].error = str(read)
            continue
        for line in read.broken:
            loaded.files[name].refuse_line(line.number, line.expected)
        for entry in read.entries:
            entries += [entry, *contained_results(entry)]
    library = Library(entries)
    groups, nobody = gather(entries, library, loaded.files)
    run = _Run(library, loaded, by, clinic, Names(clinic), dry, may_touch, wrote)
    run.names.look_up(groups)
    if patient is not None:
        # Only what names nobody: what names somebody unknown is about them.
        mine = [entry for entry, wrong in nobody if wrong is None]
        nobody = [(entry, wrong) for entry, wrong in nobody if wrong is not None]
        if mine:
            run.write(Group(entries=mine), patient)
    settled = run.settle(groups)
    for entry, wrong in nobody:
        if not (entry.gone and wrong is None and run.find_deleted(entry, settled)):
            run.refuse_stranger(entry, wrong)
    for done, (group, found) in enumerate(settled):
        if progress:
            progress(done, len(settled))
        run.write(group, found)
    if progress:
        progress(len(settled), len(settled))
    return loaded


@dataclass(slots=True)
class _Run:
    """One import on its way."""

    library: Library
    loaded: Loaded
    by: Actor
    clinic: Clinic | None
    names: Names
    dry: bool = False
    may_touch: Callable[[Patient], bool] | None = None
    wrote: Wrote | None = None

    def settle(self, groups: Sequence[Group]) -> list[tuple[Group, Patient | None]]:
        """Each group with whom it means here; groups of one person become one, so that they are written together."""
        out: list[tuple[Group, Patient | None]] = []
        of_patient: dict[Any, Group] = {}
        for group in groups:
            found: Patient | None = None
            if group.refused is None:
                try:
                    found = self.names.find(group)
                    if found is not None and self.may_touch and not self.may_touch(found):
                        raise Wrong("Patient", "expected a patient whose record you may see")
                except Wrong as error:
                    group.refused = error
            if found is not None and found.pk in of_patient:
                self._merge(of_patient[found.pk], group)
                continue
            if found is not None:
                of_patient[found.pk] = group
            out.append((group, found))
        return out

    def find_deleted(self, entry: Entry, settled: list[tuple[Group, Patient | None]]) -> bool:
        """Give a deletion, which names no patient, to the one from whom it takes something; False where there is none.

        A server's URL is looked for in the whole clinic, a bare id among the people who stand beside it.
        """
        url = lasting(entry.full_url) if entry.full_url else ""
        own = str(entry.resource.get("id") or "")
        beside = {
            patient.pk: group
            for group, patient in settled
            if patient is not None and any(one.scope == entry.scope for one, _ in group.people)
        }
        rows = ExternalId.objects.filter(
            clinic_key=key_of(self.clinic), system=f"fhir:{entry.type}", record_id__isnull=False
        ).select_related("patient")
        if url and not url.startswith("urn:"):
            rows = rows.filter(value__endswith=f"/{url}")
        else:
            rows = rows.filter(value__in=[f"{key}/{own}" for key in beside])
        found = {row.patient_id: row.patient for row in rows}
        if len(found) != 1:
            return False
        ((key, patient),) = found.items()
        group = next((group for group, there in settled if there is not None and there.pk == key), None)
        if group is None:
            group = Group()
            settled.append((group, patient))
        group.entries.append(entry)
        return True

    def _merge(self, first: Group, other: Group) -> None:
        """Two names of one person that only this installation knows to be one's."""
        first.people += other.people
        first.entries += other.entries
        first.known_as += other.known_as
        first.behind |= other.behind
        first.second += other.second

    def write(self, group: Group, patient: Patient | None) -> None:
        """Everything about one person, or nothing of it."""
        if group.refused is None:
            self._without_others(group, patient)
            if not group.people and patient is None:
                for entry in group.entries:
                    self.refuse_stranger(entry, None)
                return
            try:
                self._write(group, patient)
                return
            except Wrong as error:
                group.refused = error
        self._refuse(group, patient)

    @transaction.atomic
    def _write(self, group: Group, patient: Patient | None) -> None:
        opened = patient is None
        first = patient.seq if patient else 0
        before = {name: getattr(patient, name) for name in PROFILE} if patient else {}
        results: dict[int, str] = {}
        if group.people:
            patient, results = open_or_update(
                by=self.by, group=group, patient=patient, names=self.names, clinic=self.clinic
            )
        if patient is None:
            raise Wrong("Patient", STRANGER)
        own = any(who.own_id == patient.pk for _, who in group.people)
        counted = {name: one.written for name, one in self.loaded.files.items()}
        apply(
            by=self.by, patient=patient, clinic_key=key_of(self.clinic), own_ids=own, entries=group.entries,
            library=self.library, summaries=self.loaded.files,
        )  # fmt: skip
        for entry, _ in group.people:
            self.loaded.files[entry.file].count(results[id(entry)])
        wrote = sum(one.written - counted[name] for name, one in self.loaded.files.items())
        self.loaded.people.append(
            Touched(
                resources=[entry.name for entry, _ in group.people], known_by=_known_by(group), patient=patient,
                result="opened" if opened else "known", about=len(group.entries), records=wrote,
            )
        )  # fmt: skip
        if self.dry:
            transaction.set_rollback(True)
        elif self.wrote:
            self.wrote(patient, opened, first, before)

    def _without_others(self, group: Group, patient: Patient | None) -> None:
        """A number beside a reference that nobody knows as this person's: whom the resource is about is not certain."""
        for entry, name in group.second:
            holder = self.names.of(name)
            if holder is None or patient is None or holder.pk != patient.pk:
                group.entries = [one for one in group.entries if one is not entry]
                words = "expected an identifier that is known as this patient's, or the reference alone"
                self.loaded.files[entry.file].refuse(entry, f"{entry.type}.subject.identifier", words)

    def _refuse(self, group: Group, patient: Patient | None) -> None:
        assert group.refused is not None
        for entry, _ in group.people:
            self.loaded.files[entry.file].refuse(entry, group.refused.path, group.refused.expected)
        who = group.people[0][0].name if group.people else "the one known by " + _known_by(group)
        for entry in group.entries:
            self.loaded.files[entry.file].refuse(entry, _subject_path(entry), REFUSED.format(who=who))
        self.loaded.people.append(
            Touched(
                resources=[entry.name for entry, _ in group.people], known_by=_known_by(group), patient=None,
                result="refused", about=len(group.entries), records=0,
            )
        )  # fmt: skip

    def refuse_stranger(self, entry: Entry, wrong: Wrong | None) -> None:
        """Refuse what is about nobody known, unless it would not have been kept anyway."""
        summary = self.loaded.files[entry.file]
        try:
            if entry.gone:
                raise NotForUs("deleted at its source, and nothing of it is known to be here")
            READERS[entry.type](entry.resource, View(self.library, entry, "UTC"))
        except NotForUs as error:
            summary.ignore(entry, error.why)
        except Wrong as error:
            summary.refuse(entry, error.path, error.expected)
        else:
            path = wrong.path if wrong else _subject_path(entry)
            summary.refuse(entry, path, wrong.expected if wrong else STRANGER)


def _subject_path(entry: Entry) -> str:
    subject = entry.resource.get("subject")
    named = isinstance(subject, dict) and subject.get("reference")
    return f"{entry.type}.subject" + (".reference" if named else "")


def _known_by(group: Group) -> str:
    """In words, by which names the person is known; never a name or a day of birth."""
    named = [name for entry, who in group.people for part in names_of(entry, who) for name in part]
    for system, value in (*named, *group.known_as):
        return value if system == URL else f"Patient/{value}" if system == BARE else f"{system}|{value}"
    return ""
