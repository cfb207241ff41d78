"""BMD, T-score and Z-score of one place and moment are one record, however many resources bring them."""

from dataclasses import dataclass, field
from datetime import UTC
from typing import Any
from uuid import UUID, uuid5

from backend.core.actor import Actor
from backend.exchange.fhir.elements import When
from backend.exchange.fhir.problems import NotForUs, Wrong
from backend.exchange.fhir.statements import Statement
from backend.patients.models import Patient
from backend.records.drafts import draft_of, moment
from backend.records.log.rows import Draft
from backend.records.models import Record

MEASURES = ("bmd", "t_score", "z_score")


@dataclass(slots=True)
class Slot:
    """One place of one scan: what stands in the log, and what it should say now."""

    statement: Statement
    base: Record | None
    fields: dict[str, Any]
    members: set[tuple[int, str]] = field(default_factory=set)

    @property
    def changed(self) -> bool:
        return self.base is None or self.base.data != self.fields


class Scans:
    """The places of the scans of one patient in this import, each completed by what was imported before."""

    def __init__(self, patient: Patient) -> None:
        self._patient = patient
        self._slots: dict[str, Slot] = {}
        self._stored: dict[str, Record] | None = None

    def add(self, statement: Statement, *, replaces: UUID | None, member: tuple[int, str]) -> None:
        """Take a value into its place. Another value for the same measure is a conflict, unless it `replaces` it."""
        place = _place(moment(statement.when.recorded_at).isoformat(), statement.fields)
        slot = self._slots.get(place)
        if slot is None:
            base = self._base(statement)
            slot = Slot(statement, base, dict(base.data) if base else {})
        if replaces is not None and (slot.base is None or slot.base.pk != replaces):
            raise NotForUs("changed here since it was imported: what stands here is kept")
        for name in MEASURES:
            new, old = statement.fields.get(name), slot.fields.get(name)
            if None not in (new, old) and new != old and replaces is None:
                raise Wrong(statement.paths[name], f"expected {old}, as another result of this scan says")
        slot.fields |= statement.fields
        slot.members.add(member)
        self._slots[place] = slot

    def without(self, record: Record, measures: set[str]) -> None:
        """Take measures out of a scan that other resources have a part in."""
        slot = next((one for one in self._slots.values() if one.base and one.base.pk == record.pk), None)
        if slot is None:
            said = When(record.recorded_at.isoformat(), record.day.isoformat(), record.timezone)
            place = _place(said.recorded_at, record.data)
            slot = Slot(Statement("dexa", said, {}, merge=place, group=place), record, dict(record.data))
            self._slots[place] = slot
        for name in measures:
            slot.fields.pop(name, None)

    def _base(self, statement: Statement) -> Record | None:
        if self._stored is None:
            rows = Record.objects.current().filter(patient=self._patient, kind="dexa", source="fhir")
            self._stored = {_place(row.recorded_at.isoformat(), row.data): row for row in rows}
        return self._stored.get(
            _place(moment(statement.when.recorded_at).astimezone(UTC).isoformat(), statement.fields)
        )

    def drafts(self, by: Actor) -> list[Draft]:
        """One record for each place that says something new."""
        return [self._draft(slot, by) for slot in self._slots.values() if slot.changed]

    def _draft(self, slot: Slot, by: Actor) -> Draft:
        said = slot.statement
        item = {
            "id": str(self._id(slot)),
            "kind": "dexa",
            "recorded_at": said.when.recorded_at,
            "timezone": said.when.timezone,
            "date": said.when.day,
            "group": str(uuid5(self._patient.pk, "scan|" + said.group)),
            **slot.fields,
        }
        if slot.base:
            item["supersedes"] = str(slot.base.pk)
            item["group"] = str(slot.base.group or item["group"])
        return draft_of(item, by=by, default_zone=self._patient.timezone)

    def _id(self, slot: Slot) -> UUID:
        said = sorted((name, str(value)) for name, value in slot.fields.items())
        return uuid5(self._patient.pk, f"dexa|{slot.statement.merge}|{said}")

    def records_of(self, one: int) -> dict[str, UUID]:
        """The record in which each part of a resource ended up."""
        out: dict[str, UUID] = {}
        for slot in self._slots.values():
            for member, part in slot.members:
                if member == one:
                    out[part] = self._id(slot) if slot.changed or slot.base is None else slot.base.pk
        return out


def _place(recorded_at: str, fields: dict[str, Any]) -> str:
    return f"{recorded_at}|{fields.get('site')}|{fields.get('side')}"
