"""Courses of which the truth is known: the sentence is right in all that are clear, and claims nothing in the others."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from math import sqrt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend import languages
from backend.guidance.errors import ERRORS
from backend.guidance.facts import build_facts
from backend.guidance.progress import LEAST_DAYS, progress_of, progress_of_place, weeks_of
from backend.guidance.thresholds import Thresholds
from tests.rules.story import Story, day
from tests.vectors.progress.courses import FILE, KINDS, answer, written

CASES: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))["cases"]
TODAY = day(400).toordinal()
POINTS = Thresholds().worsening_points
pains = st.one_of(st.none(), st.integers(0, 10))
courses = st.lists(pains, min_size=1, max_size=60)


def of(values: list[int | float | None], worse: bool = False) -> Any:
    """The place `hip:left` with one value a day, the last of them yesterday."""
    return progress_of_place("hip:left", dict(enumerate(values, TODAY - len(values))), TODAY, POINTS, worse)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_rules_agree(case: dict[str, Any]) -> None:
    assert answer(case) == case["expect"]


def test_the_file_is_what_the_script_writes() -> None:
    assert FILE.read_text(encoding="utf-8") == written()


def test_300_generated_courses_are_told_as_they_are() -> None:
    told = [case for case in CASES if "truth" in case]
    assert len(told) == 300
    for case in told:
        right = KINDS[case["truth"]][1]
        assert {one["place"] for one in case["expect"]} == set(right), case["name"]
        for one in case["expect"]:
            assert one["verdict"] in right[one["place"]], case["name"]


def test_each_verdict_is_among_the_told_ones() -> None:
    said = Counter(one["verdict"] for case in CASES for one in case["expect"])
    assert set(said) == {"better", "worse", "no_clear_change", "too_few"}


@given(st.lists(st.integers(0, 10), min_size=1, max_size=60), st.booleans())
def test_a_rising_series_is_never_better(values: list[int], worse: bool) -> None:
    assert of(sorted(values), worse).verdict != "better"


@given(st.lists(st.one_of(st.none(), st.integers(0, 10)), min_size=1, max_size=60))
def test_a_rising_series_with_gaps_is_never_better(values: list[int | None]) -> None:
    left = iter(sorted(v for v in values if v is not None))
    assert of([None if v is None else next(left) for v in values]).verdict != "better"


@given(courses)
def test_a_change_is_more_than_the_error_of_as_many_readings(values: list[int | None]) -> None:
    found = of(values)
    if found.verdict in ("better", "worse"):
        size = abs(found.now - found.before)
        # of one reading: 3.3; the median of seven varies less, by no more than the square root of seven
        assert size > ERRORS["pain"].amount / sqrt(7)
        assert size >= found.least >= POINTS


@given(courses)
def test_the_mirror_image_has_the_mirrored_verdict(values: list[int | None]) -> None:
    other = {"better": "worse", "worse": "better"}
    verdict = of(values).verdict
    assert of([None if v is None else 10 - v for v in values]).verdict == other.get(verdict, verdict)


@given(courses, pains)
def test_today_changes_nothing_but_what_is_missing(values: list[int | None], today: int | None) -> None:
    tops = dict(enumerate(values, TODAY - len(values)))
    found = progress_of_place("hip:left", tops | {TODAY: today}, TODAY, POINTS)
    assert replace(found, missing=0) == replace(of(values), missing=0)


@given(courses)
def test_what_the_rules_call_worse_is_never_better(values: list[int | None]) -> None:
    found = of(values, worse=True)
    assert found.verdict != "better"
    assert found.lately_worse == (of(values).verdict != "worse")


@given(courses)
def test_what_is_missing_is_enough_and_no_less_would_be(values: list[int | None]) -> None:
    found = of(values)
    assert (found.missing == 0) == (found.verdict != "too_few")
    tops: dict[int, float | None] = dict(enumerate(values, TODAY - len(values)))
    for ahead in range(found.missing):
        assert progress_of_place("hip:left", tops, TODAY + ahead, POINTS).verdict == "too_few"
        tops[TODAY + ahead] = 5
    assert progress_of_place("hip:left", tops, TODAY + found.missing, POINTS).verdict != "too_few"


@given(courses)
def test_the_weeks_of_the_chart_are_those_of_the_sentence(values: list[int | None]) -> None:
    tops = dict(enumerate(values, TODAY - len(values)))
    weeks, found = weeks_of(tops, TODAY), of(values)
    assert [a.last < b.last for a, b in pairwise(weeks)] == [True] * (len(weeks) - 1)
    for value, last in ((found.now, TODAY - 1), (found.before, TODAY - 22)):
        week = next((one for one in weeks if one.last == last), None)
        assert value == (week.middle if week and week.logged >= LEAST_DAYS else None)


def test_another_smallest_change_that_matters_is_heeded() -> None:
    story = Story()
    for number in range(372, 400):
        story.pain(number, 7 if number < 386 else 4)
    facts = build_facts(story.patient, story.rows)
    for points, verdict in ((3, "better"), (4, "no_clear_change")):
        [found] = progress_of(facts, day(400), Thresholds(worsening_points=points))
        assert found.verdict == verdict


def test_an_entry_of_tomorrow_is_not_known_today() -> None:
    story = Story().pains(372, [6.0] * 28)
    before = progress_of(build_facts(story.patient, story.rows), day(400), Thresholds())
    story.pain(401, 0)
    assert progress_of(build_facts(story.patient, story.rows), day(400), Thresholds()) == before


@pytest.mark.parametrize("language", languages.CODES)
def test_no_sentence_promises_anything(language: str) -> None:
    """Clinical contract §5, never 8; and a sentence about pain names no load."""
    said = " ".join(languages.table("progress", "sentence")[language].values()).lower()
    for word in (
        "safe",
        "cleared",
        "healed",
        "recovered",
        "sicher",
        "geheilt",
        "gesund",
        "unbedenklich",
        "normal",
        "weight",
    ):
        assert word not in said
