"""Each row of the clinical contract, §3: when it is sent, when it just is not, what stops it. One class per reminder id."""

from __future__ import annotations

import re

import pytest

from backend.guidance import REMINDERS, reminder_text
from backend.guidance.thresholds import Thresholds
from tests.rules.story import Story, day
from tests.rules.test_findings import scan, woman

TO = ("patient", "clinician")


def diagnosed(*risk_factors: str) -> Story:
    return Story("male", 1980, *risk_factors).pain(0, 3).diagnosis(0)


class TestDexaBaseline:
    id = "dexa-baseline"

    @pytest.mark.parametrize("to", TO)
    def test_on_the_day_and_thirty_days_later(self, to: str) -> None:
        assert diagnosed().sent(self.id, to, 0, 100) == [0, 30]

    def test_never_before_a_diagnosis(self) -> None:
        assert Story().pain(0, 3).mri(3).sent(self.id, "patient", 0, 60) == []

    def test_a_diagnosis_of_any_site(self) -> None:
        assert Story().pain(0, 3, "knee").diagnosis(2, site="knee").sent(self.id, "patient", 0, 10) == [2]

    def test_a_second_diagnosis_of_the_same_episode_sends_nothing(self) -> None:
        assert diagnosed().diagnosis(9, "right").sent(self.id, "patient", 0, 60) == [0, 30]

    def test_the_next_episode_does(self) -> None:
        assert diagnosed().resolution(100).pain(300, 4).diagnosis(310).sent(self.id, "patient", 0, 345) == [
            0,
            30,
            310,
            340,
        ]

    def test_a_scan_stops_it(self) -> None:
        assert scan(diagnosed(), 29, -1.0).sent(self.id, "patient", 0, 60) == [0]

    def test_a_scan_without_numbers_is_a_scan(self) -> None:
        assert diagnosed().add(9, "dexa", site="lumbar_spine").sent(self.id, "patient", 0, 60) == [0]

    @pytest.mark.parametrize("site", ["heel", "forearm", "unknown"])
    def test_other_sites_stop_nothing(self, site: str) -> None:
        assert scan(diagnosed(), 20, -1.0, site).sent(self.id, "patient", 0, 60) == [0, 30]

    def test_a_scan_before_the_diagnosis_stops_nothing(self) -> None:
        assert scan(Story().pain(0, 3), 3, -1.0).diagnosis(5).sent(self.id, "patient", 0, 60) == [5, 35]

    def test_held_from_the_patient_in_pregnancy_and_60_days_after(self) -> None:
        story = woman().add(0, "pregnancy", gestation_week=34).pain(0, 3).diagnosis(0).add(40, "delivery")
        assert story.sent(self.id, "patient", 0, 150) == [101]
        assert story.sent(self.id, "clinician", 0, 150) == [0, 30]

    def test_a_short_hold_leaves_the_second_at_thirty_days(self) -> None:
        story = woman().add(0, "delivery").pain(50, 3).diagnosis(50)
        assert story.sent(self.id, "patient", 50, 120) == [61, 80]

    def test_day_60_is_held_and_day_61_is_not(self) -> None:
        assert woman().add(0, "delivery").diagnosis(60).sent(self.id, "patient", 60, 60) == []
        assert woman().add(0, "delivery").diagnosis(61).sent(self.id, "patient", 61, 61) == [61]

    def test_a_pregnancy_that_ends_without_delivery_ends_the_hold(self) -> None:
        story = woman().add(0, "pregnancy", gestation_week=9).diagnosis(0).add(14, "pregnancy", ended=True)
        assert story.sent(self.id, "patient", 0, 60) == [14, 30]

    def test_a_hold_that_begins_between_the_two(self) -> None:
        story = woman().diagnosis(0).add(10, "pregnancy", gestation_week=30).add(70, "delivery")
        assert story.sent(self.id, "patient", 0, 200) == [0, 131]


class TestDexaRepeat:
    id = "dexa-repeat"

    @pytest.mark.parametrize("to", TO)
    def test_after_two_years_with_thirty_days_notice(self, to: str) -> None:
        assert scan(diagnosed(), 10, -1.0).sent(self.id, to, 700, 760) == [710, 740]

    def test_after_one_year_with_a_risk_factor(self) -> None:
        story = scan(diagnosed("hypothyroidism"), 10, -1.0)
        assert story.sent(self.id, "patient", 340, 400) == [345, 375]
        item = next(item for item in story.at(345).due if item.reminder == self.id)
        assert "hypothyroidism" in str(item.params)

    @pytest.mark.parametrize(
        ("kind", "data"),
        [
            ("risk_factor", {"name": "osteogenesis_imperfecta"}),
            ("habit", {"tobacco": True}),
            ("medicine", {"class_": "corticosteroid", "action": "start"}),
            ("fracture", {"site": "wrist", "side": "left"}),
        ],
    )
    def test_what_counts_as_a_risk_factor(self, kind: str, data: dict[str, object]) -> None:
        assert scan(diagnosed(), 10, -1.0).add(20, kind, **data).sent(self.id, "patient", 340, 400) == [345, 375]

    def test_a_risk_factor_counts_from_the_day_it_is_recorded(self) -> None:
        story = scan(diagnosed(), 10, -1.0).add(500, "risk_factor", name="tobacco")
        assert story.sent(self.id, "patient", 370, 499) == []
        assert 500 in story.sent(self.id, "patient", 370, 500)

    def test_a_scan_sets_it_anew(self) -> None:
        story = scan(scan(diagnosed(), 10, -1.0), 400, -1.0)
        assert story.sent(self.id, "patient", 700, 1140) == [1100, 1130]

    @pytest.mark.parametrize("site", ["heel", "forearm", "unknown"])
    def test_other_sites_set_no_date(self, site: str) -> None:
        story = scan(scan(diagnosed(), 10, -1.0), 400, -1.0, site)
        assert story.sent(self.id, "patient", 700, 760) == [710, 740]

    def test_needs_a_diagnosis(self) -> None:
        assert scan(Story().pain(0, 3), 10, -1.0).sent(self.id, "patient", 700, 760) == []

    def test_the_clinicians_date(self) -> None:
        story = scan(diagnosed(), 10, -1.0).add(50, "dexa_date", due_on=day(200).isoformat())
        assert story.sent(self.id, "patient", 50, 760) == [170, 200]

    def test_a_date_already_past_is_sent_at_once(self) -> None:
        story = scan(diagnosed(), 10, -1.0).add(100, "dexa_date", due_on=day(90).isoformat())
        assert story.sent(self.id, "patient", 20, 130) == [100]

    def test_a_scan_after_the_clinicians_date_was_set_uses_it_up(self) -> None:
        story = scan(diagnosed(), 10, -1.0).add(50, "dexa_date", due_on=day(200).isoformat())
        assert scan(story, 150, -1.0).sent(self.id, "patient", 50, 800) == []

    @pytest.mark.parametrize("first", ["scan", "date"])
    def test_a_date_set_on_the_day_of_a_scan_is_of_the_next_one(self, first: str) -> None:
        story = diagnosed()
        steps = [lambda: scan(story, 10, -1.0), lambda: story.add(10, "dexa_date", due_on=day(200).isoformat())]
        for step in steps if first == "scan" else steps[::-1]:
            step()
        assert story.sent(self.id, "patient", 150, 250) == [170, 200]


class TestMriNext:
    id = "mri-next"

    def mri(self, story: Story, number: int, due: int | None = None, **fields: object) -> Story:
        more = {} if due is None else {"next_on": day(due).isoformat()}
        return story.add(number, "imaging", modality="mri", **{"site": "hip", "side": "left", **more, **fields})

    @pytest.mark.parametrize("to", TO)
    def test_fourteen_days_before_and_on_the_day(self, to: str) -> None:
        assert self.mri(diagnosed(), 5, 47).sent(self.id, to, 0, 120) == [33, 47]

    @pytest.mark.parametrize(("due", "days"), [(19, [5, 19]), (18, [18])])
    def test_no_notice_before_it_was_set(self, due: int, days: list[int]) -> None:
        assert self.mri(diagnosed(), 5, due).sent(self.id, "patient", 0, 60) == days

    def test_an_mri_sets_none_by_itself(self) -> None:
        assert self.mri(diagnosed(), 5).sent(self.id, "clinician", 0, 400) == []

    def test_a_later_mri_of_the_place_ends_it(self) -> None:
        assert self.mri(self.mri(diagnosed(), 5, 47), 40).sent(self.id, "patient", 0, 120) == [33]

    @pytest.mark.parametrize("fields", [{"side": "right"}, {"site": "knee"}])
    def test_one_of_another_place_does_not(self, fields: dict[str, str]) -> None:
        assert self.mri(self.mri(diagnosed(), 5, 47), 40, **fields).sent(self.id, "patient", 0, 120) == [33, 47]

    def test_a_diagnosis_by_mri_of_its_day_does_not(self) -> None:
        story = self.mri(Story().pain(0, 4), 5, 47).add(5, "diagnosis", site="hip", side="left", basis="mri")
        assert story.sent(self.id, "patient", 0, 120) == [33, 47]
        story.add(30, "diagnosis", site="hip", side="left", basis="mri")
        assert story.sent(self.id, "patient", 30, 120) == []

    def test_both_hips_are_one_reminder_until_one_was_seen(self) -> None:
        story = self.mri(diagnosed(), 5, 47, side="both")
        assert [(d.subject, d.due_on) for d in story.at(47).due if d.reminder == self.id and d.to == "patient"] == [
            ("hip:both", day(33)),
            ("hip:both", day(47)),
        ]
        subjects = {d.subject for d in self.mri(story, 40, side="right").at(47).due if d.reminder == self.id}
        assert subjects == {"hip:left"}

    def test_of_two_dates_of_one_day_the_earlier(self) -> None:
        story = self.mri(self.mri(diagnosed(), 5, 60), 5, 47)
        assert story.sent(self.id, "patient", 0, 120) == [33, 47]

    def test_a_date_already_past_is_sent_at_once(self) -> None:
        assert self.mri(diagnosed(), 50, 40).sent(self.id, "patient", 0, 120) == [50]

    def test_it_says_the_place_and_nothing_of_contrast(self) -> None:
        items = [d for d in self.mri(diagnosed(), 5, 47).at(47).due if d.reminder == self.id]
        for language in ("en", "de"):
            texts = [reminder_text(item, item.to, language) for item in items]
            assert all(("left hip" if language == "en" else "Hüfte links") in text for text in texts)
            assert not any(re.search("(?i)contrast|kontrast", text) for text in texts)


class TestWeightBearingReview:
    id = "weight-bearing-review"

    @pytest.mark.parametrize(
        ("kg", "far"), [(73.5, False), (73.6, True), (66.5, False), (66.4, True)], ids=lambda value: str(value)
    )
    def test_a_body_weight_of_more_than_five_percent_from_signing(self, kg: float, far: bool) -> None:
        story = Story().add(0, "body_weight", kg=70).prescribe(1, "PWB", 30).add(9, "body_weight", kg=kg)
        assert story.sent(self.id, "clinician", 0, 20) == ([9] if far else [])
        assert story.sent(self.id, "patient", 0, 20) == []

    def test_of_another_weight_it_says_why(self) -> None:
        story = Story().add(0, "body_weight", kg=70).prescribe(1, "PWB", 30).add(9, "body_weight", kg=80)
        (item,) = [one for one in story.at(9).due if one.reminder == self.id]
        assert (item.reason, item.params["signed_kg"], item.params["now_kg"]) == ("body-weight", 70, 80)

    def test_a_new_prescription_is_signed_with_the_new_weight(self) -> None:
        story = Story().add(0, "body_weight", kg=70).prescribe(1, "PWB", 30).add(9, "body_weight", kg=80)
        story.prescribe(10, "PWB", 30)
        assert [one for one in story.at(10).due if one.reminder == self.id] == []

    def test_a_load_without_kilograms_is_not_reviewed_for_a_weight(self) -> None:
        story = Story().add(0, "body_weight", kg=70).prescribe(1, "WBAT").add(9, "body_weight", kg=80)
        assert story.sent(self.id, "clinician", 0, 20) == []

    def test_it_is_due_since_the_weight_that_stayed_far(self) -> None:
        story = Story().add(0, "body_weight", kg=70).prescribe(0, "PWB", 30)
        for number, kg in ((3, 80), (3, 70), (5, 80), (6, 81)):
            story.add(number, "body_weight", kg=kg)
        (item,) = [one for one in story.at(8).due if one.reminder == self.id]
        assert item.due_on == day(5)

    @pytest.mark.parametrize("to", TO)
    def test_on_the_review_date(self, to: str) -> None:
        assert Story().pain(0, 3).prescribe(0, "NWB", review=20).sent(self.id, to, 0, 60) == [20]

    @pytest.mark.parametrize("to", TO)
    def test_when_ready_for_load_review_opens(self, to: str) -> None:
        story = Story().pain(0, 5).prescribe(0, "TTWB").pains(2, [1] * 20)
        assert story.sent(self.id, to, 0, 21) == story.opened("ready-for-load-review", 21) == [14]

    def test_a_new_prescription_stops_it(self) -> None:
        assert Story().prescribe(0, "NWB", review=20).prescribe(19, "TTWB").sent(self.id, "patient", 0, 60) == []

    def test_not_without_a_date(self) -> None:
        assert Story().pain(0, 3).prescribe(0, "NWB").sent(self.id, "patient", 0, 60) == []


class TestRecoveryReviewSixMonths:
    id = "recovery-review-six-months"

    @pytest.mark.parametrize("to", TO)
    def test_day_183_without_symptoms_and_without_diagnosis(self, to: str) -> None:
        assert Story().pain(0, 3).sent(self.id, to, 150, 250) == [183]

    def test_resolution_stops_it(self) -> None:
        assert Story().pain(0, 3).resolution(183).sent(self.id, "patient", 150, 250) == []


class TestRecoveryReviewTwelveMonths:
    id = "recovery-review-twelve-months"

    @pytest.mark.parametrize("to", TO)
    def test_day_365(self, to: str) -> None:
        assert Story().pain(0, 3).sent(self.id, to, 300, 400) == [365]

    def test_after_delivery_where_that_is_later(self) -> None:
        story = woman().pain(0, 3).add(0, "pregnancy", gestation_week=34).add(40, "delivery")
        assert story.sent(self.id, "patient", 300, 450) == [405]

    def test_resolution_stops_it(self) -> None:
        assert Story().pain(0, 3).resolution(365).sent(self.id, "patient", 300, 400) == []


class TestLogToday:
    id = "log-today"

    def chosen(self) -> Story:
        return Story().pain(0, 3).add(0, "setting", log_reminder_at="20:00")

    def test_on_days_with_no_entry(self) -> None:
        story = self.chosen().pain(2, 3).add(3, "intake", calcium_mg=900).add(5, "exercise", category="aquatic")
        assert story.sent(self.id, "patient", 0, 7) == [1, 4, 6, 7]

    def test_at_the_chosen_time(self) -> None:
        items = [item for item in self.chosen().at(1).due if item.reminder == self.id]
        assert {item.at for item in items} == {"log_time"}

    def test_not_when_not_chosen_or_taken_back(self) -> None:
        assert Story().pain(0, 3).sent(self.id, "patient", 0, 9) == []
        story = Story().add(0, "setting", log_reminder_at="20:00").pain(0, 3)
        story.rows.append(("off", "setting", day(3), story.rows[-1][3], {"log_reminder_at": None}))
        assert story.sent(self.id, "patient", 0, 9) == [1, 2]

    def test_every_third_day_while_full_weight_is_decided_and_nothing_is_worse(self) -> None:
        story = self.chosen().diagnosis(0).prescribe(0, "FWB").pain(1, 1)
        assert story.sent(self.id, "patient", 2, 11) == [4, 7, 10]
        # an entry begins the count anew; a lower load, or pain that rises, asks every day
        assert story.pain(5, 1).sent(self.id, "patient", 6, 12) == [8, 11]
        assert story.prescribe(9, "WBAT").sent(self.id, "patient", 8, 12) == [8, 9, 10, 11, 12]

    def test_weekly_after_resolution_and_daily_again_when_something_is_open(self) -> None:
        story = self.chosen().diagnosis(0).prescribe(0, "FWB").resolution(3)
        assert story.sent(self.id, "patient", 4, 21) == [7, 14, 21]
        story.change(22, "returned")
        assert story.sent(self.id, "patient", 22, 25) == [23, 24, 25]

    def test_the_clinic_chooses_how_often(self) -> None:
        story = self.chosen().diagnosis(0).prescribe(0, "FWB").resolution(3)
        limits = Thresholds(log_resolved_days=2)
        asked = [
            n
            for n in range(4, 9)
            if any(d.reminder == self.id and d.due_on == day(n) for d in story.at(n, limits).due)
        ]
        assert asked == [4, 6, 8]

    def test_a_pause_rests_from_its_day_to_its_last(self) -> None:
        story = self.chosen().add(3, "pause", until_on=day(6).isoformat(), reason="travel")
        assert story.sent(self.id, "patient", 0, 9) == [1, 2, 7, 8, 9]

    def test_what_a_clinician_enters_is_no_entry_of_the_patient(self) -> None:
        assert self.chosen().diagnosis(1).sent(self.id, "patient", 0, 1) == [1]


class TestExerciseToday:
    id = "exercise-today"

    def programme(self) -> Story:
        # Day 0 is a Monday.
        return (
            Story()
            .pain(0, 3)
            .add(
                0,
                "programme",
                category="range_of_motion",
                minutes=10,
                weekdays=["tue", "fri"],
                until_on=day(10).isoformat(),
            )
        )

    def test_on_its_weekdays_until_its_end(self) -> None:
        assert self.programme().sent(self.id, "patient", 0, 30) == [1, 4, 8]

    def test_not_when_logged(self) -> None:
        story = self.programme().add(4, "exercise", category="range_of_motion", minutes=10)
        assert story.sent(self.id, "patient", 0, 30) == [1, 8]

    def test_weight_bearing_exercise_stays_behind_its_gate(self) -> None:
        story = Story().pain(0, 3).add(0, "programme", category="weight_bearing", minutes=10)
        assert story.sent(self.id, "patient", 0, 9) == []


class TestWeightBearingExercise:
    id = "weight-bearing-exercise"

    def open_gates(self) -> Story:
        return Story().pain(0, 3).diagnosis(0).prescribe(20, "FWB").resolution(30).add(31, "permission", granted=True)

    def test_daily_once_all_hold(self) -> None:
        assert self.open_gates().sent(self.id, "patient", 0, 34) == [31, 32, 33, 34]

    def test_not_before_resolution(self) -> None:
        story = Story().pain(0, 3).diagnosis(0).prescribe(20, "FWB").add(21, "permission", granted=True)
        assert story.sent(self.id, "patient", 0, 60) == []

    def test_not_without_full_weight(self) -> None:
        story = (
            Story().pain(0, 3).diagnosis(0).prescribe(20, "WBAT").resolution(30).add(31, "permission", granted=True)
        )
        assert story.sent(self.id, "patient", 0, 60) == []

    def test_not_without_permission(self) -> None:
        assert (
            Story().pain(0, 3).diagnosis(0).prescribe(20, "FWB").resolution(30).sent(self.id, "patient", 0, 60) == []
        )

    def test_a_permission_taken_back_stops_it(self) -> None:
        assert self.open_gates().add(33, "permission", granted=False).sent(self.id, "patient", 0, 40) == [31, 32]

    def test_a_finding_about_the_hip_stops_it_and_a_knee_does_not(self) -> None:
        assert self.open_gates().change(33, "returned").sent(self.id, "patient", 0, 40) == [31, 32]

    def test_what_was_allowed_in_an_earlier_episode_does_not_open_the_next(self) -> None:
        story = self.open_gates().diagnosis(100).resolution(150).prescribe(151, "FWB")
        assert story.sent(self.id, "patient", 101, 170) == []
        assert story.add(160, "permission", granted=True).sent(self.id, "patient", 158, 161) == [160, 161]

    def test_full_weight_for_the_leg_that_was_never_ill_does_not_open_it(self) -> None:
        story = Story().pain(0, 3).diagnosis(0).prescribe(20, "FWB", side="right").resolution(30)
        story.add(31, "permission", granted=True)
        assert story.sent(self.id, "patient", 0, 40) == []
        assert story.prescribe(35, "FWB").sent(self.id, "patient", 34, 36) == [35, 36]

    def test_full_weight_on_one_side_of_two_does_not_open_it(self) -> None:
        story = Story().diagnosis(0, "both").pain(1, 4, side="both").prescribe(30, "FWB").resolution(45)
        story.add(45, "permission", granted=True)
        assert story.sent(self.id, "patient", 0, 50) == []
        assert story.prescribe(50, "FWB", side="right").sent(self.id, "patient", 48, 52) == [50, 51, 52]

    def test_a_lower_prescription_stops_it(self) -> None:
        assert self.open_gates().prescribe(33, "PWB", 50).sent(self.id, "patient", 0, 40) == [31, 32]


class TestMedicineDue:
    id = "medicine-due"

    def weekly(self, story: Story | None = None, every: str = "week") -> Story:
        return (story or Story()).add(
            0, "medicine", name="a drug", class_="bisphosphonate", action="start", every=every
        )

    def test_weekly_on_its_weekday(self) -> None:
        assert self.weekly().sent(self.id, "patient", 1, 22) == [7, 14, 21]

    def test_monthly_on_its_day(self) -> None:
        # Day 0 is 4 March.
        assert self.weekly(every="month").sent(self.id, "patient", 1, 70) == [31, 61]

    def test_stops_with_the_course(self) -> None:
        story = self.weekly().add(14, "medicine", name="a drug", class_="bisphosphonate", action="stop")
        assert story.sent(self.id, "patient", 1, 40) == [7]

    @pytest.mark.parametrize("class_", ["calcium", "vitamin_d", "analgesic", "other"])
    def test_what_may_go_on_in_pregnancy_goes_on(self, class_: str) -> None:
        story = woman().add(0, "pregnancy", gestation_week=10)
        story.add(5, "medicine", name="one", class_=class_, action="start", every="day")
        assert story.sent(self.id, "patient", 0, 8) == [5, 6, 7, 8]

    def test_it_does_not_begin_again_by_itself(self) -> None:
        story = self.weekly(woman()).add(10, "pregnancy", gestation_week=5).add(20, "pregnancy", ended=True)
        assert story.sent(self.id, "patient", 1, 60) == [7]
        story.add(62, "medicine", name="a drug", class_="bisphosphonate", action="start", every="week")
        assert story.sent(self.id, "patient", 61, 80) == [62, 69, 76]

    def test_stops_with_pregnancy(self) -> None:
        assert self.weekly(woman()).add(10, "pregnancy", gestation_week=5).sent(self.id, "patient", 1, 40) == [7]

    def test_a_dose_that_is_noted_is_not_asked_for(self) -> None:
        story = self.weekly().add(7, "medicine_taken", name="A drug ", outcome="taken")
        story.add(14, "medicine_taken", name="another", outcome="taken")
        story.add(21, "medicine_taken", name="a drug", outcome="skipped")
        assert story.sent(self.id, "patient", 1, 28) == [14, 28]

    def test_each_of_its_times_until_it_is_noted(self) -> None:
        def asked(story: Story, number: int) -> list[object]:
            return [
                one.params["time"] for one in story.at(3).due if one.reminder == self.id and one.due_on == day(number)
            ]

        story = Story()
        story.add(
            0, "medicine", name="Chalk", class_="calcium", action="start", every="day", times=["08:00", "20:00"]
        )
        assert asked(story, 3) == ["08:00", "20:00"]
        story.add(3, "medicine_taken", name="chalk", outcome="taken", time="20:00")
        assert asked(story, 3) == ["08:00"]
        story.add(3, "medicine_taken", name="chalk", outcome="skipped")
        assert asked(story, 3) == []
        assert asked(story, 4) == ["08:00", "20:00"]

    def test_not_without_a_rhythm(self) -> None:
        assert (
            Story().add(0, "medicine", name="a drug", class_="other", action="start").sent(self.id, "patient", 0, 40)
            == []
        )


class TestContactClinician:
    id = "contact-clinician"

    def test_after_24_and_72_hours(self) -> None:
        assert Story().bears(0, "UNABLE").sent(self.id, "patient", 0, 30) == [1, 3]

    def test_acknowledged_stops_it(self) -> None:
        assert Story().bears(0, "UNABLE").acknowledge(2, "cannot-bear-weight").sent(self.id, "patient", 0, 30) == [1]
        assert Story().bears(0, "UNABLE").acknowledge(1, "cannot-bear-weight").sent(self.id, "patient", 0, 30) == []

    def test_one_message_for_what_opened_on_one_day(self) -> None:
        story = Story().bears(0, "UNABLE").add(0, "fracture", site="hip", side="left")
        assert story.sent(self.id, "patient", 0, 30) == [1, 3]

    def test_one_acknowledged_of_two_is_not_both(self) -> None:
        story = (
            Story().bears(0, "UNABLE").add(0, "fracture", site="hip", side="left").acknowledge(0, "fracture-reported")
        )
        assert story.sent(self.id, "patient", 0, 30) == [1, 3]

    def test_not_for_soon_and_not_for_what_the_patient_does_not_see(self) -> None:
        story = woman().add(0, "pregnancy", gestation_week=9).pain(0, 3, stiffness_minutes=60)
        story.add(0, "medicine", name="a drug", class_="nsaid", action="start")
        assert story.sent(self.id, "patient", 0, 30) == []

    @pytest.mark.parametrize("whom", ["clinic", "own_doctor", "emergency"])
    def test_spoken_about_it_stops_it_and_the_finding_stays_open(self, whom: str) -> None:
        def story(number: int) -> Story:
            return Story().bears(0, "UNABLE").add(number, "spoken_with", whom=whom, finding="cannot-bear-weight")

        assert story(0).sent(self.id, "patient", 0, 30) == []
        assert story(2).sent(self.id, "patient", 0, 30) == [1]
        assert story(0).is_open("cannot-bear-weight", 30)

    def test_spoken_about_something_else_with_somebody_else_or_before_it_stops_nothing(self) -> None:
        for at, said in (
            (0, {"whom": "clinic", "finding": "fracture-reported"}),
            (0, {"whom": "clinic"}),
            (0, {"whom": "other", "finding": "cannot-bear-weight"}),
            (-1, {"whom": "clinic", "finding": "cannot-bear-weight"}),
        ):
            story = Story().bears(0, "UNABLE").add(at, "spoken_with", **said)
            assert story.sent(self.id, "patient", 0, 30) == [1, 3]

    def test_a_pause_does_not_rest_it(self) -> None:
        story = Story().add(0, "pause", until_on=day(20).isoformat(), reason="ill").bears(0, "UNABLE")
        assert story.sent(self.id, "patient", 0, 30) == [1, 3]

    def test_a_finding_that_closed_by_rule_sends_nothing_more(self) -> None:
        story = Story().bears(0, "PWB").change(0, "worse").change(2, "same")
        assert story.sent(self.id, "patient", 0, 30) == [1]


def test_every_reminder_has_its_tests() -> None:
    tested = {one.id for name, one in list(globals().items()) if name.startswith("Test") and getattr(one, "id", "")}
    assert tested == set(REMINDERS)
