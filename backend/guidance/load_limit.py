"""The kilograms of a prescription on a day, from the body weights that were told (clinical contract, §1)."""

from __future__ import annotations

from bisect import bisect_right
from fractions import Fraction
from operator import itemgetter
from typing import TYPE_CHECKING

from .facts import Fact, Facts, as_day
from .in_force import above, in_force
from .kilograms import Limit, Weight, limit_of
from .spans import holds

if TYPE_CHECKING:
    from .context import Context


def weights_around(facts: Facts, order: Fact, day: int) -> tuple[Weight | None, list[Weight]]:
    """The body weight known when the order was signed, and those told of since, until the end of the day.

    The server signs the weight along; where it says that none was known, only later ones count. An order without either (a
    history that was never signed here) goes by the last weight before it.
    """
    rows = facts.of("body_weight")
    since = [_weight(row) for row in rows if row.seq > order.seq and row.day <= day]
    if "body_weight_kg" in order.data:
        kg = order.data["body_weight_kg"]
        on = as_day(order.data.get("body_weight_on"))
        return None if kg is None else Weight(order.day if on is None else on, float(kg)), since
    before = [_weight(row) for row in rows if row.seq < order.seq]
    return before[-1] if before else None, since


def _weight(row: Fact) -> Weight:
    return Weight(row.day, float(row.data["kg"]))


def limit_on(ctx: Context, order: Fact, day: int) -> Limit:
    """What the order allows in kilograms at the end of a day, and whether the person should be weighed."""
    signed, since = weights_around(ctx.facts, order, day)
    limits = ctx.limits
    pregnant = holds(ctx.pregnancy.pregnant, day)
    return limit_of(
        order.data, signed, since, day, max_age=limits.weight_days_pregnant if pregnant else limits.weight_days
    )


def kg_on(ctx: Context, order: Fact, day: int) -> int | None:
    """The kilograms of the order at the end of a day; between two body weights they are the same, and are worked out once."""
    known = order.seq, bisect_right(ctx.facts.of("body_weight"), day, key=itemgetter(0))
    if known not in ctx.kilograms:
        ctx.kilograms[known] = limit_on(ctx, order, day).kg
    return ctx.kilograms[known]


def weight_is_old_on(ctx: Context, side: str) -> int | None:
    """The day from which the person should be weighed for the load in force; None where none is asked for."""
    term = in_force(ctx, side, ctx.today)
    limit = limit_on(ctx, term.fact, ctx.today) if term else None
    if limit is None or limit.asks or limit.weighed_on is None or limit.kg is None:
        return None
    pregnant = holds(ctx.pregnancy.pregnant, ctx.today)
    return limit.weighed_on + (ctx.limits.weight_days_pregnant if pregnant else ctx.limits.weight_days)


def newest_weight(facts: Facts) -> Weight | None:
    """The newest body weight that was told."""
    rows = facts.of("body_weight")
    return _weight(rows[-1]) if rows else None


def reported_above(ctx: Context, report: Fact, order: Fact) -> bool:
    """Whether a report is above an order; like is compared with like, and an amount that is not known is not above.

    Percent with percent and kilograms with kilograms; one with the other by the body weight of that day, where it is known.
    """
    if report.data.get("status") != order.data.get("status") or not _needs_kilograms(report, order):
        return above(report.data, order.data)
    kg, percent = report.data.get("kg"), report.data.get("percent")
    if kg is None and percent is None:
        return False
    limit = limit_on(ctx, order, report.day)
    if limit.kg is None or (kg is None and (percent is None or limit.weight_kg is None)):
        return False
    if kg is None and percent is not None and limit.weight_kg is not None:
        return Fraction(str(percent)) * Fraction(str(limit.weight_kg)) > limit.kg * 100
    return float(kg or 0) > limit.kg


def higher(ctx: Context, one: Fact, other: Fact) -> bool:
    """Whether one order is higher than another; an amount that is not known is not."""
    if one.data.get("status") != other.data.get("status") or not _needs_kilograms(one, other):
        return above(one.data, other.data)
    mine, theirs = kg_on(ctx, one, one.day), kg_on(ctx, other, one.day)
    return mine is not None and theirs is not None and mine > theirs


def _needs_kilograms(one: Fact, other: Fact) -> bool:
    """Of two loads of one level: two partial ones, or two of toe touch, that are not both in percent."""
    if one.data.get("status") not in ("PWB", "TTWB"):
        return False
    return one.data.get("percent") is None or other.data.get("percent") is None
