"""Pregnant, postpartum, breastfeeding: what is known on each day, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import floor

from .facts import Fact, Facts
from .spans import FOREVER, Spans, holds, union
from .thresholds import Thresholds
from .types import PregnancyState

TERM, LONGEST = 280, 308


@dataclass(slots=True)
class Stretch:
    """Days with one state of knowledge. `lmp` is day 0 of gestation; None where no week was given."""

    start: int
    kind: str
    lmp: int | None
    delivered: int | None
    end: int = FOREVER
    key: str = ""


@dataclass(slots=True)
class PregnancyCourse:
    """All stretches, and the spans that rules ask for."""

    stretches: list[Stretch]
    pregnant: Spans
    postpartum: Spans
    third_trimester: Spans
    breastfeeding: Spans
    hold: Spans
    words: list[tuple[int, str]]

    @property
    def drug_days(self) -> Spans:
        """Days that are pregnant or count as breastfeeding."""
        return union(self.pregnant, self.breastfeeding)

    @property
    def watched(self) -> Spans:
        """Third trimester or postpartum."""
        return union(self.third_trimester, self.postpartum)

    def at(self, day: int) -> Stretch | None:
        """What is known on the day."""
        return next((s for s in reversed(self.stretches) if s.start <= day < s.end), None)


def follow_pregnancy(facts: Facts, limits: Thresholds) -> PregnancyCourse:
    """Fold pregnancy, delivery and breastfeeding, in order. No week given: the third trimester may have begun."""
    stretches: list[Stretch] = []
    words: list[tuple[int, str]] = []
    fed: list[tuple[int, str]] = []

    def now() -> Stretch | None:
        return stretches[-1] if stretches and stretches[-1].end == FOREVER else None

    def begin(fact: Fact, kind: str, lmp: int | None, delivered: int | None) -> None:
        current = now()
        if current is not None:
            current.end = min(_predicted_end(current, limits), fact.day)
        stretches.append(Stretch(fact.day, kind, lmp, delivered, key=fact.key))

    told = [*facts.of("pregnancy"), *facts.of("delivery"), *facts.of("breastfeeding")]
    for fact in sorted(told, key=lambda f: f.seq):
        if fact.kind == "pregnancy":
            current = now()
            if fact.data.get("ended"):
                if current is not None and current.kind == "pregnant":
                    current.end = min(_predicted_end(current, limits), fact.day)
                continue
            week = fact.data.get("gestation_week")
            lmp = None if week is None else fact.day - whole_days(float(week))
            if (
                current is not None
                and current.kind == "postpartum"
                and current.delivered is not None
                and (current.delivered == fact.day or (lmp is not None and lmp < current.delivered - 14))
            ):
                continue
            if current is not None and current.kind == "pregnant" and lmp is None:
                continue
            begin(fact, "pregnant", lmp, None)
        elif fact.kind == "delivery":
            last = now()
            if (
                last is not None
                and last.kind == "postpartum"
                and last.delivered is not None
                and fact.day - last.delivered < 150
            ):
                continue
            lmp = last.lmp if last is not None and last.kind == "pregnant" else None
            begin(fact, "postpartum", fact.day - TERM if lmp is None else lmp, fact.day)
            fed.append((fact.day, f"delivery {fact.day}"))
        elif fact.kind == "breastfeeding":
            words.append((fact.day, str(fact.data.get("status") or "unknown")))
            fed.append((fact.day, words[-1][1]))
    return _spans(stretches, words, fed, limits)


def whole_days(weeks: float) -> int:
    """Whole days of gestation in decimal weeks: 28+0 is reached on the first day with 196 of them.

    >>> whole_days(27.5), whole_days(27.86), whole_days(28)
    (192, 195, 196)
    """
    return floor(weeks * 7 + 0.05)


def _predicted_end(stretch: Stretch, limits: Thresholds) -> int:
    if stretch.kind == "pregnant":
        return (stretch.start if stretch.lmp is None else stretch.lmp) + LONGEST
    return (stretch.delivered or 0) + limits.postpartum_days + 1


def _spans(
    known: list[Stretch], words: list[tuple[int, str]], fed: list[tuple[int, str]], limits: Thresholds
) -> PregnancyCourse:
    stretches: list[Stretch] = []
    for i, stretch in enumerate(known):
        natural = _predicted_end(stretch, limits)
        overdue = stretch.kind == "pregnant" and stretch.end >= natural
        stretch.end = min(stretch.end, natural)
        stretches.append(stretch)
        if stretch.kind == "pregnant" and overdue and stretch.lmp is not None:
            born = stretch.lmp + TERM
            until = known[i + 1].start if i + 1 < len(known) else FOREVER
            end = min(born + limits.postpartum_days + 1, until)
            if stretch.end < end:
                stretches.append(Stretch(stretch.end, "postpartum", stretch.lmp, born, end, stretch.key))
                fed.append((stretch.end, f"delivery {born}"))
    stretches = [s for s in stretches if s.start < s.end]
    pregnant = union((s.start, s.end) for s in stretches if s.kind == "pregnant")
    postpartum = union((s.start, s.end) for s in stretches if s.kind == "postpartum")
    third = union(
        (max(s.start, s.start if s.lmp is None else s.lmp + limits.third_trimester_days), s.end)
        for s in stretches
        if s.kind == "pregnant"
    )
    held = union(
        pregnant,
        (
            (s.start, min(s.end, (s.delivered or 0) + limits.dexa_hold_days + 1))
            for s in stretches
            if s.kind == "postpartum"
        ),
    )
    return PregnancyCourse(stretches, pregnant, postpartum, third, _fed(fed, stretches, limits), held, words)


def _fed(fed: list[tuple[int, str]], stretches: list[Stretch], limits: Thresholds) -> Spans:
    """Breastfeeding: yes until no; unknown counts for 365 days after delivery."""
    out: list[tuple[int, int]] = []
    ordered = sorted(fed, key=lambda f: f[0])
    born: int | None = None
    for i, (day, word) in enumerate(ordered):
        stop = ordered[i + 1][0] if i + 1 < len(ordered) else FOREVER
        if word.startswith("delivery "):
            born, word = int(word.split()[1]), "unknown"
        if word == "yes":
            out.append((day, stop))
        elif word == "unknown" and born is not None:
            out.append((day, min(stop, born + limits.postpartum_days + 1)))
    return union(out)


def pregnancy_state(course: PregnancyCourse, facts: Facts, today: int, limits: Thresholds) -> PregnancyState:
    """The state on one day, as the interface shows it."""
    here = course.at(today)
    word = next((w for d, w in reversed(course.words) if here is None or d >= here.start), "unknown")
    counts = holds(course.breastfeeding, today)
    year = facts.patient.birth_year
    age = None if year is None else date.fromordinal(today).year - year
    fertile = facts.patient.sex != "male" and (
        age is None or limits.child_bearing_from <= age <= limits.child_bearing_to
    )
    weeks = round((today - here.lmp) / 7, 1) if here and here.kind == "pregnant" and here.lmp is not None else None
    status = here.kind if here else "unknown" if fertile and not course.stretches else "none"
    return PregnancyState(
        status=status,
        gestation_weeks=weeks,
        delivered_on=date.fromordinal(here.delivered) if here and here.delivered is not None else None,
        breastfeeding=word if course.words or counts else None if status in ("none", "unknown") else "unknown",
        counts_as_breastfeeding=counts,
        third_trimester=holds(course.third_trimester, today),
        dexa_held=holds(course.hold, today),
    )
