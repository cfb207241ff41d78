"""The order of one day's entries matters only where the guidance says so (resolution and pain, gone and pain: the later counts).

Of two statements about the same thing the later counts too, the first entry founds the episode, and a load is signed on the body weight
that was known then (a heavier one never raises it): those keep their order here.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from random import Random

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
    pains = [row[2] for row in rows if row[1] == "pain"]
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
            elif kind == "pain" and on != min(pains):
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


def test_resolution_and_pain_the_later_counts() -> None:
    before = Story().pain(0, 4).diagnosis(0).pain(50, 4).resolution(50).pain(51, 4)
    after = Story().pain(0, 4).diagnosis(0).resolution(50).pain(50, 4).pain(51, 4)
    assert (before.opened("pain-returned", 52), after.opened("pain-returned", 52)) == ([], [51])


def test_gone_and_pain_the_later_counts() -> None:
    assert not Story().pain(0, 4).pain(5, 4).change(5, "gone").is_open("weight-bearing-undecided", 6)
    assert Story().pain(0, 4).change(5, "gone").pain(5, 4).is_open("weight-bearing-undecided", 6)
