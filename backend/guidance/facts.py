"""Dated rows, sorted once, in the order in which they count."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from operator import itemgetter
from typing import Any, NamedTuple

from .types import PatientFacts

# The kinds that the rules read. One that is not here says nothing to them (a kind tells so: `left_out={"rules": …}`).
KINDS = frozenset((
    "pain", "change", "weight_bearing", "exercise", "intake", "habit", "home_treatment", "pregnancy", "delivery",
    "breastfeeding", "diagnosis", "prescription", "permission", "imaging", "dexa", "lab", "medicine", "fracture",
    "avascular_necrosis", "procedure", "dexa_date", "resolution", "previous_episode", "risk_factor", "acknowledge",
    "resolve_finding", "setting", "programme", "body_weight", "scale_practice", "fall", "load_measurement", "spoken_with", "pause",
    "medicine_taken",
))  # fmt: skip
_DAY = itemgetter(0)
_ORDER = itemgetter(2, 3, 0)  # day, moment, key
PATIENT_ENTRIES = (
    "pain", "change", "weight_bearing", "exercise", "intake", "habit", "home_treatment", "fall", "load_measurement",
    "spoken_with", "pause", "body_weight", "scale_practice",
)  # fmt: skip


class Fact(NamedTuple):
    """One dated statement. `seq` is its place in the whole order: day, then moment, then key."""

    day: int
    seq: int
    key: str
    kind: str
    data: Mapping[str, Any]


class Facts:
    """All that is known of one patient; `until` cuts it at a day."""

    __slots__ = ("_by_key", "by_kind", "days", "heard", "patient", "rows")

    def __init__(self, patient: PatientFacts, rows: list[Fact], heard: Mapping[str, int] | None = None) -> None:
        self.patient = patient
        self.rows = rows
        self.heard = heard or {}
        self.days = [row.day for row in rows]
        by_kind: dict[str, list[Fact]] = {}
        for row in rows:
            by_kind.setdefault(row.kind, []).append(row)
        self.by_kind = by_kind
        self._by_key: dict[str, Fact] | None = None

    @property
    def by_key(self) -> dict[str, Fact]:
        """Each fact by its key; made when first asked."""
        if self._by_key is None:
            self._by_key = {row.key: row for row in self.rows}
        return self._by_key

    def of(self, kind: str) -> list[Fact]:
        """Facts of one kind, oldest first."""
        return self.by_kind.get(kind, [])

    def until(self, day: int) -> Facts:
        """Only what is dated on or before the day."""
        cut = bisect_right(self.days, day)
        return self if cut == len(self.rows) else Facts(self.patient, self.rows[:cut], self.heard)


def build_facts(
    patient: PatientFacts,
    rows: Iterable[tuple[str, str, date, datetime, Mapping[str, Any]]],
    heard: Mapping[str, int] | None = None,
) -> Facts:
    """Sort rows (key, kind, local day, aware moment, data) into facts; those of kinds that the rules do not read are left out.

    `heard`: by key, in which order the server received them. Whoever signs knows only what was heard before.
    """
    known = {row[0]: row for row in rows if row[1] in KINDS}
    ordered = sorted(known.values(), key=_ORDER)
    return Facts(
        patient, [Fact(row[2].toordinal(), i, row[0], row[1], row[4]) for i, row in enumerate(ordered)], heard
    )


def between(rows: list[Any], days: Iterable[tuple[int, int]]) -> Iterator[Any]:
    """Those of the rows (facts, or tuples that begin with a day), oldest first, that lie in one of the spans."""
    for start, end in days:
        yield from rows[bisect_left(rows, start, key=_DAY) : bisect_left(rows, end, key=_DAY)]


def as_day(value: Any) -> int | None:
    """Day number of a date or an ISO text; None for nothing."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date().toordinal()
    if isinstance(value, date):
        return value.toordinal()
    return date.fromisoformat(str(value)[:10]).toordinal()
