"""A patient's story in a few words, for tests: days count from day 0, and the rules answer in days too.

story = Story().pain(0, 4).pain(14, 4)
assert story.opened("mri-for-diagnosis", until=20) == [14]
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from backend.guidance import Assessment, DueItem, FindingState, PatientFacts, Thresholds, assess, build_facts

ZERO = date(2024, 3, 4)  # a Monday


def day(number: int) -> date:
    return ZERO + timedelta(days=number)


class Story:
    """Rows in the order in which they are told; those of one day are a second apart."""

    def __init__(
        self, sex: str = "male", birth_year: int | None = 1980, *risk_factors: str, zone: str = "Europe/Lisbon"
    ):
        self.patient = PatientFacts(sex, birth_year, zone, risk_factors)
        self.rows: list[tuple[str, str, date, datetime, dict[str, Any]]] = []

    def add(self, number: int, kind: str, **data: Any) -> Self:
        index = len(self.rows)
        at = datetime.combine(day(number), time(10), UTC) + timedelta(seconds=index)
        clean = {name.rstrip("_"): value for name, value in data.items() if value is not None}
        self.rows.append((f"r{index:04d}", kind, day(number), at, clean))
        return self

    # -- the patient's words -----------------------------------------------------------------------------

    def pain(
        self, number: int, intensity: float | None = None, site: str = "hip", side: str = "left", **more: Any
    ) -> Self:
        return self.add(number, "pain", intensity=intensity, site=site, side=side, **more)

    def pains(self, first: int, values: list[float], **more: Any) -> Self:
        """One entry a day from `first` on."""
        for offset, value in enumerate(values):
            self.pain(first + offset, value, **more)
        return self

    def change(self, number: int, direction: str, site: str | None = None, side: str | None = None) -> Self:
        return self.add(number, "change", direction=direction, site=site, side=side)

    def bears(self, number: int, status: str, percent: float | None = None, side: str = "left") -> Self:
        return self.add(number, "weight_bearing", status=status, percent=percent, side=side)

    # -- the clinician's ---------------------------------------------------------------------------------

    def diagnosis(self, number: int, side: str = "left", site: str = "hip") -> Self:
        return self.add(number, "diagnosis", site=site, side=side, basis="mri")

    def prescribe(
        self, number: int, status: str, percent: float | None = None, side: str = "left", review: int | None = None
    ) -> Self:
        on = None if review is None else day(review).isoformat()
        return self.add(number, "prescription", side=side, status=status, percent=percent, review_on=on)

    def resolution(self, number: int, **more: Any) -> Self:
        return self.add(number, "resolution", basis="both", **more)

    def mri(
        self, number: int, result: str = "marrow_oedema", site: str | None = "hip", side: str | None = "left"
    ) -> Self:
        return self.add(number, "imaging", modality="mri", result=result, site=site, side=side)

    def acknowledge(self, number: int, finding: str) -> Self:
        return self.add(number, "acknowledge", finding=finding)

    def close(self, number: int, finding: str) -> Self:
        return self.add(number, "resolve_finding", finding=finding, reason="talked through")

    # -- the answers -------------------------------------------------------------------------------------

    def evening(self, number: int) -> datetime:
        return datetime.combine(day(number), time(23, 30), ZoneInfo(self.patient.timezone))

    def at(self, number: int, thresholds: Thresholds | None = None, **more: Any) -> Assessment:
        """Assessed at the end of that day; only what is dated until then counts."""
        facts = build_facts(self.patient, self.rows)
        return assess(facts, self.evening(number), thresholds or Thresholds(), **more)

    def lives(self, finding: str, until: int) -> list[FindingState]:
        return [one for one in self.at(until).findings if one.id == finding]

    def opened(self, finding: str, until: int) -> list[int]:
        """Days on which it opened; two sides that open on one day are one day."""
        return sorted({(one.opened_on - ZERO).days for one in self.lives(finding, until)})

    def resolved(self, finding: str, until: int) -> list[int]:
        return sorted({(one.resolved_on - ZERO).days for one in self.lives(finding, until) if one.resolved_on})

    def is_open(self, finding: str, on: int) -> bool:
        return any(one.state != "resolved" for one in self.lives(finding, on))

    def sent(self, reminder: str, to: str, first: int, last: int) -> list[int]:
        """Days on which it would be sent: listed, due, and not sent before."""
        days: list[int] = []
        for number, item in self.deliveries(first, last):
            if item.reminder == reminder and item.to == to:
                days.append(number)
        return days

    def deliveries(self, first: int, last: int) -> list[tuple[int, DueItem]]:
        known: set[tuple[str, str, str, str]] = set()
        out: list[tuple[int, DueItem]] = []
        rows = self.rows
        for number in range(first, last + 1):
            facts = build_facts(self.patient, [row for row in rows if row[2] <= day(number)])
            for item in assess(facts, self.evening(number)).due:
                name = (item.reminder, item.to, item.subject, item.slot)
                if item.due_on <= day(number) and name not in known:
                    known.add(name)
                    out.append((number, item))
        return out
