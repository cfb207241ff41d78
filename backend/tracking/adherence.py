"""How regularly somebody logs, exercises and practises a part load, over the last 28 days.

Days are kept as bits: bit k says that something was logged k days before the day of the assessment. Read some days later they
are moved along (`days_of`), so that nobody has to assess a patient again only because a day has passed.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from backend.guidance import Facts, between
from backend.guidance.asked import paused
from backend.guidance.facts import PATIENT_ENTRIES
from backend.guidance.spans import holds

DAYS = 28
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ALL = (1 << DAYS) - 1


def days_logged(facts: Facts, kinds: Iterable[str], today: date) -> int:
    """The days up to `today` with an entry of one of `kinds`, as bits."""
    last, bits = today.toordinal(), 0
    span = [(last - DAYS + 1, last + 1)]
    for kind in kinds:
        rows = facts.of(kind)
        if rows:
            for fact in between(rows, span):
                bits |= 1 << (last - fact.day)
    return bits


def days_of(bits: int, until: date | None, today: date) -> int:
    """How many of the 28 days up to `today` they are; `until` is the day of the assessment."""
    passed = min(DAYS, max(0, (today - until).days)) if until else 0
    return ((bits << passed) & _ALL).bit_count()


def entries(facts: Facts, today: date) -> int:
    """The days on which the patient logged anything."""
    return days_logged(facts, PATIENT_ENTRIES, today)


def exercises(facts: Facts, today: date) -> tuple[int, int]:
    """Of the planned exercise days how many were kept, and how many there were."""
    programme = facts.of("programme")
    if not programme:
        return 0, 0
    plan: dict[str, list[tuple[date, Mapping[str, Any]]]] = {}
    for fact in programme:
        plan.setdefault(fact.data.get("category") or "", []).append((date.fromordinal(fact.day), fact.data))
    first = today - timedelta(days=DAYS - 1)
    span = [(first.toordinal(), today.toordinal() + 1)]
    done = {
        (date.fromordinal(fact.day), fact.data.get("category") or "") for fact in between(facts.of("exercise"), span)
    }
    # a pause asks for nothing; what was done in it counts nowhere
    rest = paused(facts)
    wanted = {one for one in planned(plan, first) if not holds(rest, one[0].toordinal())}
    return sum(kept(one, done) for one in wanted), len(wanted)


def planned(plan: Mapping[str, Sequence[tuple[date, Mapping[str, Any]]]], first: date) -> set[tuple[date, str]]:
    """The days from `first` on which an exercise of the plan (category -> its versions, oldest first) was asked for."""
    days = [first + timedelta(days=number) for number in range(DAYS)]
    return {(day, category) for category, versions in plan.items() for day in days if _asked_for(versions, day)}


def _asked_for(versions: Sequence[tuple[date, Mapping[str, Any]]], day: date) -> bool:
    """Whether the version of that day (the latest until then) asks for the exercise on it."""
    data = next((data for start, data in reversed(versions) if start <= day), None)
    if data is None or (data.get("until_on") and date.fromisoformat(data["until_on"]) < day):
        return False
    return not data.get("weekdays") or WEEKDAYS[day.weekday()] in data["weekdays"]


def kept(wanted: tuple[date, str], done: set[tuple[date, str]]) -> bool:
    """Whether that exercise was logged on its day; one without a category, by any."""
    day, category = wanted
    return (day, category) in done or (not category and any(one == day for one, _ in done))
