"""What every rule is given: the facts until today, the course told from them, the limits."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from datetime import date
from functools import cached_property
from operator import itemgetter

from .course import Course, Episode, follow
from .facts import PATIENT_ENTRIES, Fact, Facts
from .lifecycle import Interval
from .pain_course import better_spans, by_scores, standing_better, worse_evidence, worse_spans
from .pain_log import NOTHING, Log
from .pregnancy_course import PregnancyCourse, follow_pregnancy
from .spans import FOREVER, Spans, after_each, union
from .thresholds import Thresholds

_DAY = itemgetter(0)


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

    def log(self, area: str) -> Log:
        """Pain entries of an area; an empty log where there are none."""
        return self.course.logs.get(area, NOTHING)

    @cached_property
    def areas(self) -> list[str]:
        """Every area of which anything was said, sorted."""
        return sorted({*self.course.logs, *self.course.changes, *self.course.runs})

    @cached_property
    def scores(self) -> dict[str, tuple[Spans, Spans]]:
        """Days on which the scores rose, and on which they fell, per area."""
        return {a: by_scores(*self.log(a).scored, self.limits) for a in self.areas}

    @cached_property
    def worse(self) -> dict[str, Spans]:
        """Days of worsening, per area."""
        return {a: worse_spans(self.scores[a][0], self.course.changes.get(a, []), self.limits) for a in self.areas}

    @cached_property
    def better(self) -> dict[str, Spans]:
        """Days of better, per area."""
        return {a: better_spans(self.scores[a][1], self.course.changes.get(a, []), self.limits) for a in self.areas}

    @cached_property
    def standing_better(self) -> dict[str, Spans]:
        """Days since better, until the opposite is known, per area."""
        return {a: standing_better(self.better[a], self.worse[a], self.course.changes.get(a, [])) for a in self.areas}

    def worse_evidence(self, area: str) -> Callable[[int], tuple[str, ...]]:
        """Evidence of worsening of the area on a day."""
        log, changes = self.log(area), self.course.changes.get(area, [])
        return lambda day: worse_evidence(log, changes, day, self.limits)

    def run_evidence(self, area: str) -> Callable[[int], tuple[str, ...]]:
        """The entry that began the pain that lasts on a day."""
        runs = self.course.runs.get(area, [])
        return lambda day: tuple(r.key for r in runs if r.start <= day)[-1:]

    @cached_property
    def entry_days(self) -> list[int]:
        """Days with an entry by the patient, oldest first."""
        return sorted({day for kind in PATIENT_ENTRIES for day in map(_DAY, self.facts.of(kind))})

    def last_entry(self, before: int) -> tuple[str, ...]:
        """The patient's last entry before a day."""
        lists = (self.facts.of(kind) for kind in PATIENT_ENTRIES)
        last = [rows[at - 1] for rows in lists if (at := bisect_left(rows, before, key=_DAY))]
        return (max(last, key=lambda f: f.seq).key,) if last else ()

    @cached_property
    def recent_symptoms(self) -> Spans:
        """Days with a symptom logged lately."""
        return after_each(dict.fromkeys(map(_DAY, self.course.symptoms)), self.limits.recent_symptom_days)

    @cached_property
    def decisions(self) -> dict[str, tuple[list[int], list[Fact]]]:
        """Per side, the days on which a prescription was signed, and the one in force at the end of each."""
        out: dict[str, tuple[list[int], list[Fact]]] = {}
        for side, facts in self.course.prescriptions.items():
            last = {fact.day: fact for fact in facts}
            out[side] = (list(last), list(last.values()))
        return out

    def terms(self, side: str) -> list[tuple[Fact, int, int]]:
        """The prescriptions of a side, each with its first day in force and the first day of the next."""
        days, rows = self.decisions.get(side, ([], []))
        return [(row, day, until) for row, day, until in zip(rows, days, [*days[1:], FOREVER], strict=False)]

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
