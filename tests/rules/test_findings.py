"""Each row of GUIDANCE §2: what opens it, what just misses it, what closes it. One class per finding id."""

from __future__ import annotations

import pytest

from backend.guidance import FINDINGS
from tests.rules.story import Story


def woman(birth_year: int | None = 1990) -> Story:
    return Story("female", birth_year)


class TestPregnancyHipPain:
    id = "pregnancy-hip-pain"

    def test_opens_at_28_weeks(self) -> None:
        assert woman().add(0, "pregnancy", gestation_week=28).pain(0, 2).opened(self.id, 0) == [0]

    def test_not_at_27_weeks_and_6_days(self) -> None:
        assert woman().add(0, "pregnancy", gestation_week=27 + 6 / 7).pain(0, 2).opened(self.id, 0) == []

    def test_earlier_pain_opens_when_28_weeks_are_reached(self) -> None:
        assert woman().add(0, "pregnancy", gestation_week=20).pain(3, 2).opened(self.id, 90) == [56]

    def test_earlier_pain_reported_gone_does_not(self) -> None:
        story = woman().add(0, "pregnancy", gestation_week=20).pain(3, 2).change(50, "gone", "hip", "left")
        assert story.opened(self.id, 90) == []

    def test_postpartum_counts_to_day_365(self) -> None:
        assert woman().add(0, "delivery").pain(365, 2).opened(self.id, 365) == [365]
        assert woman().add(0, "delivery").pain(366, 2).opened(self.id, 366) == []

    def test_back_pain_into_the_groin_counts_as_hip_area(self) -> None:
        story = woman().add(0, "pregnancy", gestation_week=30).pain(0, 3, "low_back", radiates_to=["groin"])
        assert story.opened(self.id, 0) == [0]

    def test_pain_of_the_pregnancy_known_afterwards_counts(self) -> None:
        assert woman().pain(0, 3).add(5, "pregnancy", gestation_week=33).opened(self.id, 5) == [5]

    def test_no_pain_is_no_pain(self) -> None:
        assert woman().add(0, "pregnancy", gestation_week=30).pain(0, 0).opened(self.id, 3) == []

    def test_mri_of_the_same_day_is_since(self) -> None:
        assert woman().add(0, "pregnancy", gestation_week=30).pain(0, 3).mri(0).opened(self.id, 3) == []

    def test_mri_closes_it(self) -> None:
        assert woman().add(0, "pregnancy", gestation_week=30).pain(0, 3).mri(9).resolved(self.id, 9) == [9]

    def test_early_normal_mri_does_not(self) -> None:
        story = woman().add(0, "pregnancy", gestation_week=30).pain(0, 3).mri(2, "normal")
        assert story.is_open(self.id, 5)

    def test_later_normal_mri_is_an_mri(self) -> None:
        story = woman().add(0, "pregnancy", gestation_week=30).pain(0, 3).mri(3, "normal")
        assert not story.is_open(self.id, 5)

    def test_xray_and_dexa_close_nothing(self) -> None:
        story = woman().add(0, "pregnancy", gestation_week=30).pain(0, 3)
        story.add(4, "imaging", modality="xray", result="normal", site="hip", side="left")
        story.add(5, "dexa", site="total_hip", side="left", t_score=0.5)
        assert story.is_open(self.id, 9)

    def test_goes_on_unbroken_over_the_delivery(self) -> None:
        story = woman().add(0, "pregnancy", gestation_week=38).pain(0, 3).add(10, "delivery")
        assert story.opened(self.id, 40) == [0]
        assert story.is_open(self.id, 40)

    def test_an_mri_of_an_earlier_pregnancy_is_not_of_this_one(self) -> None:
        story = woman().add(0, "pregnancy", gestation_week=30).pain(0, 3).mri(4).add(70, "delivery")
        story.add(600, "pregnancy", gestation_week=29).pain(606, 3)
        assert story.opened(self.id, 606) == [0, 606]
        assert story.mri(610).resolved(self.id, 610) == [4, 610]

    def test_an_mri_of_lasting_pain_before_the_first_pregnancy_is_since(self) -> None:
        story = woman().pain(0, 3).mri(2).pain(20, 3).add(220, "pregnancy", gestation_week=29).pain(221, 3)
        assert story.opened(self.id, 230) == []

    def test_ended_pregnancy_closes_it(self) -> None:
        story = woman().add(0, "pregnancy", gestation_week=30).pain(0, 3).add(9, "pregnancy", ended=True)
        assert story.resolved(self.id, 9) == [9]


class TestPregnancyBackPainToGroin:
    id = "pregnancy-back-pain-to-groin"

    def test_opens_in_any_week(self) -> None:
        story = (
            woman().add(0, "pregnancy", gestation_week=12).pain(0, 3, "low_back", "midline", radiates_to=["groin"])
        )
        assert story.opened(self.id, 0) == [0]

    @pytest.mark.parametrize("radiates", [None, ["thigh"], []])
    def test_not_without_the_groin(self, radiates: list[str] | None) -> None:
        story = woman().add(0, "pregnancy", gestation_week=30).pain(0, 3, "low_back", "midline", radiates_to=radiates)
        assert story.opened(self.id, 0) == []

    def test_not_outside_pregnancy_and_the_year_after(self) -> None:
        assert woman().pain(0, 3, "low_back", "left", radiates_to=["groin"]).opened(self.id, 0) == []
        assert woman().add(0, "delivery").pain(366, 3, "low_back", radiates_to=["groin"]).opened(self.id, 366) == []
        assert woman().add(0, "delivery").pain(365, 3, "low_back", radiates_to=["groin"]).opened(self.id, 365) == [
            365
        ]

    def test_closes_when_gone(self) -> None:
        story = woman().add(0, "pregnancy", gestation_week=30).pain(0, 3, "low_back", "left", radiates_to=["groin"])
        assert story.change(8, "gone", "low_back").resolved(self.id, 8) == [8]


class TestLoadingDespiteWorseningPain:
    id = "loading-despite-worsening-pain"

    @pytest.mark.parametrize("status", ["TTWB", "PWB", "WBAT", "FWB"])
    def test_opens_with_any_load(self, status: str) -> None:
        assert Story().change(3, "worse", "hip", "left").bears(3, status).opened(self.id, 3) == [3]

    @pytest.mark.parametrize("status", ["NWB", "UNABLE"])
    def test_not_with_none(self, status: str) -> None:
        assert Story().change(3, "worse", "hip", "left").bears(3, status).opened(self.id, 3) == []

    def test_load_six_days_before_counts_and_seven_does_not(self) -> None:
        assert Story().bears(0, "TTWB").change(6, "worse", "hip", "left").opened(self.id, 6) == [6]
        assert Story().bears(0, "TTWB").change(7, "worse", "hip", "left").opened(self.id, 7) == []

    def test_weight_bearing_exercise_counts(self) -> None:
        story = Story().change(3, "worse", "hip", "left").add(3, "exercise", category="weight_bearing", minutes=10)
        assert story.opened(self.id, 3) == [3]
        story = Story().change(3, "worse", "hip", "left").add(3, "exercise", category="aquatic", minutes=10)
        assert story.opened(self.id, 3) == []

    @pytest.mark.parametrize("how", [{"limp": True}, {"circumstance": "walking"}, {"circumstance": "weight_bearing"}])
    def test_pain_while_loading_counts(self, how: dict[str, object]) -> None:
        assert Story().pain(3, 4, **how).change(3, "worse", "hip", "left").opened(self.id, 3) == [3]

    @pytest.mark.parametrize("circumstance", ["rest", "night", None])
    def test_pain_at_rest_does_not(self, circumstance: str | None) -> None:
        story = Story().pain(3, 4, circumstance=circumstance).change(3, "worse", "hip", "left")
        assert story.opened(self.id, 3) == []

    @pytest.mark.parametrize("status", ["NWB", "UNABLE"])
    def test_a_limp_with_the_leg_off_the_ground_does_not(self, status: str) -> None:
        story = Story().pain(3, 4, limp=True).bears(3, status).change(3, "worse", "hip", "left")
        assert story.opened(self.id, 3) == []

    def test_load_on_the_other_side_does_not(self) -> None:
        story = Story().pain(3, 4).change(3, "worse", "hip", "left").bears(3, "FWB", side="right")
        assert story.opened(self.id, 3) == []

    def test_closes_when_worsening_ends(self) -> None:
        story = Story().bears(3, "PWB").change(3, "worse", "hip", "left").change(5, "same", "hip", "left")
        assert story.resolved(self.id, 5) == [5]

    def test_closes_when_the_load_is_seven_days_old(self) -> None:
        story = Story().bears(0, "PWB").change(5, "worse", "hip", "left")
        assert story.resolved(self.id, 7) == [7]


class TestWeightBearingUndecided:
    id = "weight-bearing-undecided"

    def test_opens_with_pain_in_a_suspected_episode(self) -> None:
        assert Story().pain(0, 1).opened(self.id, 0) == [0]
        assert Story().pain(0, None, "knee").opened(self.id, 0) == [0]

    def test_not_with_a_prescription_of_the_day(self) -> None:
        assert Story().pain(0, 1).prescribe(0, "NWB").opened(self.id, 5) == []

    def test_a_prescription_of_the_other_side_does_not_decide(self) -> None:
        assert Story().pain(0, 1).prescribe(0, "NWB", side="right").is_open(self.id, 5)

    def test_closes_with_the_prescription(self) -> None:
        assert Story().pain(0, 1).prescribe(4, "PWB", 30).resolved(self.id, 4) == [4]

    def test_stays_decided_past_the_review_day(self) -> None:
        assert Story().pain(0, 1).prescribe(0, "PWB", 30, review=5).opened(self.id, 60) == []

    def test_closes_with_resolution_and_stays_closed_when_pain_returns(self) -> None:
        story = Story().pain(0, 1).resolution(9).pain(12, 5).pain(13, 5)
        assert (story.resolved(self.id, 20), story.opened(self.id, 20)) == ([9], [0])


class TestLoadAbovePrescription:
    id = "load-above-prescription"

    @pytest.mark.parametrize(
        ("allowed", "percent", "said", "put", "opens"),
        [
            ("NWB", None, "TTWB", None, True),
            ("TTWB", None, "TTWB", None, False),
            ("TTWB", None, "PWB", 10, True),
            ("PWB", 30, "PWB", 30, False),
            ("PWB", 30, "PWB", 31, True),
            ("PWB", 30, "WBAT", None, True),
            ("PWB", 30, "TTWB", None, False),
            ("NWB", None, "UNABLE", None, False),
            ("FWB", None, "FWB", None, False),
        ],
    )
    def test_ladder(self, allowed: str, percent: int | None, said: str, put: int | None, opens: bool) -> None:
        story = Story().pain(0, 3).prescribe(0, allowed, percent).bears(1, said, put)
        assert story.opened(self.id, 1) == ([1] if opens else [])

    def test_past_its_review_day_it_still_counts(self) -> None:
        assert Story().prescribe(0, "NWB", review=5).bears(40, "PWB", 20).opened(self.id, 40) == [40]

    def test_nothing_in_force_nothing_above(self) -> None:
        assert Story().pain(0, 3).bears(0, "FWB").opened(self.id, 9) == []

    def test_closes_14_days_after_the_last_such_entry(self) -> None:
        story = Story().prescribe(0, "NWB").bears(1, "FWB").bears(8, "FWB")
        assert story.is_open(self.id, 21)
        assert story.resolved(self.id, 22) == [22]

    def test_a_clinician_closes_it_and_a_later_entry_opens_it_anew(self) -> None:
        story = Story().prescribe(0, "NWB").bears(1, "FWB").close(2, self.id).bears(3, "FWB")
        assert (story.opened(self.id, 3), story.resolved(self.id, 3)) == ([1, 3], [2])


class TestCannotBearWeight:
    id = "cannot-bear-weight"

    def test_opens(self) -> None:
        assert Story().bears(0, "UNABLE").opened(self.id, 0) == [0]

    def test_not_with_nwb(self) -> None:
        assert Story().bears(0, "NWB").opened(self.id, 0) == []

    def test_only_a_clinician_closes_it(self) -> None:
        story = Story().pain(0, 3).bears(0, "UNABLE").diagnosis(5).bears(9, "FWB").resolution(90)
        assert story.is_open(self.id, 200)
        assert story.close(201, self.id).resolved(self.id, 201) == [201]


class TestFractureReported:
    id = "fracture-reported"

    @pytest.mark.parametrize("site", ["femoral_neck", "hip", "femur", "knee", "ankle", "foot"])
    def test_opens(self, site: str) -> None:
        assert Story().add(0, "fracture", site=site, side="left").opened(self.id, 0) == [0]

    @pytest.mark.parametrize("site", ["wrist", "vertebra"])
    def test_not_above_the_leg(self, site: str) -> None:
        assert Story().add(0, "fracture", site=site).opened(self.id, 0) == []

    def test_only_a_clinician_closes_it(self) -> None:
        story = Story().add(0, "fracture", site="hip", side="left").mri(3, "normal")
        assert story.is_open(self.id, 300)
        assert story.close(301, self.id).resolved(self.id, 301) == [301]


class TestAvascularNecrosisReported:
    id = "avascular-necrosis-reported"

    def test_opens_with_the_word_or_the_pattern(self) -> None:
        assert Story().add(0, "avascular_necrosis", side="left").opened(self.id, 0) == [0]
        assert Story().mri(0, "osteonecrosis_pattern").opened(self.id, 0) == [0]

    def test_not_with_oedema(self) -> None:
        assert Story().mri(0, "marrow_oedema").opened(self.id, 0) == []

    def test_only_a_clinician_closes_it(self) -> None:
        story = Story().mri(0, "osteonecrosis_pattern").mri(9, "normal")
        assert story.is_open(self.id, 200)
        assert story.close(201, self.id).resolved(self.id, 201) == [201]


class TestPainWorse:
    id = "pain-worse"

    def test_two_points_over_the_fortnight_before(self) -> None:
        assert Story().pains(0, [3, 3, 3, 3, 5, 5]).opened(self.id, 5) == [5]

    def test_not_by_less_than_two(self) -> None:
        assert Story().pains(0, [3, 3, 3, 3, 4.9, 4.9, 4.9]).opened(self.id, 6) == []

    def test_decimals_that_differ_by_two_do(self) -> None:
        assert Story().pains(0, [1.3, 1.3, 1.3, 1.3, 3.3, 3.3]).opened(self.id, 5) == [5]

    def test_not_with_two_days_before(self) -> None:
        assert Story().pains(0, [3, 3, 3, 5, 5]).opened(self.id, 4) == []

    def test_three_days_must_lie_within_seven(self) -> None:
        assert Story().pains(0, [3, 3, 3]).pain(10, 5).pain(13, 5).pain(16, 5).opened(self.id, 16) == [16]
        assert Story().pains(0, [3, 3, 3]).pain(10, 5).pain(13, 5).pain(17, 5).opened(self.id, 17) == []

    def test_the_fortnight_before_is_fourteen_days(self) -> None:
        assert Story().pains(0, [3, 3, 3]).pains(14, [5, 5, 5]).opened(self.id, 16) == [16]
        assert Story().pains(0, [3, 3, 3]).pains(15, [5, 5, 5]).opened(self.id, 17) == []

    def test_slow_rise(self) -> None:
        # 28 to 41 days ago 3; the fortnight before 4; now 5: one over the fortnight, two over the month.
        story = Story().pains(0, [3] * 14).pains(14, [4] * 24).pains(38, [5, 5, 5])
        assert story.opened(self.id, 40) == [39]

    def test_a_level_month_is_no_slow_rise(self) -> None:
        # Two above a month ago, but less than half a point above the last fortnight.
        story = Story().pains(0, [3] * 14).pains(14, [4] * 10).pains(24, [4.6] * 14).pains(38, [5, 5, 5])
        assert story.opened(self.id, 40) == []

    def test_reported_worse_counts_for_seven_days(self) -> None:
        story = Story().pain(0, 3).change(3, "worse", "hip", "left")
        assert (story.opened(self.id, 20), story.resolved(self.id, 20)) == ([3], [10])

    @pytest.mark.parametrize("word", ["same", "better"])
    def test_until_the_patient_says_otherwise(self, word: str) -> None:
        assert Story().pain(0, 3).change(3, "worse").change(5, word).resolved(self.id, 20) == [5]

    def test_another_site_says_nothing_about_the_hip(self) -> None:
        story = Story().pain(0, 3).pain(0, 3, "knee").change(3, "worse", "knee", "left")
        assert [one.site for one in story.lives(self.id, 3)] == ["knee"]

    def test_a_day_without_a_number_is_left_out(self) -> None:
        assert Story().pains(0, [3, 3, 3, 3, 5]).pain(5).pain(6, 5).opened(self.id, 6) == [6]

    def test_the_highest_of_a_day_counts(self) -> None:
        assert Story().pains(0, [3, 3, 3, 3]).pain(4, 1).pain(4, 5).pain(5, 5).pain(5, 1).opened(self.id, 5) == [5]

    def test_closes_without_entries(self) -> None:
        # Day 3, the first of the last three, is 7 days old on day 10.
        assert Story().pains(0, [3, 3, 3, 3, 5, 5]).resolved(self.id, 30) == [10]


class TestPainReturned:
    id = "pain-returned"

    def resolved_story(self) -> Story:
        return Story().pain(0, 4).diagnosis(0).resolution(50)

    def test_two_days_within_seven(self) -> None:
        assert self.resolved_story().pain(60, 3).pain(66, 3).opened(self.id, 66) == [66]
        assert self.resolved_story().pain(60, 3).pain(67, 3).opened(self.id, 67) == []

    def test_from_three_or_of_no_number(self) -> None:
        assert self.resolved_story().pain(60, 3).pain(61).opened(self.id, 61) == [61]
        assert self.resolved_story().pain(60, 3).pain(61, 2.9).opened(self.id, 61) == []

    def test_one_report_is_enough(self) -> None:
        assert self.resolved_story().change(60, "returned").opened(self.id, 60) == [60]

    def test_not_before_resolution(self) -> None:
        assert Story().pain(0, 4).diagnosis(0).pain(1, 4).change(2, "returned").opened(self.id, 9) == []

    def test_a_previous_episode_is_a_resolved_case(self) -> None:
        story = Story().add(0, "previous_episode", site="hip", side="left", years_ago=2).pain(5, 4).pain(6, 4)
        assert story.opened(self.id, 6) == [6]

    def test_the_episode_stays_resolved_and_only_a_clinician_closes_it(self) -> None:
        story = self.resolved_story().change(60, "returned")
        assert [one.state for one in story.at(90).episodes] == ["resolved"]
        assert story.is_open(self.id, 400)
        assert story.close(401, self.id).resolved(self.id, 401) == [401]


class TestOppositeHipPain:
    id = "opposite-hip-pain"

    def test_opens(self) -> None:
        assert Story().pain(0, 3).pain(5, 2, side="right").opened(self.id, 5) == [5]

    def test_three_years_later_too(self) -> None:
        story = Story().pain(0, 3).diagnosis(0).resolution(100).pain(1200, 1, "groin", "right")
        assert story.opened(self.id, 1200) == [1200]

    @pytest.mark.parametrize("side", ["both", "unknown"])
    def test_not_with_both_or_unknown(self, side: str) -> None:
        assert Story().pain(0, 3).pain(5, 2, side=side).opened(self.id, 5) == []

    def test_not_with_the_side_that_is_held(self) -> None:
        assert Story().diagnosis(0, "both").pain(5, 2, side="right").opened(self.id, 5) == []

    def test_not_with_a_zero(self) -> None:
        assert Story().pain(0, 3).pain(5, 0, side="right").opened(self.id, 5) == []

    def test_a_site_is_new_all_day(self) -> None:
        assert Story().pain(0, 3).diagnosis(5, "both").pain(5, 2, side="right").opened(self.id, 5) == [5]

    def test_opens_once_and_resolution_does_not_close_it(self) -> None:
        story = (
            Story().pain(0, 3).pain(5, 2, side="right").pain(9, 2, side="right").diagnosis(9, "both").resolution(90)
        )
        assert story.opened(self.id, 200) == [5]
        assert story.is_open(self.id, 200)
        assert story.close(201, self.id).resolved(self.id, 201) == [201]


class TestNewJointPain:
    id = "new-joint-pain"

    @pytest.mark.parametrize("site", ["knee", "ankle", "foot"])
    def test_opens(self, site: str) -> None:
        assert Story().pain(0, 3).pain(5, 2, site).opened(self.id, 5) == [5]

    def test_not_with_what_founds_the_episode(self) -> None:
        assert Story().pain(0, 3, "knee").pain(1, 3, "knee").opened(self.id, 1) == []

    def test_hip_where_no_episode_holds_a_hip(self) -> None:
        story = Story().pain(0, 3, "knee").pain(5, 3, "hip", "right")
        assert (story.opened(self.id, 5), story.opened("opposite-hip-pain", 5)) == ([5], [])

    def test_not_at_a_joint_of_an_earlier_episode(self) -> None:
        story = Story().add(0, "previous_episode", site="knee", side="left").pain(3, 3).pain(5, 2, "knee")
        assert 5 not in story.opened(self.id, 5)

    def test_not_with_the_back(self) -> None:
        assert Story().pain(0, 3).pain(5, 3, "low_back", "midline").opened(self.id, 5) == []

    def test_only_a_clinician_closes_it(self) -> None:
        story = Story().pain(0, 3).pain(5, 2, "knee").resolution(60)
        assert story.is_open(self.id, 200)
        assert story.close(201, self.id).resolved(self.id, 201) == [201]


class TestMigratoryPattern:
    id = "migratory-pattern"

    def test_two_further_sites(self) -> None:
        assert Story().pain(0, 3).pain(20, 2, "knee").pain(60, 2, "ankle").opened(self.id, 60) == [60]

    def test_not_one(self) -> None:
        assert Story().pain(0, 3).pain(20, 2, side="right").opened(self.id, 20) == []

    def test_sites_of_earlier_episodes_do_not_count(self) -> None:
        story = Story().add(0, "previous_episode", site="knee", side="left").pain(5, 3).pain(6, 3, "ankle")
        assert story.opened(self.id, 6) == []

    def test_only_a_clinician_closes_it(self) -> None:
        story = Story().pain(0, 3).pain(20, 2, "knee").pain(60, 2, "ankle").resolution(90)
        assert story.is_open(self.id, 200)
        assert story.close(201, self.id).resolved(self.id, 201) == [201]


class TestMriForRecurrence:
    id = "mri-for-recurrence"

    def test_with_pain_that_returned(self) -> None:
        assert Story().pain(0, 3).diagnosis(0).resolution(50).change(60, "returned").opened(self.id, 60) == [60]

    def test_not_while_only_suspected(self) -> None:
        assert Story().pain(0, 3).pain(5, 3, side="right").opened(self.id, 9) == []

    def test_from_the_diagnosis_on(self) -> None:
        assert Story().pain(0, 3).pain(5, 3, side="right").diagnosis(9).opened(self.id, 9) == [9]

    def test_an_mri_of_the_same_day_is_since_and_one_before_is_not(self) -> None:
        story = Story().pain(0, 3).diagnosis(0)
        assert story.pain(5, 3, "knee").mri(5, site="knee").opened(self.id, 9) == []
        story = Story().pain(0, 3).diagnosis(0).mri(4, side="right").pain(5, 3, side="right")
        assert story.opened(self.id, 9) == [5]

    def test_mri_closes_it(self) -> None:
        story = Story().pain(0, 3).diagnosis(0).resolution(50).change(60, "returned").mri(64)
        assert story.resolved(self.id, 64) == [64]


class TestMriForDiagnosis:
    id = "mri-for-diagnosis"

    def test_fourteen_days_and_not_thirteen(self) -> None:
        assert Story().pain(0, 3).opened(self.id, 13) == []
        assert Story().pain(0, 3).opened(self.id, 14) == [14]

    def test_not_with_a_diagnosis_or_an_mri(self) -> None:
        assert Story().pain(0, 3).diagnosis(14).opened(self.id, 30) == []
        assert Story().pain(0, 3).mri(14).opened(self.id, 30) == []

    def test_normal_xray_changes_nothing(self) -> None:
        story = Story().pain(0, 3).add(3, "imaging", modality="xray", result="normal", site="hip", side="left")
        assert story.opened(self.id, 14) == [14]

    def test_early_normal_mri_changes_nothing(self) -> None:
        assert Story().pain(0, 3).mri(2, "normal").opened(self.id, 14) == [14]

    def test_closes_with_mri(self) -> None:
        assert Story().pain(0, 3).mri(16).resolved(self.id, 16) == [16]

    def test_closes_when_gone(self) -> None:
        assert Story().pain(0, 3).change(16, "gone").resolved(self.id, 16) == [16]


class TestEarlyXrayNormal:
    id = "early-xray-normal"

    def film(self, on: int, result: str = "normal") -> Story:
        return Story().pain(0, 3).add(on, "imaging", modality="xray", result=result, site="hip", side="left")

    def test_before_day_42(self) -> None:
        assert self.film(41).opened(self.id, 41) == [41]
        assert self.film(42).opened(self.id, 42) == []

    def test_only_a_normal_one(self) -> None:
        assert self.film(3, "demineralisation").opened(self.id, 3) == []

    def test_closes_after_14_days(self) -> None:
        assert self.film(3).resolved(self.id, 17) == [17]
        assert self.film(3).is_open(self.id, 16)


class TestNotImprovedTwoWeeks:
    id = "not-improved-two-weeks"

    def test_fourteen_days_from_the_first_pain(self) -> None:
        assert Story().pain(0, 3).opened(self.id, 13) == []
        assert Story().pain(0, 3).opened(self.id, 14) == [14]

    def test_from_the_recorded_start(self) -> None:
        assert Story().pain(0, 3).add(5, "home_treatment").opened(self.id, 18) == []
        assert Story().pain(0, 3).add(5, "home_treatment").opened(self.id, 19) == [19]

    def test_from_the_diagnosis(self) -> None:
        assert Story().diagnosis(0).opened(self.id, 14) == [14]

    def test_not_when_better(self) -> None:
        assert Story().pain(0, 3).change(12, "better").opened(self.id, 14) == []

    def test_closes_on_better_and_does_not_come_again(self) -> None:
        story = Story().pain(0, 3).change(20, "better").pain(30, 6).change(31, "worse")
        assert (story.opened(self.id, 60), story.resolved(self.id, 60)) == ([14], [20])

    def test_closes_when_scores_fall_by_two(self) -> None:
        story = Story().pains(0, [6] * 16).pains(16, [4, 4, 4])
        assert story.resolved(self.id, 18) == [17]

    def test_closes_on_resolution(self) -> None:
        assert Story().pain(0, 3).resolution(40).resolved(self.id, 40) == [40]


class TestMorningStiffness:
    id = "morning-stiffness"

    def test_more_than_thirty_minutes(self) -> None:
        assert Story().pain(0, 3, stiffness_minutes=30).opened(self.id, 0) == []
        assert Story().pain(0, 3, stiffness_minutes=31).opened(self.id, 0) == [0]

    def test_closes_14_days_after_the_last(self) -> None:
        story = Story().pain(0, 3, stiffness_minutes=40).pain(5, 3, stiffness_minutes=40)
        assert (story.opened(self.id, 30), story.resolved(self.id, 30)) == ([0], [19])


class TestDailyLifeOrSleepAffected:
    id = "daily-life-or-sleep-affected"

    @pytest.mark.parametrize("what", [{"sleep_affected": True}, {"daily_life_affected": True}])
    def test_opens(self, what: dict[str, bool]) -> None:
        assert Story().pain(0, 3, **what).opened(self.id, 0) == [0]

    def test_a_limp_alone_does_not_say_so(self) -> None:
        assert Story().pain(0, 3, limp=True, sleep_affected=False).opened(self.id, 0) == []

    def test_closes_after_14_days(self) -> None:
        assert Story().pain(0, 3, sleep_affected=True).resolved(self.id, 14) == [14]


class TestNotResolvedSixMonths:
    id = "not-resolved-six-months"

    def test_day_183_and_not_182(self) -> None:
        story = Story().pain(0, 3).pain(170, 3)
        assert story.opened(self.id, 182) == []
        assert story.opened(self.id, 183) == [183]

    def test_symptoms_in_the_last_30_days(self) -> None:
        assert Story().pain(0, 3).pain(154, 3).opened(self.id, 183) == [183]
        assert Story().pain(0, 3).pain(153, 3).opened(self.id, 200) == []

    def test_closes_on_resolution(self) -> None:
        assert Story().pain(0, 3).pain(180, 3).resolution(190).resolved(self.id, 190) == [190]


class TestNotResolvedTwelveMonths:
    id = "not-resolved-twelve-months"

    def test_day_365_and_not_364(self) -> None:
        story = Story().pain(0, 3).pain(350, 3)
        assert story.opened(self.id, 364) == []
        assert story.opened(self.id, 365) == [365]

    def test_from_delivery_where_that_is_later(self) -> None:
        story = woman().pain(0, 3).add(0, "pregnancy", gestation_week=34).add(40, "delivery").pain(400, 3)
        assert story.opened(self.id, 404) == []
        assert story.opened(self.id, 405) == [405]

    def test_closes_on_resolution(self) -> None:
        assert Story().pain(0, 3).pain(360, 3).resolution(370).resolved(self.id, 370) == [370]


def scan(story: Story, on: int, value: float, site: str = "total_hip", side: str | None = "left") -> Story:
    return story.add(on, "dexa", site=site, side=side, t_score=value)


class TestTScoreAtOrBelowMinus15:
    id = "t-score-at-or-below-minus-1-5"

    def test_inclusive_and_only_after_resolution(self) -> None:
        story = scan(Story().pain(0, 3).diagnosis(0), 5, -1.5).resolution(50)
        assert story.opened(self.id, 49) == []
        assert story.opened(self.id, 50) == [50]

    def test_not_at_minus_1_4(self) -> None:
        assert scan(Story().pain(0, 3).diagnosis(0), 5, -1.4).resolution(50).opened(self.id, 50) == []

    @pytest.mark.parametrize("site", ["forearm", "heel", "unknown"])
    def test_never_from_other_sites(self, site: str) -> None:
        assert scan(Story().pain(0, 3).diagnosis(0), 5, -3.0, site).resolution(50).opened(self.id, 50) == []

    def test_closes_with_a_better_scan_of_that_site(self) -> None:
        story = scan(scan(Story().pain(0, 3).diagnosis(0), 5, -1.6).resolution(50), 90, -1.2)
        assert story.resolved(self.id, 90) == [90]

    def test_another_site_keeps_it(self) -> None:
        story = scan(scan(Story().pain(0, 3).diagnosis(0), 5, -1.6).resolution(50), 90, -0.2, "lumbar_spine", None)
        assert story.is_open(self.id, 90)


class TestTScoreBelowMinus2:
    id = "t-score-below-minus-2"

    def test_strict_and_in_any_state(self) -> None:
        assert scan(Story().pain(0, 3), 5, -2.0).opened(self.id, 5) == []
        assert scan(Story().pain(0, 3), 5, -2.1).opened(self.id, 5) == [5]

    def test_spine_counts_and_forearm_does_not(self) -> None:
        assert scan(Story().pain(0, 3), 5, -2.1, "lumbar_spine", None).opened(self.id, 5) == [5]
        assert scan(Story().pain(0, 3), 5, -3.1, "forearm").opened(self.id, 5) == []

    def test_closes_with_a_better_scan(self) -> None:
        assert scan(scan(Story().pain(0, 3), 5, -2.1), 90, -1.9).resolved(self.id, 90) == [90]


class TestVitaminDLow:
    id = "vitamin-d-low"

    @pytest.mark.parametrize(
        ("value", "unit", "opens"),
        [(20, "ng/mL", False), (19.9, "ng/mL", True), (50, "nmol/L", False), (49.8, "nmol/L", True)],
    )
    def test_limit(self, value: float, unit: str, opens: bool) -> None:
        story = Story().add(0, "lab", test="vitamin_d_25oh", value=value, unit=unit)
        assert story.opened(self.id, 0) == ([0] if opens else [])

    def test_closes_with_the_next_value(self) -> None:
        story = Story().add(0, "lab", test="vitamin_d_25oh", value=15, unit="ng/mL")
        assert story.add(60, "lab", test="vitamin_d_25oh", value=28, unit="ng/mL").resolved(self.id, 60) == [60]


class TestDrugInPregnancyOrBreastfeeding:
    id = "drug-in-pregnancy-or-breastfeeding"

    def drug(self, story: Story, on: int, class_: str = "bisphosphonate", action: str = "start") -> Story:
        return story.add(on, "medicine", name="a drug", class_=class_, action=action)

    @pytest.mark.parametrize("class_", ["bisphosphonate", "calcitonin", "teriparatide", "nsaid"])
    def test_opens(self, class_: str) -> None:
        assert self.drug(woman().add(0, "pregnancy", gestation_week=10), 3, class_).opened(self.id, 3) == [3]

    @pytest.mark.parametrize("class_", ["analgesic", "calcium", "vitamin_d", "corticosteroid", "other"])
    def test_not_with_other_classes(self, class_: str) -> None:
        assert self.drug(woman().add(0, "pregnancy", gestation_week=10), 3, class_).opened(self.id, 3) == []

    def test_unknown_breastfeeding_counts_for_a_year(self) -> None:
        assert self.drug(woman().add(0, "delivery"), 365).opened(self.id, 365) == [365]
        assert self.drug(woman().add(0, "delivery"), 366).opened(self.id, 366) == []

    def test_not_when_not_breastfeeding(self) -> None:
        story = woman().add(0, "delivery").add(0, "breastfeeding", status="no")
        assert self.drug(story, 30).opened(self.id, 30) == []

    def test_opens_when_pregnancy_begins_during_the_course(self) -> None:
        story = self.drug(woman(), 0).add(20, "pregnancy", gestation_week=5)
        assert story.opened(self.id, 20) == [20]

    def test_not_after_the_course(self) -> None:
        story = self.drug(self.drug(woman(), 0), 10, action="stop").add(20, "pregnancy", gestation_week=1)
        assert story.opened(self.id, 20) == []

    def test_only_a_clinician_closes_it(self) -> None:
        story = self.drug(woman().add(0, "pregnancy", gestation_week=10), 3)
        self.drug(story, 9, action="stop")
        assert story.is_open(self.id, 60)
        assert story.close(61, self.id).resolved(self.id, 61) == [61]


class TestReadyForLoadReview:
    id = "ready-for-load-review"

    def story(self, first: int = 4, count: int = 14, value: float = 2) -> Story:
        return Story().pain(0, 5).diagnosis(0).prescribe(1, "TTWB").pains(first, [value] * count)

    def test_prescription_of_fourteen_days(self) -> None:
        assert self.story(2).opened(self.id, 14) == []
        assert self.story(2).opened(self.id, 15) == [15]

    def test_ten_days_logged(self) -> None:
        story = Story().pain(0, 5).prescribe(0, "TTWB").pains(11, [1] * 9)
        assert story.opened(self.id, 20) == []
        assert story.pain(20, 1).opened(self.id, 20) == [20]

    def test_highest_pain_of_two(self) -> None:
        assert self.story(2, 14, 2.1).opened(self.id, 15) == []

    def test_a_day_without_a_number_blocks_for_fourteen_days(self) -> None:
        story = self.story(2, 8).pain(10).pains(11, [2] * 20)
        assert story.opened(self.id, 23) == []
        assert story.opened(self.id, 24) == [24]

    def test_not_at_full_weight(self) -> None:
        assert Story().pain(0, 5).prescribe(0, "FWB").pains(2, [1] * 20).opened(self.id, 21) == []

    def test_not_while_a_now_finding_is_open(self) -> None:
        story = self.story(2, 30).bears(10, "UNABLE")
        assert story.opened(self.id, 30) == []
        assert story.close(25, "cannot-bear-weight").opened(self.id, 30) == [25]

    def test_42_days_after_a_fracture(self) -> None:
        story = self.story(2, 60).add(2, "fracture", site="wrist", side="left")
        assert story.opened(self.id, 44) == []
        assert story.opened(self.id, 45) == [45]

    def test_closes_with_the_next_prescription(self) -> None:
        assert self.story(2, 20).prescribe(18, "PWB", 30).resolved(self.id, 18) == [18]


class TestRelapseAfterLoadIncrease:
    id = "relapse-after-load-increase"

    def raised(self) -> Story:
        return Story().pain(0, 3).prescribe(0, "TTWB").prescribe(10, "PWB", 30)

    def test_within_fourteen_days(self) -> None:
        assert self.raised().change(24, "worse").opened(self.id, 24) == [24]
        assert self.raised().change(25, "worse").opened(self.id, 25) == []

    def test_a_first_or_lower_prescription_is_no_increase(self) -> None:
        assert Story().pain(0, 3).prescribe(0, "PWB", 30).change(3, "worse").opened(self.id, 3) == []
        story = Story().pain(0, 3).prescribe(0, "PWB", 30).prescribe(5, "TTWB").change(6, "worse")
        assert story.opened(self.id, 6) == []

    def test_a_higher_percent_is_an_increase(self) -> None:
        story = Story().pain(0, 3).prescribe(0, "PWB", 30).prescribe(5, "PWB", 50).change(6, "worse")
        assert story.opened(self.id, 6) == [6]

    def test_closes_when_worsening_ends(self) -> None:
        assert self.raised().change(12, "worse").change(14, "same").resolved(self.id, 14) == [14]


class TestTobacco:
    id = "tobacco"

    def test_opens_and_closes(self) -> None:
        story = Story().add(0, "habit", tobacco=True).add(9, "habit", tobacco=False)
        assert (story.opened(self.id, 9), story.resolved(self.id, 9)) == ([0], [9])

    def test_not_when_said_no(self) -> None:
        assert Story().add(0, "habit", tobacco=False).opened(self.id, 9) == []


class TestAlcoholAboveLimit:
    id = "alcohol-above-limit"

    def test_more_than_two(self) -> None:
        assert Story().add(0, "habit", alcohol_drinks_per_day=2).opened(self.id, 0) == []
        assert Story().add(0, "habit", alcohol_drinks_per_day=2.5).opened(self.id, 0) == [0]

    def test_never_in_pregnancy_or_breastfeeding(self) -> None:
        story = woman().add(0, "pregnancy", gestation_week=10).add(1, "habit", alcohol_drinks_per_day=4)
        assert story.opened(self.id, 5) == []
        assert woman().add(0, "delivery").add(1, "habit", alcohol_drinks_per_day=4).opened(self.id, 5) == []

    def test_closes_with_less_or_with_pregnancy(self) -> None:
        story = Story().add(0, "habit", alcohol_drinks_per_day=3).add(8, "habit", alcohol_drinks_per_day=1)
        assert story.resolved(self.id, 8) == [8]
        story = woman().add(0, "habit", alcohol_drinks_per_day=3).add(8, "pregnancy", gestation_week=6)
        assert story.resolved(self.id, 8) == [8]


class _Intake:
    id = ""
    field = ""
    target = 0

    def story(self, days: int, amount: float) -> Story:
        story = Story()
        for number in range(days):
            story.add(number, "intake", **{self.field: amount})
        return story

    def test_four_days_logged(self) -> None:
        assert self.story(3, self.target - 1).opened(self.id, 3) == []
        assert self.story(4, self.target - 1).opened(self.id, 3) == [3]

    def test_at_the_target_is_enough(self) -> None:
        assert self.story(7, self.target).opened(self.id, 6) == []

    def test_closes_when_the_days_have_passed(self) -> None:
        assert self.story(4, self.target - 1).resolved(self.id, 30) == [7]

    def test_no_entry_is_not_a_low_intake(self) -> None:
        assert Story().pain(0, 3).opened(self.id, 60) == []


class TestCalciumBelowTarget(_Intake):
    id = "calcium-below-target"
    field = "calcium_mg"
    target = 1000


class TestVitaminDIntakeBelowTarget(_Intake):
    id = "vitamin-d-intake-below-target"
    field = "vitamin_d_iu"
    target = 600


class TestNoRecentEntries:
    id = "no-recent-entries"

    def test_seven_days(self) -> None:
        story = Story().pain(0, 3).diagnosis(0)
        assert story.opened(self.id, 6) == []
        assert story.opened(self.id, 7) == [7]

    def test_only_in_an_active_episode(self) -> None:
        assert Story().pain(0, 3).opened(self.id, 60) == []
        assert Story().pain(0, 3).diagnosis(0).resolution(3).opened(self.id, 60) == []

    def test_closes_with_an_entry(self) -> None:
        assert Story().pain(0, 3).diagnosis(0).add(9, "intake", calcium_mg=900).resolved(self.id, 9) == [9]


def test_every_finding_has_its_tests() -> None:
    """A rule that is added without its three tests is seen here."""
    tested = {one.id for one in list(globals().values()) if isinstance(one, type) and getattr(one, "id", "")}
    assert tested == set(FINDINGS)
