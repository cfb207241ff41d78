"""What a newer version of a resource takes away: all that its source no longer says, and nothing that it left out."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid5

from backend.core.actor import Actor
from backend.exchange.fhir import codes
from backend.exchange.fhir.elements import codings, listed
from backend.exchange.fhir.scans import Scans
from backend.exchange.fhir.statements import Statement
from backend.patients.models import ExternalId, Patient
from backend.records.drafts import draft_of
from backend.records.log.rows import Draft
from backend.records.models import Record

# What a later version may leave out without meaning that it is not so.
LASTING = frozenset({"side", "site", "note", "device", "every"})


def kept_from(old: ExternalId, statement: Statement) -> None:
    """Fill in from what was imported before what this version leaves out, or only supposes."""
    row = Record.objects.filter(pk__in=[old.record_id], kind=statement.kind).first()
    if row is None:
        return
    for name in LASTING & row.data.keys():
        there, here = row.data[name], statement.fields.get(name)
        if there not in (None, "unknown") and (here in (None, "unknown") or name in statement.assumed):
            statement.fields[name] = there
    if statement.merge:
        at, _, _ = statement.merge.split("|")
        statement.merge = f"{at}|{statement.fields.get('site')}|{statement.fields.get('side')}"


class Takeback:
    """Tombstones for what was imported earlier and is no longer said."""

    def __init__(self, by: Actor, patient: Patient, known: dict[tuple[str, str], ExternalId]) -> None:
        self._by, self._patient, self._known = by, patient, known
        self._done: set[UUID] = set()

    def of(self, rows: Iterable[ExternalId], resource: dict[str, Any], scans: Scans) -> tuple[bool, list[Draft]]:
        """(whether anything stood here as it was imported, what to append)"""
        out: list[Draft] = []
        found = False
        for row in rows:
            if row.record_id is None or row.record_id in self._done:
                continue
            record = Record.objects.current().filter(pk=row.record_id).first()
            if record is None:
                continue
            found = True
            if self._others(row):
                # Other resources are in the same record: only what this one measured goes.
                scans.without(record, _measures(resource))
                continue
            self._done.add(row.record_id)
            item = {
                "id": str(uuid5(row.record_id, "withdrawn")),
                "kind": Record.DELETION,
                "supersedes": str(row.record_id),
            }
            out.append(draft_of(item, by=self._by, default_zone=self._patient.timezone))
        return found, out

    def _others(self, row: ExternalId) -> bool:
        own = row.value.partition("#")[0]
        return any(
            other.record_id == row.record_id and other.value.partition("#")[0] != own
            for other in self._known.values()
        )


def _measures(resource: dict[str, Any]) -> set[str]:
    """Which measures of a scan a resource is about, whether or not it still brings a value."""
    parts = [resource, *listed(resource.get("component"))]
    found = [code for part in parts if isinstance(part, dict) for system, code, _ in codings(part.get("code"))]
    return {codes.DXA[code].measure for code in found if code in codes.DXA}
