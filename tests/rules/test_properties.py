"""What must hold for every history: same answer in any order, nothing looks ahead, the clock is right."""

from __future__ import annotations

import random
from datetime import UTC, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from backend.guidance import Assessment, PatientFacts, assess, build_facts
from tests.rules.histories import LENGTH, START, Row, moment, patients, rows

EXAMPLES = settings(max_examples=60, deadline=None)


def at(patient: PatientFacts, history: list[Row], day: int) -> Assessment:
    return assess(build_facts(patient, history), moment(patient, day))


def findings_as_of(answer: Assessment, day: int) -> list[tuple[Any, ...]]:
    """What the later answer says about how things stood at the end of an earlier day."""
    on = START + timedelta(days=day)
    out = []
    for one in answer.findings:
        if one.opened_on <= on:
            closed = one.resolved_on if one.resolved_on and one.resolved_on <= on else None
            seen = one.acknowledged_on if one.acknowledged_on and one.acknowledged_on <= on else None
            out.append((one.id, one.subject, one.opened_on, closed, seen))
    return sorted(out, key=str)


def due(answer: Assessment) -> list[tuple[Any, ...]]:
    return [(one.reminder, one.to, one.due_on, one.subject, one.slot) for one in answer.due]


def standing(answer: Assessment) -> list[tuple[Any, ...]]:
    return [(one.id, one.subject, one.opened_on, one.state, one.resolved_on) for one in answer.findings]


@EXAMPLES
@given(patients, rows(), st.integers(0, LENGTH), st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(
    patient: PatientFacts, history: list[Row], day: int, chance: random.Random
) -> None:
    shuffled = list(history)
    chance.shuffle(shuffled)
    assert at(patient, history, day) == at(patient, shuffled, day)


@EXAMPLES
@given(patients, rows(), st.integers(0, LENGTH))
def test_asking_again_changes_nothing_and_a_copy_counts_once(
    patient: PatientFacts, history: list[Row], day: int
) -> None:
    first = at(patient, history, day)
    assert first == at(patient, history, day) == at(patient, history + history, day)


@EXAMPLES
@given(patients, rows(), st.integers(0, LENGTH), st.integers(0, LENGTH))
def test_no_rule_looks_ahead(patient: PatientFacts, history: list[Row], one: int, other: int) -> None:
    """What today's answer says about day D is what was said on day D, with what was dated until then.

    But for what happened before: it is known whole, however late it is entered (clinical contract, §1), so that an episode
    told of after D speaks of D, too.
    """
    early, late = sorted((one, other))
    told_since = START + timedelta(days=early)
    history = [row for row in history if row[1] != "previous_episode" or row[2] <= told_since]
    until = [row for row in history if row[2] <= START + timedelta(days=early)]
    then = at(patient, until, early)
    assert findings_as_of(at(patient, history, late), early) == findings_as_of(then, early)
    # And what is dated later is not seen today.
    assert standing(at(patient, history, early)) == standing(then)


@EXAMPLES
@given(patients, rows(), st.integers(0, 100))
def test_nothing_changes_before_the_next_moment_of_change(
    patient: PatientFacts, history: list[Row], which: int
) -> None:
    """Asked on the day of one of the entries, with no later one known: the rules alone name what comes next."""
    today = history[which % len(history)][2]
    facts = build_facts(patient, [row for row in history if row[2] <= today])
    now = moment(patient, (today - START).days)
    for _ in range(6):
        answer = assess(facts, now)
        later = answer.next_change_at or now + timedelta(days=400)
        assert later > now.astimezone(UTC)
        before = assess(facts, later - timedelta(seconds=1))
        assert standing(before) == standing(answer)
        assert due(before) == due(answer)
        if answer.next_change_at is None:
            break
        now = later


@settings(max_examples=25, deadline=None)
@given(patients, rows(max_parts=14), st.integers(0, LENGTH))
def test_jumping_gives_the_same_course_as_day_by_day(patient: PatientFacts, history: list[Row], first: int) -> None:
    facts = build_facts(patient, history)
    last = moment(patient, first + 60)
    seen: dict[Any, Any] = {}
    now = moment(patient, first)
    while now <= last:
        answer = assess(facts, now)
        seen[answer.today] = standing(answer), due(answer)
        if answer.next_change_at is None:
            break
        now = answer.next_change_at
    now, held = moment(patient, first), None
    for offset in range(61):
        answer = assess(facts, moment(patient, first + offset))
        held = seen.get(answer.today, held)
        assert held == (standing(answer), due(answer)), answer.today


@EXAMPLES
@given(patients, rows(), st.integers(0, LENGTH))
def test_the_identity_of_a_due_item_is_its_own(patient: PatientFacts, history: list[Row], day: int) -> None:
    answer = at(patient, history, day)
    names = [(one.reminder, one.to, one.subject, one.slot) for one in answer.due]
    assert len(names) == len(set(names))


@EXAMPLES
@given(patients, rows(), st.integers(0, LENGTH))
def test_lives_are_lives(patient: PatientFacts, history: list[Row], day: int) -> None:
    """Of one rule about one subject at most one opening stands at a time, and none ends before it begins."""
    answer = at(patient, history, day)
    keys = {row[0] for row in history}
    standing_now: set[tuple[str, str]] = set()
    for one in answer.findings:
        assert one.opened_on <= answer.today
        assert one.resolved_on is None or one.opened_on <= one.resolved_on <= answer.today
        assert (one.state == "resolved") == (one.resolved_on is not None) == bool(one.resolved_reason)
        assert set(one.evidence) <= keys
        if one.state != "resolved":
            assert (one.id, one.subject) not in standing_now
            standing_now.add((one.id, one.subject))
