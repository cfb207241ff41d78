"""Pregnant, postpartum, breastfeeding: what is known on each day, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import floor

from .facts import Fact, Facts, as_day
from .spans import FOREVER, Spans, holds, union
from .thresholds import Thresholds
from .types import PregnancyState

TERM, LONGEST = 280, 308
ONE_BIRTH = 150  # two deliveries recorded within so many days are one


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
        """What is known on the day; a pregnancy counts before the year after an earlier delivery."""
        here = [s for s in self.stretches if s.start <= day < s.end]
        return max(here, key=lambda s: (s.kind == "pregnant", s.start), default=None)


def follow_pregnancy(facts: Facts, limits: Thresholds) -> PregnancyCourse:
    """Fold pregnancy, delivery and breastfeeding, day by day. No week given: the third trimester may have begun.

    A delivery's year runs on though a new pregnancy begins in it. The order of a day's entries plays no part.
    """
    stretches: list[Stretch] = []
    words: list[tuple[int, str]] = []
    fed: list[tuple[int, str]] = []
    carrying: Stretch | None = None
    born: int | None = None
    births = {fact.day for fact in facts.of("delivery")}

    for fact in sorted([*facts.of("pregnancy"), *facts.of("delivery")], key=_of_its_day):
        day = fact.day
        if fact.kind == "delivery":
            if carrying is None and born is not None and day - born < ONE_BIRTH:
                continue
            if carrying is not None:
                carrying.end = min(_predicted_end(carrying, limits), day)
            lmp = carrying.lmp if carrying is not None else None
            stretches.append(Stretch(day, "postpartum", day - TERM if lmp is None else lmp, day, key=fact.key))
            fed.append((day, f"delivery {day}"))
            carrying, born = None, day
        elif fact.data.get("ended"):
            if carrying is not None and day not in births:
                carrying.end = min(_predicted_end(carrying, limits), day)
                carrying = None
        else:
            lmp = first_day(fact)
            over = born is not None and (born == day or (lmp is not None and lmp < born - 14))
            if (carrying is None and over) or (carrying is not None and lmp is None):
                continue
            if carrying is not None:
                carrying.end = min(_predicted_end(carrying, limits), day)
            carrying = Stretch(day, "pregnant", lmp, None, key=fact.key)
            stretches.append(carrying)
    for fact in facts.of("breastfeeding"):
        words.append((fact.day, str(fact.data.get("status") or "unknown")))
        fed.append((fact.day, words[-1][1]))
    return _spans(stretches, words, fed, limits)


def _of_its_day(fact: Fact) -> tuple[int, int, int]:
    """Of one day: what was known of the pregnancy, then the delivery."""
    return fact.day, int(fact.kind == "delivery"), fact.seq


def first_day(fact: Fact) -> int | None:
    """Day 0 of gestation, from the week on that day or from the expected delivery (40+0); None where neither is given."""
    due = as_day(fact.data.get("due_on"))
    if due is not None:
        return due - TERM
    week = fact.data.get("gestation_week")
    return None if week is None else fact.day - whole_days(float(week))


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
    for stretch in known:
        natural = _predicted_end(stretch, limits)
        overdue = stretch.kind == "pregnant" and stretch.end >= natural
        stretch.end = min(stretch.end, natural)
        stretches.append(stretch)
        if overdue and stretch.lmp is not None:
            born = stretch.lmp + TERM
            end = born + limits.postpartum_days + 1
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
    # Of one day the delivery comes first: a "no" said on its day counts whenever it was said.
    ordered = sorted(fed, key=lambda f: (f[0], not f[1].startswith("delivery ")))
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
