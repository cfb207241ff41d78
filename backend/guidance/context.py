"""What every rule is given: the facts until today, the course told from them, the limits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property

from .course import Course, Episode, follow
from .facts import PATIENT_ENTRIES, Fact, Facts
from .lifecycle import Interval
from .pain_course import better_spans, scored, standing_better, worse_evidence, worse_spans
from .pregnancy_course import PregnancyCourse, follow_pregnancy
from .spans import FOREVER, Spans, union
from .thresholds import Thresholds


class Context:
    """Facts dated on or before `today`, and what can be read from them; computed once each."""

    def __init__(self, facts: Facts, today: int, limits: Thresholds, horizon: int) -> None:
        self.facts = facts
        self.today = today
        self.limits = limits
        self.horizon = horizon
        self.intervals: dict[str, list[Interval]] = {}
        self.boundaries: set[int] = set()

    @cached_property
    def course(self) -> Course:
        return follow(self.facts)

    @cached_property
    def pregnancy(self) -> PregnancyCourse:
        return follow_pregnancy(self.facts, self.limits)

    @cached_property
    def areas(self) -> list[str]:
        """Every area of which anything was said, sorted."""
        return sorted({*self.course.logs, *self.course.changes, *self.course.runs})

    @cached_property
    def scores(self) -> dict[str, tuple[list[int], list[float]]]:
        """Days with a value and their values, per area."""
        return {a: scored(self.course.logs.get(a)) for a in self.areas}

    @cached_property
    def worse(self) -> dict[str, Spans]:
        """Days of worsening, per area."""
        return {a: worse_spans(*self.scores[a], self.course.changes.get(a, []), self.limits) for a in self.areas}

    @cached_property
    def better(self) -> dict[str, Spans]:
        """Days of better, per area."""
        return {a: better_spans(*self.scores[a], self.course.changes.get(a, []), self.limits) for a in self.areas}

    @cached_property
    def standing_better(self) -> dict[str, Spans]:
        """Days since better, until the opposite is known, per area."""
        return {a: standing_better(self.better[a], self.worse[a], self.course.changes.get(a, [])) for a in self.areas}

    def worse_evidence(self, area: str) -> Callable[[int], tuple[str, ...]]:
        """Evidence of worsening of the area on a day."""
        log, changes = self.course.logs.get(area), self.course.changes.get(area, [])
        return lambda day: worse_evidence(log, changes, day, self.limits)

    def run_evidence(self, area: str) -> Callable[[int], tuple[str, ...]]:
        """The entry that began the pain that lasts on a day."""
        runs = self.course.runs.get(area, [])
        return lambda day: tuple(r.key for r in runs if r.start <= day)[-1:]

    @cached_property
    def entry_days(self) -> list[tuple[int, str]]:
        """Days with an entry by the patient, and one key each, oldest first."""
        days: dict[int, str] = {}
        for kind in PATIENT_ENTRIES:
            for fact in self.facts.of(kind):
                days[fact.day] = fact.key
        return sorted(days.items())

    @cached_property
    def decisions(self) -> dict[str, tuple[list[int], list[Fact]]]:
        """Per side, the days on which a prescription was signed, and the one in force at the end of each."""
        out: dict[str, tuple[list[int], list[Fact]]] = {}
        for side, facts in self.course.prescriptions.items():
            last = {fact.day: fact for fact in facts}
            out[side] = (list(last), list(last.values()))
        return out

    @cached_property
    def first_day(self) -> int | None:
        """Day of the first row: what is held from the start is known from here."""
        return self.facts.rows[0].day if self.facts.rows else None

    @staticmethod
    def split(area: str) -> tuple[str, str | None]:
        """Site and side of an area; an unknown side is None."""
        site, side = area.split(":")
        return site, side if side in ("left", "right") else None

    @staticmethod
    def day(number: int) -> date:
        """The date of a day number."""
        return date.fromordinal(number)

    def unresolved(self) -> list[tuple[Episode, int, int]]:
        """Each episode with its first day and the day it was resolved (or for ever)."""
        return [(e, e.since, FOREVER if e.resolved is None else e.resolved) for e in self.course.episodes]

    def sides_of(self, fact: Fact) -> tuple[str, ...]:
        """Sides of a scan, fracture or procedure: both where both or none is named."""
        side = fact.data.get("side")
        return (side,) if side in ("left", "right") else ("left", "right") if side == "both" else ("",)

    def open_spans(self, finding: str) -> Spans:
        """Days on which the finding is open about anything."""
        return union((i.start, i.end) for i in self.intervals.get(finding, ()))
