"""What comes round by the day: logging, exercises, medicines; and a call that nobody has answered."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from .asked import every, is_asked, paused
from .dexa_dates import item
from .facts import as_day
from .lifecycle import Interval
from .medicines import WATCHED, courses
from .registry import reminder
from .return_to_exercise import weight_bearing_days
from .spans import holds, intersect
from .types import DueItem

if TYPE_CHECKING:
    from .context import Context

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CAN_DECIDE = frozenset({"clinic", "own_doctor", "emergency"})
BEHIND_THE_GATE = frozenset({"weight_bearing", "gait", "aerobic"})


def _next(ctx: Context, days: Iterable[int]) -> list[int]:
    """Today's occurrence, the next one, and all within the horizon."""
    out: list[int] = []
    for day in days:
        if day > ctx.today and day > ctx.today + ctx.horizon and any(d > ctx.today for d in out):
            break
        out.append(day)
        if day > ctx.today + ctx.horizon:
            break
    return out


@reminder(
    "log-today",
    to="P",
    sources="",
    en="At the patient's chosen time, on days with no entry; every {log_stable_days} days while full weight is decided and nothing is "
    "worse, every {log_resolved_days} days after resolution; not during a pause.",
    de="Zur selbst gewählten Zeit, an Tagen ohne Eintrag; alle {log_stable_days} Tage bei Vollbelastung, wenn nichts schlechter wird, alle "
    "{log_resolved_days} Tage nach dem Abschluss; nicht während einer Pause.",
)
def log_today(ctx: Context) -> Iterable[DueItem]:
    times = [f.data.get("log_reminder_at") for f in ctx.facts.of("setting") if "log_reminder_at" in f.data]
    if not times or not times[-1]:
        return
    logged, step = set(ctx.entry_days), every(ctx)
    ahead = range(ctx.today, ctx.today + max(ctx.horizon, step) + 2)
    days = (d for d in ahead if d not in logged and is_asked(ctx, d, step))
    for day in _next(ctx, days):
        yield from item(
            ctx,
            "log-today",
            "patient",
            day,
            "",
            ctx.day(day).isoformat(),
            "no-entry",
            {"time": str(times[-1])},
            at="log_time",
        )


@reminder(
    "exercise-today",
    to="P",
    sources="001 004",
    en="As the physiotherapist's programme says, until logged or the programme ends; not during a pause.",
    de="Wie im Programm der Physiotherapie, bis eingetragen oder bis zum Ende des Programms; nicht während einer Pause.",
)
def exercise_today(ctx: Context) -> Iterable[DueItem]:
    latest = {str(f.data.get("category") or ""): f for f in ctx.facts.of("programme")}
    if not latest:
        return
    done = {(f.day, f.data.get("category")) for f in ctx.facts.of("exercise")}
    allowed, rest = weight_bearing_days(ctx), paused(ctx.facts)
    for category, fact in sorted(latest.items()):
        until = as_day(fact.data.get("until_on"))
        names = fact.data.get("weekdays") or WEEKDAYS
        numbers = {WEEKDAYS.index(str(n)[:3].lower()) for n in names}
        last = min(until if until is not None else ctx.today + 400, ctx.today + ctx.horizon + 400)
        days = [
            d
            for d in range(max(ctx.today, fact.day), last + 1)
            if (d - 1) % 7 in numbers
            and (d, category or None) not in done
            and not holds(rest, d)
            and not (not category and any(x == d for x, _ in done))
            and (category not in BEHIND_THE_GATE or holds(allowed, d))
        ]
        for day in _next(ctx, days):
            yield from item(
                ctx,
                "exercise-today",
                "patient",
                day,
                category,
                ctx.day(day).isoformat(),
                "programme",
                {"category": category, "minutes": int(fact.data.get("minutes") or 0)},
            )


@reminder(
    "weight-bearing-exercise",
    to="P",
    sources="002",
    en="Daily, only when resolved and a clinician has recorded full weight bearing and permission, and nothing urgent "
    "or soon is open; not during a pause.",
    de="Täglich, nur wenn abgeschlossen und Vollbelastung und Erlaubnis von einer Fachperson eingetragen sind, und "
    "nichts Dringendes offen ist; nicht während einer Pause.",
)
def weight_bearing_exercise(ctx: Context) -> Iterable[DueItem]:
    allowed, rest = weight_bearing_days(ctx), paused(ctx.facts)
    days = (d for d in range(ctx.today, ctx.today + ctx.horizon + 2) if holds(allowed, d) and not holds(rest, d))
    for day in _next(ctx, days):
        yield from item(ctx, "weight-bearing-exercise", "patient", day, "", ctx.day(day).isoformat(), "permitted", {})


def _doses(start: int, every: str, today: int, horizon: int) -> Iterable[int]:
    if every == "month":
        first = date.fromordinal(start)
        for k in range(12 * 40):
            year, month = first.year + (first.month - 1 + k) // 12, (first.month - 1 + k) % 12 + 1
            day = date(year, month, min(first.day, monthrange(year, month)[1])).toordinal()
            if day >= today:
                yield day
            if day > today + horizon + 31:
                return
        return
    step = 7 if every == "week" else 1
    day = start if start >= today else today + (start - today) % step
    while day <= today + horizon + step:
        yield day
        day += step


@reminder(
    "medicine-due",
    to="P",
    sources="000 002",
    version="3",
    en="As recorded, at its times, until the dose is noted as taken or left out, or the course ends; a medicine that does not go with "
    "pregnancy or breastfeeding, until they begin.",
    de="Wie eingetragen, zu seinen Zeiten, bis es als genommen oder ausgelassen vermerkt ist, oder bis zum Ende; ein Mittel, das nicht zu "
    "Schwangerschaft oder Stillzeit passt, bis diese beginnt.",
)
def medicine_due(ctx: Context) -> Iterable[DueItem]:
    noted: dict[tuple[int, str], list[object]] = {}
    for fact in ctx.facts.of("medicine_taken"):
        noted.setdefault((fact.day, _named(fact.data.get("name"))), []).append(fact.data.get("time"))
    for fact, end in courses(ctx):
        every = fact.data.get("every")
        if every not in ("day", "week", "month") or end <= ctx.today:
            continue
        watched = fact.data.get("class") in WATCHED
        blocked = intersect([(fact.day, max(end, fact.day + 1))], ctx.pregnancy.drug_days) if watched else []
        until = min(end, blocked[0][0] if blocked else end)
        name = _named(fact.data.get("name"))
        subject = f"{fact.data.get('class') or 'other'}:{name}"
        times = list(fact.data.get("times") or [None])
        called = name or _named(fact.data.get("class"))
        doses = (d for d in _doses(fact.day, every, ctx.today, ctx.horizon) if d < until)
        for day in _next(ctx, (d for d in doses if len(_left(times, noted.get((d, called), []))) > 0)):
            for number in _left(times, noted.get((day, called), [])):
                time = times[number]
                yield from item(
                    ctx,
                    "medicine-due",
                    "patient",
                    day,
                    subject,
                    ctx.day(day).isoformat() + (f" {number + 1}" if number else ""),
                    "schedule",
                    {"every": str(every), **({"time": str(time)} if time else {})},
                    at="clock" if time else "day",
                )


def _named(name: object) -> str:
    return str(name or "").strip().lower()


def _left(times: list[object], noted: list[object]) -> list[int]:
    """Which doses of a day nobody has noted: a note with a time is of that one, one without is of the first that is left."""
    left = [number for number, time in enumerate(times) if time is None or time not in noted]
    return left[sum(time not in times or time is None for time in noted) :]


@reminder(
    "contact-clinician",
    to="P",
    sources="",
    en="24 hours after a finding of urgency now that the patient sees and nobody has acknowledged, again at 72 hours; not once the "
    "patient has spoken about it with the clinic, their own doctor or an emergency service.",
    de="24 Stunden nach einem Hinweis „heute“, den die Patientin sieht und niemand bestätigt hat, erneut nach 72 Stunden; nicht mehr, "
    "wenn sie darüber mit der Praxis, der eigenen Ärztin oder einem Notdienst gesprochen hat.",
)
def contact_clinician(ctx: Context) -> Iterable[DueItem]:
    # the finding itself stays the clinician's: only the asking ends
    talks = [(f.data.get("finding"), f.day) for f in ctx.facts.of("spoken_with") if f.data.get("whom") in CAN_DECIDE]

    def talked(i: Interval) -> bool:
        return any(finding == i.rule.id and i.start <= day for finding, day in talks)

    groups: dict[int, list[Interval]] = {}
    for intervals in ctx.intervals.values():
        for i in intervals:
            if i.urgency == "now" and "patient" in i.rule.audience and i.ack_day is None and not talked(i):
                groups.setdefault(i.start, []).append(i)
    for start, group in sorted(groups.items()):
        if start > ctx.today:
            continue
        for slot, days in (("24h", 1), ("72h", 3)):
            due = start + days
            if any(i.open_on(max(due, ctx.today)) for i in group):
                ids = sorted({i.rule.id for i in group if i.open_on(max(due, ctx.today))})
                yield from item(
                    ctx,
                    "contact-clinician",
                    "patient",
                    due,
                    ctx.day(start).isoformat(),
                    slot,
                    "not-acknowledged",
                    {"finding": ids[0], "findings": ", ".join(ids), "hours": 24 * days},
                    at="after_finding",
                )
