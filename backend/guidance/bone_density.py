"""Bone density and vitamin D: hip and lumbar spine only; nothing here is shown to the patient (002)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from .areas import SIDES
from .registry import Condition, finding
from .spans import FOREVER, Spans, intersect, union

if TYPE_CHECKING:
    from .context import Context

COUNTED = frozenset({"total_hip", "femoral_neck", "lumbar_spine"})
NMOL_PER_NG = 2.496  # 1 ng/mL of 25-OH vitamin D, guidance §7


def lowest(ctx: Context) -> list[tuple[int, int, float, str, str, str]]:
    """Spans (start, end) with the lowest T-score of the latest values per site and side: value, site, side, key."""
    latest: dict[tuple[str, str], tuple[float, str]] = {}
    rows: list[tuple[int, float, str, str, str]] = []
    for fact in ctx.facts.of("dexa"):
        site, t = fact.data.get("site"), fact.data.get("t_score")
        if site not in COUNTED or t is None:
            continue
        side = "" if site == "lumbar_spine" else str(fact.data.get("side") or "unknown")
        for own in SIDES if side == "both" else (side,):  # a scan of both sides is the newest of each
            latest[(str(site), own)] = (float(t), fact.key)
        (where, own), (value, key) = min(latest.items(), key=lambda item: (item[1][0], item[0]))
        if rows and rows[-1][0] == fact.day:
            rows.pop()
        rows.append((fact.day, value, where, own, key))
    return [
        (row[0], rows[i + 1][0] if i + 1 < len(rows) else FOREVER, row[1], row[2], row[3], row[4])
        for i, row in enumerate(rows)
    ]


def _t_condition(ctx: Context, rows: list[Any], spans: Spans) -> Iterable[Condition]:
    if not spans:
        return

    def at(day: int) -> Any:
        return next(r for r in rows if r[0] <= day < r[1])

    first = at(spans[0][0])
    yield Condition(
        spans,
        None,
        "lumbar_spine" if first[3] == "lumbar_spine" else "hip",
        "",
        evidence=lambda day: (at(day)[5],),
        params=lambda day: {
            "t": at(day)[2],
            "t_site": at(day)[3],
            "t_side": at(day)[4],
            "postpartum": int(_postpartum(ctx, day)),
            "risks": ", ".join(risk_names(ctx, day)),
        },
    )


def _postpartum(ctx: Context, day: int) -> bool:
    here = ctx.pregnancy.at(day)
    return here is not None


def risk_names(ctx: Context, day: int) -> tuple[str, ...]:
    """Additional risk factors that count on a day, in the order in which they were recorded (000 001 004)."""
    return tuple(name for name, since, until in risk_spans(ctx) if since <= day < until)


def risk_spans(ctx: Context) -> list[tuple[str, int, int]]:
    """Each risk factor with its first day and its end (only a habit of tobacco can end)."""
    out: dict[str, tuple[int, int]] = {}

    def add(name: str, since: int, until: int = FOREVER) -> None:
        old = out.get(name)
        out[name] = (min(old[0], since), max(old[1], until)) if old else (since, until)

    if ctx.first_day is not None:
        for name in ctx.facts.patient.risk_factors:
            add(name, -FOREVER)
    for fact in ctx.facts.of("risk_factor"):
        add(str(fact.data.get("name")), fact.day)
    habits = [f for f in ctx.facts.of("habit") if f.data.get("tobacco") is not None]
    for i, fact in enumerate(habits):
        if fact.data["tobacco"]:
            add("tobacco", fact.day, next((h.day for h in habits[i + 1 :] if not h.data["tobacco"]), FOREVER))
    for fact in ctx.facts.of("medicine"):
        if fact.data.get("class") == "corticosteroid" and fact.data.get("action") != "stop":
            add("corticosteroids", fact.day)
    for fact in ctx.facts.of("fracture"):
        add("previous_fragility_fracture", fact.day)
    return sorted(((n, a, b) for n, (a, b) in out.items()), key=lambda r: (r[1], r[0]))


@finding(
    "t-score-at-or-below-minus-1-5",
    who="C",
    urgency="routine",
    sources="002",
    en="After the episode is resolved: latest hip or lumbar spine T-score {t_score_consider} or lower.",
    de="Nach Abschluss der Episode: letzter T-Score an Hüfte oder Lendenwirbelsäule {t_score_consider} oder niedriger.",
)
def t_score_low_after_resolution(ctx: Context) -> Iterable[Condition]:
    rows = lowest(ctx)
    low = union((r[0], r[1]) for r in rows if r[2] <= ctx.limits.t_score_consider)
    yield from _t_condition(ctx, rows, intersect(low, ctx.course.state_spans("resolved")))


@finding(
    "t-score-below-minus-2",
    who="C",
    urgency="soon",
    sources="002",
    en="Latest hip or lumbar spine T-score below {t_score_intervene}, in any state.",
    de="Letzter T-Score an Hüfte oder Lendenwirbelsäule unter {t_score_intervene}, in jedem Zustand.",
)
def t_score_very_low(ctx: Context) -> Iterable[Condition]:
    rows = lowest(ctx)
    yield from _t_condition(ctx, rows, union((r[0], r[1]) for r in rows if r[2] < ctx.limits.t_score_intervene))


@finding(
    "vitamin-d-low",
    who="C",
    urgency="routine",
    sources="002",
    en="Serum 25-OH vitamin D below {vitamin_d_ng_ml} ng/mL (49.9 nmol/L).",
    de="25-OH-Vitamin-D im Serum unter {vitamin_d_ng_ml} ng/ml (49,9 nmol/l).",
)
def vitamin_d_low(ctx: Context) -> Iterable[Condition]:
    rows: list[tuple[int, bool, float, str]] = []
    for fact in ctx.facts.of("lab"):
        if fact.data.get("test") == "vitamin_d_25oh" and fact.data.get("value") is not None:
            value = float(fact.data["value"]) / (NMOL_PER_NG if fact.data.get("unit") == "nmol/L" else 1)
            if rows and rows[-1][0] == fact.day:
                rows.pop()
            rows.append((fact.day, _low(ctx, value, fact.data.get("comparator")), value, fact.key))
    spans = union(
        (day, rows[i + 1][0] if i + 1 < len(rows) else FOREVER) for i, (day, low, _, _) in enumerate(rows) if low
    )
    if spans:
        yield Condition(
            spans,
            evidence=lambda day: tuple(r[3] for r in rows if r[0] == day),
            params=lambda day: {"ng_ml": round(next(r[2] for r in rows if r[0] == day), 1)},
        )


def _low(ctx: Context, value: float, comparator: str | None) -> bool:
    """Below the limit for sure: "below 30" may be anything under it, "above 10" anything over it."""
    limit = ctx.limits.vitamin_d_ng_ml
    return value <= limit if comparator == "below" else comparator != "above" and value < limit
