"""Tobacco, alcohol, calcium and vitamin D: for the patient, as information (002 000)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING

from .registry import Condition, finding
from .spans import FOREVER, Spans, after_each, subtract, union

if TYPE_CHECKING:
    from .context import Context


@finding(
    "tobacco",
    who="P",
    urgency="info",
    sources="002 000",
    en="Tobacco use recorded.",
    de="Tabakkonsum eingetragen.",
)
def tobacco(ctx: Context) -> Iterable[Condition]:
    rows: list[tuple[int, bool, str]] = []
    if "tobacco" in ctx.facts.patient.risk_factors and ctx.first_day is not None:
        rows.append((ctx.first_day, True, ""))
    told = [f for f in ctx.facts.of("risk_factor") if f.data.get("name") == "tobacco"]
    habits = [f for f in ctx.facts.of("habit") if f.data.get("tobacco") is not None]
    for fact in sorted([*told, *habits], key=lambda f: f.seq):
        rows.append((fact.day, fact.kind == "risk_factor" or bool(fact.data["tobacco"]), fact.key))
    yield from _steps(rows)


def _steps(rows: list[tuple[int, bool, str]], minus: Spans | None = None) -> Iterable[Condition]:
    by_day = {day: (day, on, key) for day, on, key in rows}
    days = sorted(by_day)
    spans = union(
        (day, days[i + 1] if i + 1 < len(days) else FOREVER) for i, day in enumerate(days) if by_day[day][1]
    )
    spans = subtract(spans, minus or [])
    if spans:
        yield Condition(
            spans,
            evidence=lambda day: tuple(
                k for k in [next((by_day[d][2] for d in reversed(days) if d <= day), "")] if k
            ),
        )


@finding(
    "alcohol-above-limit",
    who="P",
    urgency="info",
    sources="002 000",
    en="More than {alcohol_drinks} drinks a day, not pregnant or breastfeeding.",
    de="Mehr als {alcohol_drinks} Getränke am Tag, weder schwanger noch stillend.",
)
def alcohol_above_limit(ctx: Context) -> Iterable[Condition]:
    rows = [
        (f.day, float(f.data["alcohol_drinks_per_day"]) > ctx.limits.alcohol_drinks, f.key)
        for f in ctx.facts.of("habit")
        if f.data.get("alcohol_drinks_per_day") is not None
    ]
    yield from _steps(rows, ctx.pregnancy.drug_days)


def _intake(ctx: Context, name: str, target: float) -> Iterable[Condition]:
    totals: dict[int, float] = {}
    keys: dict[int, str] = {}
    for fact in ctx.facts.of("intake"):
        if fact.data.get(name) is not None:
            totals[fact.day] = totals.get(fact.day, 0.0) + float(fact.data[name])
            keys[fact.day] = fact.key
    if not totals:
        return
    days, amounts = list(totals), list(totals.values())  # oldest first, as facts are

    def week(day: int) -> list[float]:
        return amounts[bisect_left(days, day - 6) : bisect_right(days, day)]

    # A week can lie below the target only if one of its days does, and differs from the week of the day before
    # only where a day with an entry comes in or drops out.
    low = after_each((day for day, total in totals.items() if total < target), 7)
    edges = sorted({*days, *(day + 7 for day in days)}) if low else []
    spans = [
        (day, until)
        for start, end in low
        for day, until in pairwise(edges[bisect_left(edges, start) : bisect_right(edges, end)])
        if len(seen := week(day)) >= ctx.limits.intake_logged_days and sum(seen) / len(seen) < target - 1e-9
    ]

    def mean(day: int) -> dict[str, int]:
        seen = week(day)
        return {"mean": round(sum(seen) / len(seen)), "days": len(seen)}

    if spans:
        yield Condition(
            union(spans),
            evidence=lambda day: tuple([keys[d] for d in days[bisect_left(days, day - 6) : bisect_right(days, day)]]),
            params=mean,
        )


@finding(
    "calcium-below-target",
    who="P",
    urgency="info",
    sources="002",
    en="Mean calcium of the last 7 days below {calcium_mg} mg a day, at least {intake_logged_days} of them logged.",
    de="Calcium im Mittel der letzten 7 Tage unter {calcium_mg} mg am Tag, mindestens {intake_logged_days} davon eingetragen.",
)
def calcium_below_target(ctx: Context) -> Iterable[Condition]:
    return _intake(ctx, "calcium_mg", ctx.limits.calcium_mg)


@finding(
    "vitamin-d-intake-below-target",
    who="P",
    urgency="info",
    sources="002",
    en="Mean vitamin D of the last 7 days below {vitamin_d_iu} IU a day, at least {intake_logged_days} of them logged.",
    de="Vitamin D im Mittel der letzten 7 Tage unter {vitamin_d_iu} IE am Tag, mindestens {intake_logged_days} davon eingetragen.",
)
def vitamin_d_intake_below_target(ctx: Context) -> Iterable[Condition]:
    return _intake(ctx, "vitamin_d_iu", ctx.limits.vitamin_d_iu)
