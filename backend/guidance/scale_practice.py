"""Practice on a bathroom scale against the limit in force: it is shown, never called proof of how somebody walks (§1, §2)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from statistics import median
from typing import TYPE_CHECKING, Any

from .areas import SIDES
from .in_force import Term
from .kilograms import more_than
from .load_limit import limit_on
from .registry import Condition, finding
from .spans import Spans, union

if TYPE_CHECKING:
    from .context import Context

DAYS = 3


def practised(ctx: Context, side: str, term: Term) -> list[tuple[int, float, tuple[str, ...]]]:
    """The days with practice while the prescription is in force: day, median of its readings, the entries."""
    days: dict[int, list[float]] = {}
    keys: dict[int, tuple[str, ...]] = {}
    for fact in ctx.facts.of("scale_practice"):
        if fact.data.get("side") == side and term.since <= fact.day < term.until:
            days.setdefault(fact.day, []).extend(fact.data["readings_kg"])
            keys[fact.day] = (*keys.get(fact.day, ()), fact.key)
    return [(day, median(readings), keys[day]) for day, readings in days.items()]


@finding(
    "practice-above-limit",
    who="P C",
    urgency="routine",
    sources="002",
    en="The median of the last 3 days with practice on a scale is more than {practice_above_percent} % above the limit in force.",
    de="Der Median der letzten 3 Tage mit Üben auf der Waage liegt mehr als {practice_above_percent} % über der geltenden Grenze.",
)
def practice_above_limit(ctx: Context) -> Iterable[Condition]:
    if not ctx.facts.of("scale_practice"):
        return
    weighed = {row.day for row in ctx.facts.of("body_weight")}
    for side in SIDES:
        spans: Spans = []
        found: dict[int, tuple[tuple[str, ...], Mapping[str, Any]]] = {}
        for term in ctx.terms(side):
            days = practised(ctx, side, term)
            if len(days) < DAYS:
                continue
            # It can change on a day of practice, and with a body weight that lowers the limit.
            first = days[DAYS - 1][0]
            edges = sorted({day for day, _, _ in days[DAYS - 1 :]} | {d for d in weighed if first < d < term.until})
            for start, end in zip(edges, [*edges[1:], term.until], strict=True):
                last = [one for one in days if one[0] <= start][-DAYS:]
                middle = median(value for _, value, _ in last)
                limit = limit_on(ctx, term.fact, start)
                if limit.kg is not None and more_than(limit.kg, middle, ctx.limits.practice_above_percent):
                    spans.append((start, end))
                    keys = (*(key for _, _, own in last for key in own), term.fact.key)
                    found[start] = (keys, {"median_kg": round(middle, 1), "limit_kg": limit.kg})
        if spans:
            yield Condition(union(spans), side, "hip", side, evidence=_evidence(found), params=_figures(found))


Found = Mapping[int, tuple[tuple[str, ...], Mapping[str, Any]]]


def _evidence(found: Found) -> Callable[[int], tuple[str, ...]]:
    return lambda day: found[day][0] if day in found else ()


def _figures(found: Found) -> Callable[[int], Mapping[str, Any]]:
    return lambda day: found[day][1] if day in found else {}
