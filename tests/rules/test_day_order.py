"""The order of one day's entries matters only where the guidance says so (resolution and pain, gone and pain: the later counts).

Of two statements about the same thing the later counts too, the first entry founds the episode, and a load is signed on the body weight
that was known then (a heavier one never raises it): those keep their order here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

import pytest

from backend.guidance import PatientFacts, assess, build_facts
from tests.rules.oracle_histories import START, Row, history
from tests.rules.story import Story

ABOUT_FINDINGS = ("acknowledge", "resolve_finding")
COURSE = ("pain", "change", "diagnosis", "resolution")


def crowded(seed: int) -> tuple[PatientFacts, list[Row], int]:
    """A history whose days are put together by threes, without words about findings."""
    sex, born, risks, rows, last = history(seed)
    told = [
        (key, kind, START + timedelta(days=(on - START).days // 3 * 3), at, data)
        for key, kind, on, at, data in rows
        if kind not in ABOUT_FINDINGS
    ]
    return PatientFacts(sex, born, "UTC", risks), told, last


def shuffled(rows: list[Row], chance: Random) -> list[Row]:
    """The same entries, each day's in another order as far as it is free."""
    out: list[Row] = []
    founding = min((row[2] for row in rows if row[1] == "pain" and _founds(row[4])), default=date.max)
    for on in sorted({row[2] for row in rows}):
        todays = [row for row in rows if row[2] == on]
        ordered = any(row[1] == "resolution" or row[4].get("direction") == "gone" for row in todays)
        groups: dict[str, list[Row]] = {}
        for row in todays:
            kind = row[1]
            if ordered and kind in COURSE:
                kind = "course"
            elif kind in ("prescription", "body_weight"):
                kind = "signed"
            elif kind == "pain" and on > founding:
                kind = row[0]
            groups.setdefault(kind, []).append(row)
        places = [name for name, group in groups.items() for _ in group]
        chance.shuffle(places)
        free = {name: iter(group) for name, group in groups.items()}
        out += [next(free[name]) for name in places]
    return [
        (key, kind, on, datetime.combine(on, time(8), UTC) + timedelta(seconds=index), data)
        for index, (key, kind, on, _, data) in enumerate(out)
    ]


def _founds(pain: Mapping[str, Any]) -> bool:
    """A score of 0 founds no episode, nor does a back pain that goes nowhere."""
    return pain.get("intensity") != 0 and (pain["site"] != "low_back" or bool(pain.get("radiates_to")))


def told(patient: PatientFacts, rows: list[Row], last: int) -> object:
    answer = assess(build_facts(patient, rows), datetime.combine(START + timedelta(days=last), time(23), UTC))
    lives = sorted((f.id, f.subject, f.opened_on, f.resolved_on or f.opened_on, f.state) for f in answer.findings)
    terms = {side: [(t.key, t.since, t.until, t.end) for t in rows] for side, rows in answer.load_terms.items()}
    episodes = [(e.state, e.onset, e.diagnosed_on, e.resolved_on, sorted(map(str, e.sites))) for e in answer.episodes]
    return lives, terms, episodes, sorted(d.identity for d in answer.due)


@pytest.mark.parametrize("first", range(0, 400, 100))
def test_the_order_of_a_day_does_not_matter(first: int) -> None:
    for seed in range(first, first + 100):
        patient, rows, last = crowded(seed)
        once, again = shuffled(rows, Random(seed)), shuffled(rows, Random(seed + 1))
        assert told(patient, once, last) == told(patient, again, last), seed


def test_the_first_entry_founds_the_episode_after_a_score_of_0_too() -> None:
    """Left and then both hold the left hip alone; both and then left hold each. So the day that founds keeps its order here."""
    day, at = START + timedelta(days=3), datetime.combine(START, time(8), UTC)
    rows: list[Row] = [
        ("a", "pain", START, at, {"site": "hip", "side": "right", "intensity": 0}),
        ("b", "pain", day, at, {"site": "hip", "side": "left", "intensity": 2}),
        ("c", "pain", day, at, {"site": "buttock", "side": "both", "intensity": 4}),
    ]
    assert {tuple(row[0] for row in shuffled(rows, Random(seed))) for seed in range(20)} == {("a", "b", "c")}


def test_resolution_and_pain_the_later_counts() -> None:
    before = Story().pain(0, 4).diagnosis(0).pain(50, 4).resolution(50).pain(51, 4)
    after = Story().pain(0, 4).diagnosis(0).resolution(50).pain(50, 4).pain(51, 4)
    assert (before.opened("pain-returned", 52), after.opened("pain-returned", 52)) == ([], [51])


def test_gone_and_pain_the_later_counts() -> None:
    assert not Story().pain(0, 4).pain(5, 4).change(5, "gone").is_open("weight-bearing-undecided", 6)
    assert Story().pain(0, 4).change(5, "gone").pain(5, 4).is_open("weight-bearing-undecided", 6)
