"""The rules beside the second reading, over one history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from backend.guidance import PatientFacts, assess, build_facts
from tests.rules.oracle import Oracle
from tests.rules.oracle_histories import START, Row, history
from tests.rules.oracle_story import Event

History = tuple[str, int | None, tuple[str, ...], list[Row], int]
DATES = ("review_on", "due_on", "until_on", "next_on")


def events_of(rows: list[Row]) -> list[Event]:
    """The rows as the second reading takes them: days as numbers, in the order in which they were said."""
    out = []
    for order, (_, kind, on, _, data) in enumerate(sorted(rows, key=lambda row: (row[2], row[3], row[0]))):
        plain = {
            name: (date.fromisoformat(value) - START).days if name in DATES else value for name, value in data.items()
        }
        out.append(Event((on - START).days, order, kind, plain))
    return out


def evening(day: int) -> datetime:
    return datetime.combine(START + timedelta(days=day), time(23, 15), UTC)


def compare(
    seed: int, reached: Counter[str] | None = None, *, days: int = 12, make: Callable[[int], History] = history
) -> list[str]:
    """What the two say differently; `reached` counts the histories in which each id opened, or fell due.

    Findings are compared on every day, what is due on the day on so many days: those on which the second reading sends
    something, a few of each, and some by chance.
    """
    sex, born, risks, rows, last = make(seed)
    patient = PatientFacts(sex, born, "UTC", risks)
    facts = build_facts(patient, rows)
    said = assess(facts, evening(last))
    oracle = Oracle(sex, born, risks, events_of(rows), last, START)
    mine: dict[int, set[Any]] = {day: set() for day in oracle.opens}
    for found in said.findings:
        until = last + 1 if found.resolved_on is None else (found.resolved_on - START).days
        for day in range((found.opened_on - START).days, until):
            mine.setdefault(day, set()).add((found.id, found.side))
    out = [
        f"seed {seed} day {day}: {name} {'rules' if name in mine.get(day, set()) else 'second reading'} only"
        for day in sorted(oracle.opens)
        for name in sorted(mine.get(day, set()) ^ oracle.opens[day], key=str)
    ]
    told = {found.id for found in said.findings}
    # What happened before is known whole, but on a day only once it was told: later days alone are comparable.
    told_on = max(((on - START).days for _, kind, on, _, _ in rows if kind == "previous_episode"), default=0)
    for day in (one for one in chosen(oracle, days, Random(seed)) if one >= told_on):
        items = assess(facts, evening(day)).due
        due = {(item.reminder, item.to) for item in items if (item.due_on - START).days == day}
        told |= {name for name, _ in due}
        out += [
            f"seed {seed} day {day}: {name} {'rules' if name in due else 'second reading'} only"
            for name in sorted(due ^ oracle.due[day])
        ]
    if reached is not None:
        reached.update(told)
    return out


def chosen(oracle: Oracle, count: int, chance: Random) -> list[int]:
    by_id: dict[str, list[int]] = {}
    for day, names in oracle.due.items():
        for name, _ in names:
            by_id.setdefault(name, []).append(day)
    days = {chance.choice(found) for found in by_id.values()}
    return sorted(days | set(chance.sample(sorted(oracle.due), min(len(oracle.due), max(0, count - len(days))))))
