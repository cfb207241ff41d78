"""What became of a file, resource by resource, short enough to read."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from backend.exchange.fhir.read import Entry


@dataclass(slots=True)
class Refusal:
    """One resource that ought to have been kept and could not be."""

    resource: str
    entry: int | None
    path: str
    expected: str


@dataclass(slots=True)
class Summary:
    """Counts are of resources; `records` counts what was written of each kind (three values of one hip are one)."""

    created: int = 0
    identical: int = 0
    updated: int = 0
    withdrawn: int = 0
    records: Counter[str] = field(default_factory=Counter)
    ignored: Counter[tuple[str, str]] = field(default_factory=Counter)
    refused: list[Refusal] = field(default_factory=list)
    notes: Counter[str] = field(default_factory=Counter)
    error: str = ""

    def refuse(self, entry: Entry, path: str, expected: str) -> None:
        self.refused.append(Refusal(entry.name, entry.index, path, expected))

    def add(self, other: "Summary") -> None:
        for name in ("created", "identical", "updated", "withdrawn"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.records += other.records
        self.ignored += other.ignored
        self.notes += other.notes
        self.refused += other.refused

    def as_json(self) -> dict[str, Any]:
        out: dict[str, Any] = {
            "created": self.created,
            "identical": self.identical,
            "updated": self.updated,
            "withdrawn": self.withdrawn,
            "records": dict(sorted(self.records.items())),
            "ignored": [
                {"resource": kind, "why": why, "count": count} for (kind, why), count in sorted(self.ignored.items())
            ],
            "refused": [
                {"resource": one.resource, "path": one.path, "expected": one.expected}
                | ({"entry": one.entry} if one.entry is not None else {})
                for one in self.refused
            ],
            "notes": [{"what": what, "count": count} for what, count in sorted(self.notes.items())],
        }
        return out | ({"error": self.error} if self.error else {})
