"""Tobacco, alcohol, calcium and vitamin D: information, never blame."""

from collections.abc import Iterator

from backend.guidance.days import FAR, Spans, states, subtract, union, window
from backend.guidance.history import History
from backend.guidance.registry import Claim, P, Span, finding
from backend.guidance.types import Row


@finding(
    "tobacco", (P,), "info", "002 000", about_hip=False,
    en="Tobacco use is recorded.", de="Tabakkonsum ist eingetragen.",
)  # fmt: skip
def tobacco(history: History) -> Iterator[Claim]:
    points: list[tuple[int, bool]] = []
    keys: dict[int, str] = {}
    if "tobacco" in history.patient.risk_factors and history.first_day is not None:
        points.append((history.first_day, True))
    for row in history.of("habit", "risk_factor"):
        if row.kind == "habit" and row.data.get("tobacco") is not None:
            points.append((row.day, bool(row.data["tobacco"])))
            keys[row.day] = row.key
        elif row.kind == "risk_factor" and row.data.get("name") == "tobacco":
            points.append((row.day, True))
            keys[row.day] = row.key
    spans = tuple(Span(a, b, (keys[a],) if a in keys else ()) for a, b in states(points))
    yield Claim("condition", "", None, None, spans)


@finding(
    "alcohol-above-limit", (P,), "info", "002 000", about_hip=False,
    en="More than 2 drinks a day, not while pregnant or breastfeeding.",
    de="Mehr als 2 alkoholische Getränke am Tag, nicht in Schwangerschaft oder Stillzeit.",
)  # fmt: skip
def alcohol_above_limit(history: History) -> Iterator[Claim]:
    rows = [row for row in history.of("habit") if row.data.get("alcohol_drinks_per_day") is not None]
    limit = history.th.drinks_per_day
    high = states((row.day, row.data["alcohol_drinks_per_day"] > limit) for row in rows)
    spans = subtract(high, history.expecting.drug_care)
    yield Claim("condition", "", None, None, tuple(Span(a, b, _last(rows, a), {"limit": limit}) for a, b in spans))


def _last(rows: list[Row], day: int) -> tuple[str, ...]:
    return tuple(row.key for row in rows if row.day <= day)[-1:]


def _intake(history: History, name: str, target: float) -> Claim:
    """Mean of the last 7 days over the days that were logged, at least 4 of them. No entry is not a low intake."""
    rows = [row for row in history.of("intake") if row.data.get(name) is not None]
    by_day: dict[int, float] = {}
    for row in rows:
        by_day[row.day] = by_day.get(row.day, 0) + row.data[name]
    days = sorted(by_day)
    amounts = [by_day[day] for day in days]
    low: Spans = []
    turns = sorted({turn for day in days for turn in (day, day + 7)})
    for i, turn in enumerate(turns):
        seen = amounts[window(days, turn - 6, turn)]
        if len(seen) >= history.th.intake_days and sum(seen) / len(seen) < target:
            low.append((turn, turns[i + 1] if i + 1 < len(turns) else FAR))

    def span(a: int, b: int) -> Span:
        at = window(days, a - 6, a)
        keys = tuple(row.key for row in rows if a - 6 <= row.day <= a)
        return Span(a, b, keys, {"mean": round(sum(amounts[at]) / len(amounts[at])), "target": target})

    return Claim("condition", "", None, None, tuple(span(a, b) for a, b in union(low)))


@finding(
    "calcium-below-target", (P,), "info", "002", about_hip=False,
    en="Mean calcium intake over the last 7 days (at least 4 logged) is below 1,000 mg a day.",
    de="Die mittlere Calciumzufuhr der letzten 7 Tage (mindestens 4 eingetragen) liegt unter 1000 mg am Tag.",
)  # fmt: skip
def calcium_below_target(history: History) -> Iterator[Claim]:
    yield _intake(history, "calcium_mg", history.th.calcium_mg)


@finding(
    "vitamin-d-intake-below-target", (P,), "info", "002", about_hip=False,
    en="Mean vitamin D intake over the last 7 days (at least 4 logged) is below 600 IU a day.",
    de="Die mittlere Zufuhr von Vitamin D der letzten 7 Tage (mindestens 4 eingetragen) liegt unter 600 IE am Tag.",
)  # fmt: skip
def vitamin_d_intake_below_target(history: History) -> Iterator[Claim]:
    yield _intake(history, "vitamin_d_iu", history.th.vitamin_d_iu)
