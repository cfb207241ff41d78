"""On which days a patient is asked to log: not during a pause that they, or the clinic for them, have said (ours)."""

from __future__ import annotations

from .facts import Facts, as_day
from .spans import Spans, union


def paused(facts: Facts) -> Spans:
    """The days of pauses: from the day on which one was said until its last. What was logged on them counts all the same."""
    return union(
        (f.day, until + 1) for f in facts.of("pause") if (until := as_day(f.data.get("until_on"))) is not None
    )
