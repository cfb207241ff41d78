"""When the load may be reviewed: it prompts the clinician and lets the patient ask; it raises nothing (§4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from .course import SIDES
from .facts import Fact
from .registry import FINDINGS, Condition, finding
from .spans import Spans, after_each, intersect, subtract, union

if TYPE_CHECKING:
    from .context import Context


def calm_days(ctx: Context, area: str) -> Spans:
    """Days with enough pain-logged days in the window, all with a value, none above the limit."""
    log = ctx.log(area)
    limits, days = ctx.limits, log.days
    need, window = limits.review_logged_days, limits.review_window_days
    enough = union([(last, first + window) for last, first in zip(days[need - 1 :], days, strict=False)])
    # A day above the limit, or one on which a number is missing, blocks as long as the window holds it.
    bad = [day for day, top in log.tops.items() if top is None or top > limits.review_pain]
    return subtract(enough, after_each([*bad, *log.nameless], window))


@finding(
    "ready-for-load-review",
    who="P C",
    urgency="routine",
    sources="002 003",
    phase=2,
    en="The prescription is below full and at least {review_prescription_days} days old, {review_logged_days} of the last "
    "{review_window_days} days are logged with pain of at most {review_pain}, nothing urgent is open, pain is not worse, no fracture in "
    "{review_after_fracture_days} days.",
    de="Die Vorgabe liegt unter Vollbelastung und ist mindestens {review_prescription_days} Tage alt, {review_logged_days} der "
    "letzten {review_window_days} Tage sind mit höchstens {review_pain} eingetragen, nichts Dringendes ist offen, die Schmerzen nehmen nicht zu, kein Bruch in "
    "{review_after_fracture_days} Tagen.",
)
def ready_for_load_review(ctx: Context) -> Iterable[Condition]:
    limits = ctx.limits
    blocked = union(
        *(ctx.open_spans(rule.id) for rule in FINDINGS.values() if rule.urgency == "now"),
        ctx.open_spans("pain-worse"),
        (
            (f.day, f.day + limits.review_after_fracture_days + 1)
            for kind in ("fracture", "imaging")
            for f in ctx.facts.of(kind)
            if kind == "fracture" or f.data.get("result") == "fracture"
        ),
    )
    for side in SIDES:
        terms = ctx.terms(side)
        rows = [row for row, _, _ in terms]
        old = union(
            (since + limits.review_prescription_days, until)
            for row, since, until in terms
            if row.data.get("status") != "FWB"
        )
        found = subtract(intersect(old, calm_days(ctx, f"hip:{side}")), blocked) if old else []
        if found:
            yield Condition(
                found,
                side,
                "hip",
                f"hip:{side}",
                evidence=_signed(rows),
                params=_age(rows),
            )


def _signed(rows: list[Fact]) -> Callable[[int], tuple[str, ...]]:
    return lambda day: tuple(r.key for r in rows if r.day <= day)[-1:]


def _age(rows: list[Fact]) -> Callable[[int], Mapping[str, Any]]:
    def params(day: int) -> Mapping[str, Any]:
        row = [r for r in rows if r.day <= day][-1]
        return {"status": str(row.data.get("status")), "days": day - row.day}

    return params
