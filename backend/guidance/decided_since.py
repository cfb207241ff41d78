"""What a load that was signed after a finding opened does to the finding's advice on load (clinical contract, §9).

An open finding that asks to keep weight off holds back what was decided before it. A load that was signed since, by somebody
who knew of it, stands: the finding then says what was decided, and holds nothing back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .areas import SIDES
from .in_force import Term, in_force
from .lifecycle import Interval
from .load_limit import kg_on
from .types import FindingState, Param

if TYPE_CHECKING:
    from .context import Context

# Their advice is to keep weight off the leg (texts of the findings, §2). The phone has the same list.
KEEPS_OFF = frozenset({
    "cannot-bear-weight", "fracture-reported", "loading-despite-worsening-pain", "pregnancy-hip-pain", "pain-returned",
    "opposite-hip-pain",
})  # fmt: skip
LOWERS = "relapse-after-load-increase"
# What happens again is not known to whoever signed before; a condition that only goes on is.
EVENTS = frozenset({"cannot-bear-weight", "fracture-reported", "fall-or-stumble"})


def keeps_off(finding: str, urgency: str) -> bool:
    """Whether an open finding's advice is to keep weight off."""
    return finding in KEEPS_OFF or (finding == "fall-or-stumble" and urgency == "now")


def as_decided(ctx: Context, interval: Interval, found: FindingState) -> FindingState:
    """The finding with what was decided since it opened (`load`, `load_key` …), where that settles its advice on load.

    Without a side it is settled once every leg of the illness was decided on since.
    """
    if found.state == "resolved" or not (keeps_off(found.id, found.urgency) or found.id == LOWERS):
        return found
    terms = [in_force(ctx, side, ctx.today) for side in ([found.side] if found.side else _legs(ctx))]
    signed = [term for term in terms if term is not None and _knew(ctx, interval, term)]
    if not signed or len(signed) < len(terms):
        return found
    params: dict[str, Param] = {"load_key": signed[-1].fact.key}
    loads = [_said(ctx, term) for term in signed]
    if all(one == loads[0] for one in loads):
        params |= loads[0]
    return found._replace(params={**found.params, **params})


def _legs(ctx: Context) -> list[str]:
    sites = {area.split(":")[1] for e in ctx.course.episodes if e.resolved is None for area in e.sites}
    return [side for side in SIDES if side in sites] or [side for side in SIDES if in_force(ctx, side, ctx.today)]


def _knew(ctx: Context, interval: Interval, term: Term) -> bool:
    """Was it signed after what opened the finding, and after that was heard of?"""
    order, signed = ctx.facts.heard, term.fact
    keys, since = interval.keys, interval.opened_by
    if interval.last is not None and interval.rule.id in EVENTS:
        keys, since = interval.last.keys, interval.last.seq
    if signed.day < interval.start or signed.seq <= since:
        return False
    told = (
        fact for key in keys if (fact := ctx.facts.by_key.get(key)) is not None and (since < 0 or fact.seq <= since)
    )
    return all(fact.seq < signed.seq and order.get(fact.key, 0) < order.get(signed.key, 1) for fact in told)


def _said(ctx: Context, term: Term) -> dict[str, Param]:
    load: dict[str, Param] = {"load": str(term.fact.data.get("status"))}
    kg = kg_on(ctx, term.fact, ctx.today)
    if term.fact.data.get("percent"):
        load["load_percent"] = f"{term.fact.data['percent']:g}"
    if kg:
        load["load_kg"] = kg
    return load
