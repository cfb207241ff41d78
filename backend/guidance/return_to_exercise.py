"""Two gates of 002: restriction ends on a clinician's word; weight-bearing exercise begins only when resolved too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from .areas import SIDES
from .facts import as_day
from .registry import FINDINGS
from .spans import FOREVER, Spans, holds, intersect, subtract, union
from .types import ExerciseGates

if TYPE_CHECKING:
    from .context import Context

NOT_ABOUT_LOADING = frozenset({"t-score-below-minus-2", "drug-in-pregnancy-or-breastfeeding"})


def permitted(ctx: Context) -> Spans:
    """Days on which a clinician's permission stands: one for an earlier episode says nothing about the next."""
    rows = {f.day: bool(f.data.get("granted")) for f in ctx.facts.of("permission")}
    return _steps(_new_episodes(ctx) | rows)


def _new_episodes(ctx: Context) -> dict[int, bool]:
    """The days on which a later episode began, as days on which nothing is allowed yet."""
    return {episode.since: False for episode in ctx.course.episodes[1:]}


def _steps(rows: dict[int, bool]) -> Spans:
    days = sorted(rows)
    return union((d, days[i + 1] if i + 1 < len(days) else FOREVER) for i, d in enumerate(days) if rows[d])


def full_load(ctx: Context) -> Spans:
    """Days on which full weight bearing is in force for every side of the episode, and nothing less for any other.

    One for a leg that was never ill says nothing about the one that was.
    """
    decided = [side for side in SIDES if ctx.terms(side)]
    held = {area.split(":")[1] for episode in ctx.course.episodes[-1:] for area in episode.sites} & set(SIDES)
    full = {
        side: union((t.since, t.until) for t in ctx.terms(side) if t.fact.data.get("status") == "FWB")
        for side in SIDES
    }
    allowed = union(*(full[side] for side in decided)) if not held else [(-FOREVER, FOREVER)]
    for side in held:
        allowed = intersect(allowed, full[side])
    less = union(
        *(((t.since, t.until) for t in ctx.terms(side) if t.fact.data.get("status") != "FWB") for side in decided)
    )
    return subtract(allowed, less)


def troubled(ctx: Context) -> Spans:
    """Days with an open `now` or `soon` finding about the hip or another joint of the leg."""
    groups: Iterable[Spans] = (
        ctx.open_spans(rule.id)
        for rule in FINDINGS.values()
        if rule.urgency in ("now", "soon") and rule.id not in NOT_ABOUT_LOADING
    )
    hip = [(i.start, i.end) for i in ctx.intervals.get("t-score-below-minus-2", ()) if i.site == "hip"]
    return union(*groups, hip)


def weight_bearing_days(ctx: Context) -> Spans:
    """Days on which weight-bearing exercise may be proposed."""
    gates = intersect(intersect(ctx.course.state_spans("resolved"), permitted(ctx)), full_load(ctx))
    return subtract(gates, troubled(ctx)) if gates else []


def gates(ctx: Context) -> ExerciseGates:
    """What is unlocked today; gentle water and range-of-motion work always is, unless something urgent is open."""
    today = ctx.today
    why = [
        code
        for code, spans in (
            ("not-resolved", ctx.course.state_spans("resolved")),
            ("no-fwb", full_load(ctx)),
            ("no-permission", permitted(ctx)),
        )
        if not holds(spans, today)
    ]
    if holds(troubled(ctx), today):
        why.append("open-finding")
    latest = {str(f.data.get("category") or ""): f for f in ctx.facts.of("programme")}

    def released(category: str) -> bool:
        fact = latest.get(category)
        until = as_day(fact.data.get("until_on")) if fact else None
        return fact is not None and (until is None or until >= today)

    return ExerciseGates(
        weight_bearing=not why,
        strengthening=released("strengthening"),
        locked_why=why[0] if why else "",
        balance=released("balance"),
        why_not=tuple(why),
    )
