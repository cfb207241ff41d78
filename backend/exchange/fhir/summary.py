"""What became of a file, resource by resource, short enough to read."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from backend.exchange.fhir.read import Entry
from backend.patients.models import Patient

# Of each reason, so many resources are named; a hospital's file has thousands that are of no use here.
NAMED = 5


@dataclass(slots=True)
class Refusal:
    """One resource that ought to have been kept and could not be."""

    resource: str
    entry: int | None
    path: str
    expected: str


@dataclass(slots=True)
class Touched:
    """One person of an import: whom it means, by which name they are known, and how much is about them."""

    resources: list[str]
    known_by: str
    patient: Patient | None
    result: str
    about: int
    records: int

    def as_json(self) -> dict[str, Any]:
        return {
            "result": self.result,
            "patient": str(self.patient.pk) if self.patient and self.result == "known" else None,
            "name": self.patient.name if self.patient else None,
            "resources": self.resources,
            "known_by": self.known_by,
            "about": self.about,
            "records": self.records,
        }


@dataclass(slots=True)
class Summary:
    """Counts are of resources; `records` counts what was written of each kind (three values of one hip are one)."""

    created: int = 0
    identical: int = 0
    updated: int = 0
    withdrawn: int = 0
    records: Counter[str] = field(default_factory=Counter)
    ignored: Counter[tuple[str, str]] = field(default_factory=Counter)
    which: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    taken_back: list[str] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    notes: Counter[str] = field(default_factory=Counter)
    error: str = ""

    def refuse(self, entry: Entry, path: str, expected: str) -> None:
        self.refused.append(Refusal(entry.name, entry.index, path, expected))

    def refuse_line(self, number: int, expected: str) -> None:
        self.refused.append(Refusal(f"line {number}", None, f"line {number}", expected))

    def ignore(self, entry: Entry, why: str) -> None:
        self.ignored[entry.type, why] += 1
        named = self.which.setdefault((entry.type, why), [])
        if len(named) < NAMED:
            named.append(entry.name)

    def withdraw(self, entry: Entry) -> None:
        self.withdrawn += 1
        self.taken_back.append(entry.name)

    def count(self, result: str) -> None:
        setattr(self, result, getattr(self, result) + 1)

    @property
    def written(self) -> int:
        return self.records.total()

    def add(self, other: "Summary") -> None:
        for name in ("created", "identical", "updated", "withdrawn"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.records += other.records
        self.ignored += other.ignored
        self.notes += other.notes
        self.refused += other.refused
        self.taken_back += other.taken_back
        for key, names in other.which.items():
            self.which[key] = [*self.which.get(key, []), *names][:NAMED]

    def as_json(self) -> dict[str, Any]:
        out: dict[str, Any] = {
            "created": self.created,
            "identical": self.identical,
            "updated": self.updated,
            "withdrawn": self.withdrawn,
            "taken_back": self.taken_back,
            "records": dict(sorted(self.records.items())),
            "ignored": [
                {"resource": kind, "why": why, "count": count, "which": self.which.get((kind, why), [])}
                for (kind, why), count in sorted(self.ignored.items())
            ],
            "refused": [
                {"resource": one.resource, "path": one.path, "expected": one.expected}
                | ({"entry": one.entry} if one.entry is not None else {})
                for one in self.refused
            ],
            "notes": [{"what": what, "count": count} for what, count in sorted(self.notes.items())],
        }
        return out | ({"error": self.error} if self.error else {})
