"""Writing one person's resources into the log: one transaction, one append, and nothing twice."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from backend.core.actor import Actor
from backend.core.errors import Refused
from backend.exchange.fhir.gather import READERS, Library, View
from backend.exchange.fhir.notes import keep_notes
from backend.exchange.fhir.own import own_statements
from backend.exchange.fhir.problems import NotForUs, Wrong
from backend.exchange.fhir.read import Entry
from backend.exchange.fhir.scans import Scans
from backend.exchange.fhir.statements import Statement
from backend.exchange.fhir.summary import Summary
from backend.patients.actions import note_external_id
from backend.patients.intake import draft_of
from backend.patients.lines import Draft
from backend.patients.log import append
from backend.patients.models import ExternalId, Patient, Record

SOURCE = "fhir"


def digest_of(resource: dict[str, Any]) -> str:
    """SHA-256 of what a resource says; its metadata and narrative say nothing of their own."""
    said = {name: value for name, value in resource.items() if name not in ("meta", "text")}
    return hashlib.sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


@dataclass(slots=True)
class Pending:
    """One resource that brings something new: its drafts by part."""

    entry: Entry
    key: tuple[str, str]
    digest: str
    notes: list[str]
    records: dict[str, UUID] = field(default_factory=dict)
    is_update: bool = False
    told_before: bool = True


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
    known = {
        (row.system, row.value): row
        for row in ExternalId.objects.filter(patient=patient, system__startswith="fhir:").order_by("pk")
    }
    scans = Scans(patient)
    drafts: list[Draft] = []
    pending: list[Pending] = []
    withdrawn: set[UUID] = set()
    seen: dict[tuple[str, str], str] = {}
    met: set[tuple[str, str]] = set()
    for entry in entries:
        summary = summaries[entry.file]
        digest = digest_of(entry.resource)
        key = _key(patient, entry, digest)
        if seen.setdefault(key, digest) != digest:
            summary.refuse(entry, f"{entry.type}.id", "expected an id that only one resource of this import has")
            continue
        if key in met:
            summary.identical += 1
            continue
        before = known.get(key)
        if before and before.digest == digest:
            summary.identical += 1
            met.add(key)
            continue
        earlier = {
            value.removeprefix(key[1]).removeprefix("#"): row
            for (system, value), row in known.items()
            if system == key[0] and row.record_id and (value == key[1] or value.startswith(key[1] + "#"))
        }
        view = View(library, entry, patient.timezone)
        try:
            reader = READERS[entry.type]
            statements = own_statements(entry.resource, view, reader)
            if statements is None:
                statements = reader(entry.resource, view)
                keep_notes(entry.resource, statements, view)
            for statement in statements:
                _checked(statement, by, patient)
            one = Pending(entry, key, digest, view.notes, is_update=bool(earlier))
            _draft(one, statements, earlier, by, patient, scans, drafts, own_ids)
            pending.append(one)
            met.add(key)
        except NotForUs as error:
            if earlier and str(entry.resource.get("status", error.why)) in ("entered-in-error", "entered in error"):
                gone = _withdraw(earlier.values(), by, patient, withdrawn)
                drafts += gone
                summary.withdrawn += 1
                pending.append(Pending(entry, key, digest, []))
            else:
                summary.ignored[entry.type, error.why] += 1
        except Wrong as error:
            summary.refuse(entry, error.path, error.expected)
    drafts += scans.drafts(by)
    _write(by, patient, clinic_key, drafts, pending, scans, summaries)


def _key(patient: Patient, entry: Entry, digest: str) -> tuple[str, str]:
    """What the resource is called within this patient: ids of other servers' patients cannot collide with it."""
    own = str(entry.resource.get("id") or entry.full_url or digest)
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


def _draft(
    one: Pending,
    statements: list[Statement],
    earlier: dict[str, ExternalId],
    by: Actor,
    patient: Patient,
    scans: "Scans",
    drafts: list[Draft],
    own_ids: bool,
) -> None:
    fresh: list[Draft] = []
    for statement in statements:
        old = earlier.get(statement.part)
        if statement.merge and not statement.record_id:
            scans.add(statement, replaces=old.record_id if old else None, member=(id(one), statement.part))
            continue
        if statement.record_id:
            item = _own_item(statement, one.digest, patient, own_ids)
            fresh.append(draft_of(item, by=by, default_zone=patient.timezone))
            one.records[statement.part] = UUID(item["id"])
            continue
        record_id = uuid5(patient.pk, "|".join((*one.key, statement.part, one.digest)))
        item = _item(statement) | {"id": str(record_id)}
        if old and old.record_id != record_id:
            if not Record.objects.current().filter(pk__in=[old.record_id]).exists():
                raise NotForUs("changed here since it was imported: what stands here is kept")
            item["supersedes"] = str(old.record_id)
        fresh.append(draft_of(item, by=by, default_zone=patient.timezone))
        one.records[statement.part] = record_id
    drafts += fresh
    gone = [row for part, row in earlier.items() if part not in {statement.part for statement in statements}]
    drafts += _withdraw(gone, by, patient, set())


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
            raise NotForUs("changed here since it was imported: what stands here is kept")
        item |= {"supersedes": item["id"], "id": str(uuid5(row.pk, digest))}
    return item


def _withdraw(rows: Iterable[ExternalId], by: Actor, patient: Patient, done: set[UUID]) -> list[Draft]:
    """Tombstones for what was imported earlier and was a mistake at its source."""
    out: list[Draft] = []
    for row in rows:
        if row.record_id is None or row.record_id in done:
            continue
        done.add(row.record_id)
        if Record.objects.current().filter(pk=row.record_id).exists():
            item = {
                "id": str(uuid5(row.record_id, "withdrawn")),
                "kind": Record.DELETION,
                "supersedes": str(row.record_id),
            }
            out.append(draft_of(item, by=by, default_zone=patient.timezone))
    return out


def _write(
    by: Actor,
    patient: Patient,
    clinic_key: str,
    drafts: list[Draft],
    pending: list[Pending],
    scans: "Scans",
    summaries: dict[str, Summary],
) -> None:
    outcomes = {outcome.id: outcome for outcome in append(patient_id=patient.pk, drafts=drafts, by=by, source=SOURCE)}
    kinds = {draft.id: draft.kind for draft in drafts}
    counted: set[UUID] = set()
    for one in pending:
        summary = summaries[one.entry.file]
        records = one.records | scans.records_of(id(one))
        results = [outcomes[record_id] for record_id in records.values() if record_id in outcomes]
        refused = next((outcome for outcome in results if outcome.result == "refused"), None)
        if refused:
            summary.refuse(one.entry, f"{one.entry.type}.{refused.field}", refused.reason or "")
            continue
        summary.notes.update(one.notes)
        for part, record_id in records.items():
            value = one.key[1] + (f"#{part}" if part else "")
            note_external_id(
                patient=patient, clinic_key=clinic_key, system=one.key[0], value=value,
                record_id=record_id, digest=one.digest,
            )  # fmt: skip
        if "" not in records:
            note_external_id(
                patient=patient, clinic_key=clinic_key, system=one.key[0], value=one.key[1],
                record_id=None, digest=one.digest,
            )  # fmt: skip
            if not records:
                continue
        written = [r for r in results if r.result in ("created", "superseded")]
        if not written:
            summary.identical += 1
        elif one.is_update:
            summary.updated += 1
        else:
            summary.created += 1
        for outcome in written:
            if outcome.id is not None and outcome.id not in counted:
                counted.add(outcome.id)
                summary.records[kinds[outcome.id]] += 1
