"""Which load is in force: one answer to one question, which every rule, screen, export and import asks.

A prescription is in force for its side from its day until a later one for that side. One that was signed until a side's
resolution ends by itself on the day on which `pain-returned` opens at that side or a diagnosis opens an episode that holds
it; one that was signed before `opposite-hip-pain` opens at its side ends on that day. One signed since stands (guidance §1).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from .areas import SIDES, legs_of
from .facts import Fact, Facts
from .spans import FOREVER, Spans, union
from .thresholds import Thresholds
from .types import LoadAnswer, LoadTerm

if TYPE_CHECKING:
    from .context import Context

LADDER = ("NWB", "TTWB", "PWB", "WBAT", "FWB")
RANK = {status: i for i, status in enumerate(LADDER)}
REPLACED = "replaced"


class Term(NamedTuple):
    """One prescription with its days in force: since <= day < until. `end` says why it ended; empty while it has not."""

    fact: Fact
    since: int
    until: int
    end: str = ""

    @property
    def lapsed(self) -> bool:
        """It ended by itself: it is of an earlier illness."""
        return self.end not in ("", REPLACED)


def above(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether one load is higher than another. Within PWB a higher percent is above; an unknown one is not."""
    mine, theirs = one.get("status"), other.get("status")
    if mine != theirs:
        return theirs in RANK and RANK.get(str(mine), -1) > RANK[theirs]
    if mine != "PWB":
        return False
    a, b = one.get("percent"), other.get("percent")
    return a is not None and b is not None and float(a) > float(b)


def same_level(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two prescriptions allow the same load."""
    return all(one.get(name) == other.get(name) for name in ("status", "percent", "limit_kg"))


def terms_of(ctx: Context, side: str) -> list[Term]:
    """All prescriptions of a side, oldest first, each with its days in force.

    Of two of one day the later is in force at the day's end; the other has no days.
    """
    facts = ctx.course.prescriptions.get(side, [])
    lapses = _lapses(ctx, side) if facts else []
    out = []
    for i, fact in enumerate(facts):
        replaced = facts[i + 1].day if i + 1 < len(facts) else FOREVER
        lapsed = min(((d, why) for d, why, signed in lapses if fact.day <= signed and fact.day < d), default=None)
        if lapsed is not None and lapsed[0] <= replaced:
            out.append(Term(fact, fact.day, *lapsed))
        else:
            out.append(Term(fact, fact.day, replaced, REPLACED if replaced < FOREVER else ""))
    return out


def _lapses(ctx: Context, side: str) -> list[tuple[int, str, int]]:
    """What ends prescriptions of a side: day, why, and until which day the ended ones were signed."""
    out = list(ctx.course.lapses.get(side, ()))
    for area, triggers in ctx.returned.items():
        if side not in legs_of(area):
            continue
        for trigger in triggers:
            resolved = ctx.course.last_resolution(area, trigger.day)
            if resolved is not None:
                out.append((trigger.day, "pain-returned", resolved))
    out += [
        (trigger.day, "opposite-hip-pain", trigger.day - 1)
        for area, trigger in ctx.course.opposite
        if area == f"hip:{side}"
    ]
    return out


def in_force(ctx: Context, side: str, day: int) -> Term | None:
    """The prescription in force on a side at the end of a day; it stays so past its review day."""
    return next((term for term in reversed(ctx.terms(side)) if term.since <= day < term.until), None)


def any_time_of(ctx: Context, side: str, day: int) -> list[Term]:
    """Those in force at any time of the day: one that is replaced or ends on it was so until then."""
    return [term for term in ctx.terms(side) if term.since <= day <= term.until]


def decided_days(ctx: Context, side: str | None) -> Spans:
    """Days on which a prescription is in force for the side; for either where the side is not known."""
    return union(*([(t.since, t.until) for t in ctx.terms(one)] for one in ((side,) if side else SIDES)))


def said(side: str, term: Term) -> LoadTerm:
    """A term as it is told outside the rules."""
    return LoadTerm(
        key=term.fact.key,
        side=side,
        since=date.fromordinal(term.since),
        until=None if term.until >= FOREVER else date.fromordinal(term.until),
        end=term.end,
    )


def load_in_force(facts: Facts, side: str, day: date, thresholds: Thresholds | None = None) -> LoadAnswer:
    """Which prescription is in force for a side (`left` or `right`) at the end of a day, from all facts until that day.

    `in_force` is None where nothing is decided: then keep load off and use an aid until a clinician signs. `ended` is then
    the last one that ended by itself, with why (`pain-returned`, `opposite-hip-pain`, `diagnosis`) and since when; it is
    history, of the earlier episode, and nothing is to be compared with it. `terms` are all of the side, oldest first. The
    answer is the one that `assess` gives for that day (`Assessment.load`, `Assessment.load_terms`); where an assessment is
    at hand, or the patient's stored summary, that is the same answer and costs nothing.
    """
    from .context import Context

    today = day.toordinal()
    return answer(Context(facts.until(today), today, thresholds or Thresholds(), 1), side)


def answer(ctx: Context, side: str) -> LoadAnswer:
    """The answer for the context's own day."""
    now = in_force(ctx, side, ctx.today)
    terms = ctx.terms(side)
    last = terms[-1] if terms and now is None and terms[-1].lapsed else None
    return LoadAnswer(
        in_force=said(side, now) if now else None,
        ended=said(side, last) if last else None,
        terms=tuple(said(side, term) for term in terms),
    )
