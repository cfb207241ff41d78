"""Writing one person's resources into the log: one transaction, one append, and nothing twice."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from backend.core.actor import Actor
from backend.core.errors import Refused
from backend.exchange.fhir.digests import digest_of
from backend.exchange.fhir.gather import READERS, View
from backend.exchange.fhir.history import OLDER, is_older, version_of
from backend.exchange.fhir.identity.references import Library, lasting
from backend.exchange.fhir.notes import keep_notes
from backend.exchange.fhir.own import own_statements
from backend.exchange.fhir.people import is_partial
from backend.exchange.fhir.problems import NotForUs, Wrong
from backend.exchange.fhir.read import Entry
from backend.exchange.fhir.scans import Scans
from backend.exchange.fhir.statements import Statement
from backend.exchange.fhir.summary import Summary
from backend.exchange.fhir.takeback import Takeback, kept_from
from backend.patients.external_ids import ExternalName, note_external_ids
from backend.patients.models import ExternalId, Patient
from backend.records.drafts import draft_of
from backend.records.log.append import append
from backend.records.log.rows import Draft
from backend.records.models import Record

SOURCE = "fhir"
CHANGED_HERE = "changed here since it was imported: what stands here is kept"
PARTIAL = "only a part of it (SUBSETTED); what is here is whole"
DELETED = "deleted at its source"


@dataclass(slots=True)
class Pending:
    """One resource that brings something new: its drafts by part."""

    entry: Entry
    key: tuple[str, str]
    digest: str
    notes: list[str]
    records: dict[str, UUID] = field(default_factory=dict)
    is_update: bool = False
    before: bool = False
    gone: list[str] | None = None


def apply(
    *,
    by: Actor,
    patient: Patient,
    clinic_key: str,
    own_ids: bool,
    entries: Iterable[Entry],
    library: Library,
    summaries: dict[str, Summary],
) -> None:
    """Append what `entries` say about `patient`. Call inside a transaction.

    `own_ids`: the entries were once written out of this very patient's record, so their record ids hold.
    """
    rows = ExternalId.objects.filter(patient=patient, system__startswith="fhir:").order_by("pk")
    known = {(row.system, row.value): row for row in rows}
    run = _Apply(
        by, patient, clinic_key, own_ids, library, summaries, known, Scans(patient), Takeback(by, patient, known)
    )
    for entry in entries:
        run.take(entry)
    run.write()


@dataclass(slots=True)
class _Apply:
    """One person's resources on their way into the log."""

    by: Actor
    patient: Patient
    clinic_key: str
    own_ids: bool
    library: Library
    summaries: dict[str, Summary]
    known: dict[tuple[str, str], ExternalId]
    scans: Scans
    takeback: Takeback
    drafts: list[Draft] = field(default_factory=list)
    pending: list[Pending] = field(default_factory=list)
    seen: dict[tuple[str, str], str] = field(default_factory=dict)
    met: set[tuple[str, str]] = field(default_factory=set)

    def take(self, entry: Entry) -> None:
        summary, digest = self.summaries[entry.file], digest_of(entry.resource)
        key = _key(self.patient, entry, digest)
        if self.seen.setdefault(key, digest) != digest:
            summary.refuse(entry, f"{entry.type}.id", "expected an id that only one resource of this import has")
            return
        before = self.known.get(key) or self._by_its_id(entry, digest)
        if key in self.met or (before and before.digest == digest and not entry.gone):
            summary.identical += 1
            self.met.add(key)
            return
        earlier = {
            value.removeprefix(key[1]).removeprefix("#"): row
            for (system, value), row in self.known.items()
            if system == key[0] and row.record_id and (value == key[1] or value.startswith(key[1] + "#"))
        }
        if before and before.version and is_older(version_of(entry), before.version):
            summary.ignore(entry, OLDER)
            return
        if before and is_partial(entry.resource):
            summary.ignore(entry, PARTIAL)
            return
        try:
            self._read(entry, key, digest, earlier)
        except Wrong as error:
            summary.refuse(entry, error.path, error.expected)
        except NotForUs as error:
            summary.ignore(entry, error.why)

    def _by_its_id(self, entry: Entry, digest: str) -> ExternalId | None:
        """The same words under the id alone, as they were kept before the server's URL was."""
        row = self.known.get((f"fhir:{entry.type}", f"{self.patient.pk}/{entry.resource.get('id')}"))
        return row if row and row.digest == digest else None

    def _read(self, entry: Entry, key: tuple[str, str], digest: str, earlier: dict[str, ExternalId]) -> None:
        view = View(self.library, entry, self.patient.timezone, self.patient.clinic_id)
        try:
            if entry.gone:
                raise NotForUs(DELETED)
            statements = own_statements(entry.resource, view, READERS[entry.type])
            if statements is None:
                statements = READERS[entry.type](entry.resource, view)
                keep_notes(entry.resource, statements, view)
        except NotForUs as error:
            # What its source no longer says, in a newer version that is whole, is not kept as said.
            if not earlier:
                raise
            self._take_back(entry, key, digest, earlier, error.why)
            return
        for statement in statements:
            _checked(statement, self.by, self.patient)
        one = Pending(entry, key, digest, view.notes, is_update=bool(earlier), before=key in self.known)
        self._draft(one, statements, earlier)
        self.pending.append(one)
        self.met.add(key)

    def _take_back(
        self, entry: Entry, key: tuple[str, str], digest: str, earlier: dict[str, ExternalId], why: str
    ) -> None:
        summary = self.summaries[entry.file]
        done, drafts = self.takeback.of(earlier.values(), entry.resource, self.scans)
        if done:
            self.drafts += drafts
            summary.withdraw(entry)
            summary.notes[f"taken back at its source ({why}): taken back here"] += 1
        else:
            summary.ignore(entry, CHANGED_HERE)
        self.pending.append(Pending(entry, key, digest, [], gone=[row.value for row in earlier.values()]))
        self.met.add(key)

    def _draft(self, one: Pending, statements: list[Statement], earlier: dict[str, ExternalId]) -> None:
        fresh: list[Draft] = []
        for statement in statements:
            old = earlier.get(statement.part) or (_only(earlier) if len(statements) == 1 else None)
            if old and not statement.record_id:
                kept_from(old, statement)
            if statement.merge and not statement.record_id:
                self.scans.add(statement, replaces=old.record_id if old else None, member=(id(one), statement.part))
                continue
            if statement.record_id:
                item = _own_item(statement, one.digest, self.patient, self.own_ids)
                fresh.append(draft_of(item, by=self.by, default_zone=self.patient.timezone))
                one.records[statement.part] = UUID(item["id"])
                continue
            record_id = self._id_for("|".join((*one.key, statement.part, one.digest)), is_new=not one.before)
            item = _item(statement) | {"id": str(record_id)}
            if old and old.record_id != record_id:
                if not Record.objects.current().filter(pk__in=[old.record_id]).exists():
                    raise NotForUs(CHANGED_HERE)
                item["supersedes"] = str(old.record_id)
            fresh.append(draft_of(item, by=self.by, default_zone=self.patient.timezone))
            one.records[statement.part] = record_id
        self.drafts += fresh
        parts = {statement.part for statement in statements}
        gone = [row for part, row in earlier.items() if part not in parts and row.record_id not in _superseded(fresh)]
        self.drafts += self.takeback.of(gone, one.entry.resource, self.scans)[1]

    def _id_for(self, said: str, *, is_new: bool) -> UUID:
        """An id made of what is said, so that a retry is one; another where the same was said, unsaid and is said again."""
        record_id = uuid5(self.patient.pk, said)
        while not is_new and Record.objects.filter(pk=record_id, is_current=False).exists():
            record_id = uuid5(record_id, said)
        return record_id

    def write(self) -> None:
        self.drafts += self.scans.drafts(self.by)
        done = append(patient_id=self.patient.pk, drafts=self.drafts, by=self.by, source=SOURCE)
        outcomes = {outcome.id: outcome for outcome in done}
        kinds = {draft.id: draft.kind for draft in self.drafts}
        counted: set[UUID] = set()
        names: list[ExternalName] = []
        for one in self.pending:
            summary = self.summaries[one.entry.file]
            records = one.records | self.scans.records_of(id(one))
            results = [outcomes[record_id] for record_id in records.values() if record_id in outcomes]
            refused = next((outcome for outcome in results if outcome.result == "refused"), None)
            if refused:
                summary.refuse(one.entry, f"{one.entry.type}.{refused.field}", refused.reason or "")
                continue
            summary.notes.update(one.notes)
            names += _names(one, records)
            if one.gone is not None:
                continue
            written = [r for r in results if r.result in ("created", "superseded")]
            summary.count("updated" if one.is_update else "created") if written else summary.count("identical")
            for outcome in written:
                if outcome.id is not None and outcome.id not in counted:
                    counted.add(outcome.id)
                    summary.records[kinds[outcome.id]] += 1
        note_external_ids(patient=self.patient, clinic_key=self.clinic_key, names=names)


def _names(one: Pending, records: dict[str, UUID]) -> list[ExternalName]:
    """What the source calls each record, and the resource itself with its version."""
    version = version_of(one.entry)
    # What was taken back is no longer a record's name; said again, it becomes a record again.
    away = [ExternalName(one.key[0], value, None, one.digest, version) for value in one.gone or ()]
    out = away + [
        ExternalName(one.key[0], one.key[1] + (f"#{part}" if part else ""), record_id, one.digest, version)
        for part, record_id in records.items()
    ]
    if "" not in records:
        out.append(ExternalName(one.key[0], one.key[1], None, one.digest, version))
    return out


def _only(earlier: dict[str, ExternalId]) -> ExternalId | None:
    return next(iter(earlier.values())) if len(earlier) == 1 else None


def _superseded(drafts: list[Draft]) -> set[UUID | None]:
    return {draft.supersedes for draft in drafts if draft.supersedes}


def _key(patient: Patient, entry: Entry, digest: str) -> tuple[str, str]:
    """What the resource is called within this patient: ids of other servers' patients cannot collide with it."""
    url = lasting(entry.full_url) if entry.full_url else ""
    own = url if url and not url.startswith("urn:") else str(entry.resource.get("id") or entry.full_url or digest)
    if len(own) > 100:
        own = hashlib.sha256(own.encode()).hexdigest()
    return f"fhir:{entry.type}", f"{patient.pk}/{own}"


def _item(statement: Statement) -> dict[str, Any]:
    return {
        "kind": statement.kind,
        "recorded_at": statement.when.recorded_at,
        "timezone": statement.when.timezone,
        "date": statement.when.day,
        **statement.fields,
    }


def _checked(statement: Statement, by: Actor, patient: Patient) -> None:
    """The same validation as for everybody; a refusal is told by the path in the resource."""
    try:
        draft_of(_item(statement), by=by, default_zone=patient.timezone)
    except Refused as error:
        field = error.field or statement.kind
        when = statement.when.path if field in ("date", "recorded_at", "timezone") else ""
        raise Wrong(statement.paths.get(field) or when or field, error.expected) from error


def _own_item(statement: Statement, digest: str, patient: Patient, own_ids: bool) -> dict[str, Any]:
    """What this software once wrote out, under its own ids in its own record and under derived ones elsewhere."""

    def here(name: str) -> str:
        return name if own_ids else str(uuid5(patient.pk, name))

    item = _item(statement) | {"id": here(statement.record_id)}
    if statement.group_id:
        item["group"] = here(statement.group_id)
    if statement.supersedes:
        item["supersedes"] = here(statement.supersedes)
    row = Record.objects.filter(pk=UUID(item["id"]), patient=patient).first()
    if row and (row.data != statement.fields or row.day.isoformat() != statement.when.day):
        # Somebody changed it on its way back: a correction, unless it was corrected here meanwhile.
        if not row.is_current:
            raise NotForUs(CHANGED_HERE)
        item |= {"supersedes": item["id"], "id": str(uuid5(row.pk, digest))}
    return item
