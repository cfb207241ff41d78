"""Which load is in force (guidance §1): one answer, for each side of each boundary."""

from __future__ import annotations

from datetime import timedelta

import pytest

from backend.guidance import LoadAnswer, build_facts, load_in_force
from tests.rules.story import ZERO, Story, day


def answer(story: Story, on: int, side: str = "left") -> LoadAnswer:
    found = load_in_force(build_facts(story.patient, story.rows), side, day(on))
    assessed = story.at(on)
    assert tuple(assessed.load_terms[side]) == found.terms
    state = assessed.load[side]
    assert (state.key if state else None) == (found.in_force.key if found.in_force else None)
    return found


def status(story: Story, on: int, side: str = "left") -> str | None:
    found = answer(story, on, side).in_force
    return next(row[4]["status"] for row in story.rows if row[0] == found.key) if found else None


def ended(story: Story, on: int, side: str = "left") -> tuple[int, str] | None:
    """Since which day the last one is over, and why, where it ended by itself."""
    last = answer(story, on, side).ended
    assert last is None or last.until is not None
    return ((last.until - ZERO) // timedelta(days=1), last.end) if last and last.until else None


def ill_and_well() -> Story:
    """Left hip, PWB from day 1, resolved on day 60."""
    return Story().pain(0, 5).diagnosis(1).prescribe(1, "PWB", 30).resolution(60)


def test_from_its_day_until_a_later_one() -> None:
    story = Story().prescribe(3, "NWB").prescribe(9, "TTWB")
    assert [status(story, on) for on in (2, 3, 8, 9, 400)] == [None, "NWB", "NWB", "TTWB", "TTWB"]
    assert answer(story, 9).terms[0].end == "replaced"


def test_the_later_of_two_of_one_day() -> None:
    assert status(Story().prescribe(3, "NWB").prescribe(3, "WBAT"), 3) == "WBAT"


def test_the_later_of_two_of_one_day_also_where_one_names_no_side() -> None:
    story = (
        Story()
        .diagnosis(0, "right")
        .add(5, "prescription", side="unknown", status="WBAT")
        .prescribe(5, "NWB", side="right")
    )
    load = story.at(5).load["right"]
    assert load is not None
    assert load.status == "NWB"


def test_a_resolution_alone_ends_nothing() -> None:
    assert status(ill_and_well(), 400) == "PWB"


def test_pain_that_returns_ends_it_on_the_day_it_opens() -> None:
    story = ill_and_well().pain(80, 4).pain(82, 4)
    assert [status(story, on) for on in (81, 82, 200)] == ["PWB", None, None]
    assert ended(story, 82) == (82, "pain-returned")


def test_one_report_of_returned_does_too() -> None:
    assert ended(ill_and_well().change(70, "returned"), 70) == (70, "pain-returned")


def test_pain_below_three_ends_nothing() -> None:
    assert status(ill_and_well().pain(80, 2).pain(81, 2), 90) == "PWB"


def test_a_diagnosis_that_opens_the_next_episode_ends_it() -> None:
    story = ill_and_well().diagnosis(90)
    assert (status(story, 89), status(story, 90), ended(story, 90)) == ("PWB", None, (90, "diagnosis"))


def test_a_diagnosis_of_the_other_leg_leaves_it() -> None:
    assert status(ill_and_well().diagnosis(90, "right"), 90) == "PWB"


def test_one_signed_since_the_resolution_stands() -> None:
    story = ill_and_well().prescribe(61, "WBAT").pain(80, 4).pain(81, 4)
    assert status(story, 81) == "WBAT"
    assert status(story.diagnosis(90), 90) == "WBAT"


def test_one_signed_on_the_day_of_the_resolution_is_of_what_was_resolved() -> None:
    story = Story().pain(0, 5).diagnosis(1).prescribe(60, "FWB").resolution(60).change(70, "returned")
    assert (status(story, 69), status(story, 70)) == ("FWB", None)
    other_order = Story().pain(0, 5).diagnosis(1).resolution(60).prescribe(60, "FWB").change(70, "returned")
    assert (status(other_order, 69), status(other_order, 70)) == ("FWB", None)


def test_one_signed_on_the_day_of_the_diagnosis_stands() -> None:
    assert status(ill_and_well().prescribe(90, "NWB").diagnosis(90), 90) == "NWB"
    assert status(ill_and_well().diagnosis(90).prescribe(90, "NWB"), 90) == "NWB"


def test_pain_at_the_other_hip_ends_what_was_signed_for_that_side() -> None:
    story = (
        Story().pain(0, 4).diagnosis(0).prescribe(1, "NWB").prescribe(1, "FWB", side="right").pain(9, 3, side="right")
    )
    assert (status(story, 8, "right"), status(story, 9, "right")) == ("FWB", None)
    assert ended(story, 9, "right") == (9, "opposite-hip-pain")
    assert status(story, 9) == "NWB"


def test_one_signed_on_the_day_of_the_other_hip_stands() -> None:
    story = Story().pain(0, 4).diagnosis(0).pain(9, 3, side="right").prescribe(9, "TTWB", side="right")
    assert status(story, 9, "right") == "TTWB"


def test_a_site_resolved_by_itself_counts_by_itself() -> None:
    story = Story().diagnosis(0, "both").prescribe(0, "TTWB", side="both").resolution(40, side="left")
    story.pain(60, 4).pain(61, 4)
    assert (status(story, 61, "left"), status(story, 61, "right")) == (None, "TTWB")


def test_a_knee_that_comes_back_is_of_its_leg() -> None:
    story = Story().pain(0, 5, "knee").diagnosis(1, site="knee").prescribe(1, "PWB", 30).resolution(50)
    story.pain(60, 6, "knee").pain(61, 6, "knee")
    assert ended(story, 61) == (61, "pain-returned")


def test_each_recovery_ends_what_was_signed_in_it() -> None:
    story = ill_and_well().change(70, "returned").diagnosis(72).prescribe(72, "NWB").resolution(150)
    story.change(200, "returned")
    assert [one.end for one in answer(story, 200).terms] == ["pain-returned", "pain-returned"]
    assert status(story, 200) is None


def test_what_was_told_of_before_ends_nothing_that_was_signed_since() -> None:
    story = Story().add(0, "previous_episode", site="hip", side="left", years_ago=2).prescribe(1, "PWB", 30)
    assert status(story.pain(5, 4).pain(6, 4), 6) == "PWB"


class TestOneAnswerEverywhere:
    """A recurrence nine days old, the old prescription unseen: nothing is decided, nothing compared with it."""

    @pytest.fixture
    def story(self) -> Story:
        return Story().pain(0, 5).diagnosis(1).prescribe(1, "PWB", 30, review=95).resolution(61).diagnosis(90)

    def test_undecided(self, story: Story) -> None:
        assert story.pain(91, 1).opened("weight-bearing-undecided", 100) == [0, 91]

    def test_nothing_is_above_it(self, story: Story) -> None:
        assert story.bears(91, "FWB").opened("load-above-prescription", 100) == []

    def test_on_the_day_it_ends_a_report_is_still_held_to_it(self, story: Story) -> None:
        assert story.bears(90, "PWB", 30).opened("load-above-prescription", 100) == []
        assert story.bears(90, "WBAT").opened("load-above-prescription", 100) == [90]

    def test_no_review_of_it(self, story: Story) -> None:
        story.pains(90, [1] * 16)
        assert story.opened("ready-for-load-review", 106) == []
        assert story.sent("weight-bearing-review", "clinician", 89, 106) == []

    def test_no_increase_is_measured_from_it(self, story: Story) -> None:
        story.pain(91, 3).prescribe(92, "WBAT").change(93, "worse")
        assert story.opened("relapse-after-load-increase", 94) == []

    def test_no_exercise_by_it(self) -> None:
        story = Story().pain(0, 5).diagnosis(1).prescribe(20, "FWB").resolution(30).diagnosis(90).resolution(120)
        story.add(121, "permission", granted=True)
        assert story.sent("weight-bearing-exercise", "patient", 119, 125) == []


def test_a_report_is_held_to_the_highest_of_its_day() -> None:
    story = Story().pain(0, 3).prescribe(0, "WBAT").prescribe(5, "TTWB").bears(5, "WBAT").bears(6, "PWB", 20)
    assert story.opened("load-above-prescription", 6) == [6]
    story = Story().pain(0, 3).prescribe(0, "NWB").prescribe(5, "WBAT").prescribe(5, "TTWB").bears(5, "WBAT")
    assert story.opened("load-above-prescription", 6) == []
