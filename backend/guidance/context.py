"""What every rule is given: the facts until today, the course told from them, the limits."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from datetime import date
from functools import cached_property
from operator import itemgetter

from .course import Course, Episode
from .facts import PATIENT_ENTRIES, Fact, Facts
from .in_force import Term, terms_of
from .lifecycle import Interval
from .pain_course import Changes, better_spans, by_scores, still_better, worse_evidence, worse_spans
from .pain_log import NOTHING, Log
from .pregnancy_course import PregnancyCourse, follow_pregnancy
from .recurrence import returned_triggers
from .registry import Trigger
from .spans import FOREVER, Spans, after_each, intersect, union
from .thresholds import Thresholds
from .walker import follow

_DAY = itemgetter(0)


class Context:
    """Facts dated on or before `today`, and what can be read from them; computed once each."""

    def __init__(self, facts: Facts, today: int, limits: Thresholds, horizon: int) -> None:
        self.facts = facts
        self.today = today
        self.limits = limits
        self.horizon = horizon
        self.intervals: dict[str, list[Interval]] = {}
        self.kilograms: dict[tuple[int, int], int | None] = {}

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
    def places(self) -> list[str]:
        """Every area of which anything was said, or that an episode holds, sorted."""
        episodes = self.course.episodes
        held = {area for episode in episodes for area in episode.sites}
        held |= {"hip:unknown" for episode in episodes if episode.unknown_hip is not None}
        return sorted({*self.areas, *held})

    @cached_property
    def scores(self) -> dict[str, tuple[Spans, Spans]]:
        """Days on which the scores rose, and on which they fell, per area."""
        return {a: by_scores(*self.log(a).scored, self.limits) for a in self.areas}

    @cached_property
    def worse(self) -> dict[str, Spans]:
        """Days of worsening, per area."""
        return self._since_known(self._worse)

    def _worse(self, log: Log, words: Changes, rose: Spans, fell: Spans) -> Spans:
        return worse_spans(rose, words, self.limits)

    def _since_known(self, ask: Callable[[Log, Changes, Spans, Spans], Spans]) -> dict[str, Spans]:
        """What is asked of each area. An unknown side speaks until its side is known; from then on its words and scores are that side's."""
        course = self.course
        found = {a: ask(self.log(a), course.changes.get(a, []), *self.scores[a]) for a in self.areas}
        for area, day in course.adopted.items():
            entries, words = course.before_adoption[area]
            own = Log(entries)
            before = ask(own, words, *by_scores(*own.scored, self.limits))
            since = found.get(area, [])
            if area.endswith(":unknown"):
                rest = Log(self.log(area).entries[len(entries) :])
                said = course.changes.get(area, [])[len(words) :]
                since = ask(rest, said, *by_scores(*rest.scored, self.limits))
            found[area] = union(intersect(since, [(day, FOREVER)]), intersect(before, [(-FOREVER, day)]))
        return found

    @cached_property
    def better(self) -> dict[str, Spans]:
        """Days of better, per area."""
        return {a: better_spans(self.scores[a][1], self.course.changes.get(a, []), self.limits) for a in self.areas}

    @cached_property
    def better_when_asked(self) -> dict[str, Spans]:
        """Days on which it is better, or was when the last entry came, where none came since; per area."""
        return self._since_known(self._better_when_asked)

    def _better_when_asked(self, log: Log, words: Changes, rose: Spans, fell: Spans) -> Spans:
        better = better_spans(fell, words, self.limits)
        return still_better(better, log.days, [day for day, _, _ in words]) if better else []

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
    def mris(self) -> list[Fact]:
        """Every MRI, oldest first; a diagnosis on the basis of MRI is an MRI of its day."""
        rows = [f for f in self.facts.of("imaging") if f.data.get("modality") == "mri"]
        rows += [f for f in self.facts.of("diagnosis") if f.data.get("basis") == "mri"]
        return sorted(rows, key=lambda f: f.seq)

    @cached_property
    def recent_symptoms(self) -> Spans:
        """Days with a symptom logged lately."""
        return after_each(dict.fromkeys(map(_DAY, self.course.symptoms)), self.limits.recent_symptom_days)

    @cached_property
    def returned(self) -> dict[str, list[Trigger]]:
        """What opens `pain-returned`, per area that was resolved."""
        return returned_triggers(self)

    @cached_property
    def _terms(self) -> dict[str, list[Term]]:
        return {side: terms_of(self, side) for side in self.course.prescriptions}

    def terms(self, side: str) -> list[Term]:
        """The prescriptions of a side, oldest first, each with its days in force."""
        return self._terms.get(side, [])

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

    def open_spans(self, finding: str, urgency: str = "") -> Spans:
        """Days on which the finding is open about anything; with that urgency, where one is named."""
        return union((i.start, i.end) for i in self.intervals.get(finding, ()) if not urgency or i.urgency == urgency)
