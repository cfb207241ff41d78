"""The desk: who needs me first, and one patient's course."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backend.core import clock
from backend.core.actor import Actor
from backend.patients.actions import register_patient
from backend.patients.models import PatientSummary
from backend.records.actions import record_one
from backend.tracking.assessment import reassess
from backend.tracking.models import Finding

LIST = "/api/v1/dashboard/worklist"
BY = Actor.system("test")


def course_of(patient):
    return f"/api/v1/dashboard/patients/{patient.pk}/course"


def log(patient, scores, *, first_back=None):
    back = len(scores) - 1 if first_back is None else first_back
    for number, score in enumerate(scores):
        at = datetime.now(UTC) - timedelta(days=back - number)
        record_one(
            patient=patient, by=BY, kind="pain", recorded_at=at.isoformat(), site="hip", side="left", intensity=score
        )
    reassess(patient.pk)


def test_the_worst_comes_first_and_a_patient_once(cast, client_of):
    log(cast.maria, [3, 3, 3, 6, 6, 6])
    reassess(cast.jonas.pk)
    body = client_of(cast.sofia).get(LIST).json()
    assert [(row["patient"]["name"], row["category"]) for row in body["rows"]] == [
        ("Maria", "pain_worse"),
        ("Jonas", "no_data"),
    ]
    assert body["counts"]["pain_worse"] == body["counts"]["no_data"] == 1
    assert body["rows"][0]["pain"]["left"][-6:] == [3, 3, 3, 6, 6, 6]
    assert "worse" in body["rows"][0]["reason"]


def test_search_and_category_narrow_the_list(cast, client_of):
    log(cast.maria, [3])
    reassess(cast.jonas.pk)
    desk = client_of(cast.sofia)
    assert [row["patient"]["name"] for row in desk.get(LIST + "?search=jon").json()["rows"]] == ["Jonas"]
    assert [row["patient"]["name"] for row in desk.get(LIST + "?category=no_data").json()["rows"]] == ["Jonas"]
    assert desk.get(LIST + "?category=nonsense").status_code == 400


def test_an_acknowledged_finding_still_stands_and_a_resolved_one_does_not(cast, client_of):
    log(cast.maria, [3, 3, 3, 6, 6, 6])
    desk = client_of(cast.sofia)
    found = next(row for row in desk.get(LIST).json()["rows"][0]["findings"] if row["finding"] == "pain-worse")
    assert (
        desk.post(f"/api/v1/findings/{found['id']}/acknowledge", {}, format="json").json()["state"] == "acknowledged"
    )
    assert desk.get(LIST).json()["rows"][0]["category"] == "pain_worse"
    done = desk.post(f"/api/v1/findings/{found['id']}/resolve", {"reason": "seen today"}, format="json")
    assert done.json()["state"] == "resolved"
    assert desk.get(LIST).json()["rows"][0]["category"] != "pain_worse"
    again = desk.post(f"/api/v1/findings/{found['id']}/resolve", {"reason": "again"}, format="json")
    assert again.status_code == 409


@pytest.mark.parametrize("what", ["acknowledge", "resolve"])
def test_only_a_clinician_of_the_patient_closes_a_finding(cast, client_of, what):
    log(cast.maria, [3, 3, 3, 6, 6, 6])
    key = cast.maria.findings.get(rule="pain-worse").pk
    for who, code in ((cast.otto, 404), (cast.zoe, 404), (cast.ruben, 404), (cast.maria, 403), (None, 401)):
        answer = client_of(who).post(f"/api/v1/findings/{key}/{what}", {"reason": "no"}, format="json")
        assert answer.status_code == code


def test_the_worklist_costs_the_same_however_many_patients(cast, client_of):
    def cost():
        desk = client_of(cast.sofia)
        desk.get(LIST)  # the first look of the day is noted for each patient
        with CaptureQueriesContext(connection) as seen:
            assert desk.get(LIST + "?mine=false&state=none").status_code == 200
        return len(seen)

    reassess(cast.maria.pk)
    few = cost()
    for number in range(30):
        reassess(register_patient(by=BY, name=f"P{number}", clinic=cast.ponte).pk)
    assert PatientSummary.objects.count() == 31
    assert cost() == few


def test_outsiders_and_patients_have_no_worklist_and_no_course(cast, client_of):
    for who in (cast.maria, cast.nina):
        assert client_of(who).get(LIST).status_code == 403
    assert client_of(None).get(LIST).status_code == 401
    assert client_of(cast.otto).get(LIST).json()["rows"] == []
    for who in (cast.otto, cast.zoe, cast.maria, cast.ruben):
        assert client_of(who).get(course_of(cast.maria)).status_code == 404


def test_a_course_holds_the_last_year_and_a_history_that_ended_long_ago_is_given_whole(cast, client_of):
    log(cast.maria, [4, 5], first_back=4000)
    long_ago = client_of(cast.sofia).get(course_of(cast.maria)).json()
    assert [row["intensity"] for row in long_ago["records"]] == [4, 5]
    log(cast.maria, [2])
    lately = client_of(cast.sofia).get(course_of(cast.maria)).json()
    assert [row["intensity"] for row in lately["records"]] == [2]


def test_a_course_costs_the_same_however_long(cast, client_of):
    def cost():
        desk = client_of(cast.sofia)
        desk.get(LIST)  # the first look of the day is noted for each patient
        with CaptureQueriesContext(connection) as seen:
            desk.get(course_of(cast.maria))
        return len(seen)

    log(cast.maria, [3])
    short = cost()
    log(cast.maria, [2] * 40)
    assert cost() == short


def test_the_course_says_what_of_an_examination_the_load_forbids(cast, client_of):
    desk = client_of(cast.sofia)
    assert desk.get(course_of(cast.maria)).json()["examination_locks"] == {}
    record_one(patient=cast.maria, by=BY, kind="diagnosis", site="hip", side="left", basis="mri")
    reassess(cast.maria.pk)
    undecided = desk.get(course_of(cast.maria)).json()["examination_locks"]
    assert undecided["resistance"] == {"left": "undecided"}
    for status, locked in (("PWB", True), ("FWB", False)):
        record_one(
            patient=cast.maria,
            by=BY,
            kind="prescription",
            side="left",
            status=status,
            aid="two_crutches",
            reason="so",
        )
        reassess(cast.maria.pk)
        body = desk.get(course_of(cast.maria)).json()
        assert ("single_leg_stance" in body["examination_locks"]) is locked
        assert "walk_10m" not in body["examination_locks"]


def test_an_examination_of_both_sides_is_one_act_or_none(cast, client_of):
    desk = client_of(cast.sofia)
    address = f"/api/v1/patients/{cast.maria.pk}/desk-records"
    movements = ("flexion", "extension", "abduction", "adduction", "internal_rotation", "external_rotation")
    records = [
        {"kind": "examination", "side": side, "movement": movement, "degrees": 40, "mode": mode, "tool": "goniometer"}
        for side in ("left", "right")
        for movement in movements
        for mode in ("active", "passive")
    ]
    broken = [*records, {"kind": "examination", "side": "left", "movement": "flexion", "degrees": 400}]
    refused = desk.post(address, {"records": broken}, format="json")
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["field"] == "degrees"
    assert not cast.maria.records.filter(kind="examination").exists()
    made = desk.post(address, {"records": records}, format="json")
    assert made.status_code == 201
    assert len(made.json()["records"]) == 24
    assert desk.post(f"/api/v1/desk-acts/{made.json()['act']}/undo").status_code == 200


def test_the_days_in_a_finding_are_those_of_the_reading(cast, client_of):
    today = clock.local_day(clock.now(), cast.maria.timezone)
    finding = Finding.objects.create(
        patient=cast.maria, rule="not-resolved-twelve-months", rule_version="1", subject="", urgency="routine",
        for_patient=False, for_clinician=True, opened_on=today - timedelta(days=376),
        params={"days": 459, "recent_symptom_days": 28},
    )  # fmt: skip
    url = f"/api/v1/patients/{cast.maria.pk}/findings?state=standing"
    (said,) = client_of(cast.sofia).get(url).json()
    assert said["text"]["seen"].startswith("835 days after onset")
    finding.state, finding.resolved_on = "resolved", today
    finding.save()
    (said,) = client_of(cast.sofia).get(f"/api/v1/patients/{cast.maria.pk}/findings").json()
    assert said["text"]["seen"].startswith("459 days after onset")
