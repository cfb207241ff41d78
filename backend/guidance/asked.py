"""On which days a patient is asked to log (ours): how often, and not during a pause that they, or the clinic for them, have said.

In a study of a weekly form 64 % had stopped within six months (BMC Rheumatol 2022;6:73): nobody is asked more often than it helps.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from .areas import SIDES
from .facts import Facts, as_day
from .in_force import in_force
from .return_to_exercise import full_load, troubled
from .spans import Spans, holds, union

if TYPE_CHECKING:
    from .context import Context


def paused(facts: Facts) -> Spans:
    """The days of pauses: from the day on which one was said until its last. What was logged on them counts all the same."""
    return union(
        (f.day, until + 1) for f in facts.of("pause") if (until := as_day(f.data.get("until_on"))) is not None
    )


def every(ctx: Context) -> int:
    """Days from one request to the next, as things stand today.

    Daily while something is open about the leg, while a load below full is in force and while nothing is decided; else rarer.
    frontend/src/domain/cadence.ts says the same from what the phone knows.
    """
    today = ctx.today
    terms = [in_force(ctx, side, today) for side in SIDES]
    if holds(troubled(ctx), today) or any(term and term.fact.data.get("status") != "FWB" for term in terms):
        return 1
    if holds(ctx.course.state_spans("resolved"), today):
        return max(1, int(ctx.limits.log_resolved_days))
    return max(1, int(ctx.limits.log_stable_days)) if holds(full_load(ctx), today) else 1


def is_asked(ctx: Context, day: int, step: int) -> bool:
    """Whether an entry is asked for on the day: `step` days after the last one before it, and again after so many."""
    at = bisect_left(ctx.entry_days, day)
    return (at == 0 or (day - ctx.entry_days[at - 1]) % step == 0) and not holds(paused(ctx.facts), day)
