"""The five criteria of a load review, one by one: together they are the rule, and each says since when or how much is missing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.guidance import FINDINGS, Thresholds, build_facts
from backend.guidance.context import Context
from backend.guidance.engine import _open, review_criteria
from backend.guidance.in_force import in_force
from backend.guidance.load_review import CRITERIA, Criterion, criteria
from backend.guidance.spans import holds
from tests.rules.histories import LENGTH, START, moment, patients, rows
from tests.rules.story import Story
from tests.vectors.load.reviews import CASES, FILE, answer, moment_of, written

SIDES = ("left", "right")


@given(patients, rows(), st.integers(0, LENGTH))
def test_all_are_met_exactly_where_the_rule_holds(patient, history, day):
    facts = build_facts(patient, history)
    today = (START + timedelta(days=day)).toordinal()
    ctx = Context(facts.until(today), today, Thresholds(), 1)
    _open(ctx)
    ready = {c.side for c in FINDINGS["ready-for-load-review"].find(ctx) if holds(c.spans, today)}
    for side in SIDES:
        found = criteria(ctx, side)
        assert (side in ready) == (bool(found) and all(one.met for one in found))
        assert [one.name for one in found] in ([], list(CRITERIA))
        assert bool(found) == ((term := in_force(ctx, side, today)) is not None and term.fact.data["status"] != "FWB")


@given(patients, rows(), st.integers(0, LENGTH))
def test_a_criterion_that_is_met_is_short_of_nothing(patient, history, day):
    for side in review_criteria(build_facts(patient, history), moment(patient, day)).values():
        for one in side:
            assert one.short is None or (not one.met and one.short > 0)
            assert one.since is None or (one.met and one.since <= (START + timedelta(days=day)).toordinal())


def _of(story: Story, number: int) -> dict[str, Criterion]:
    return {
        one.name: one for one in review_criteria(build_facts(story.patient, story.rows), moment_of(number))["left"]
    }


def _calm(last: int, first: int = 0) -> Story:
    return Story().pains(first, [1.0] * (last - first + 1)).diagnosis(first).prescribe(first, "PWB", 30)


@pytest.mark.parametrize(("number", "met", "short"), [(13, False, 1), (14, True, None), (10, False, 4)])
def test_the_prescription_is_14_days_old(number, met, short):
    found = _of(_calm(number), number)["decision"]
    assert (found.met, found.short) == (met, short)


@pytest.mark.parametrize(("last", "met", "short"), [(9, True, None), (8, False, 1), (6, False, 3)])
def test_ten_days_are_logged(last, met, short):
    found = _of(_calm(last), 13)["logged"]
    assert (found.met, found.short) == (met, short)


def test_pain_above_2_leaves_the_window_after_14_days():
    story = _calm(30).pain(20, 3)
    assert (_of(story, 30)["pain"].met, _of(story, 30)["pain"].short) == (False, 4)
    assert _of(story.pains(31, [1.0] * 4), 34)["pain"].met


def test_a_fracture_blocks_for_42_days():
    story = _calm(60).add(10, "fracture", site="wrist")
    assert _of(story, 52)["fracture"].short == 1
    assert _of(story, 53)["fracture"].met


def test_something_urgent_has_no_days_to_wait():
    found = _of(_calm(30).bears(30, "UNABLE"), 30)["quiet"]
    assert (found.met, found.short) == (False, None)


def test_full_weight_or_nothing_decided_has_no_criteria():
    assert _of(Story().pains(0, [1.0] * 20), 19) == {}
    assert _of(_calm(20).prescribe(15, "FWB"), 20) == {}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_phone_is_held_to_these(case):
    assert answer(case["story"], case["number"]) == case["said"]


def test_the_file_is_what_the_script_writes():
    assert FILE.read_text(encoding="utf-8") == written()
