"""A patient's stored course asked again, day by day, under the rules of today."""

from datetime import UTC, datetime, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from backend.core.actor import Actor
from backend.patients.models import Patient
from backend.records.actions import record_one
from backend.tracking.assessment import reassess

BY = Actor.system("test")


def url_of(patient, query=""):
    return f"/api/v1/dashboard/patients/{patient.pk}/replay{query}"


def day(back):
    return (datetime.now(UTC) - timedelta(days=back)).date().isoformat()


def log(patient, scores, last_back=0):
    for number, score in enumerate(scores):
        at = datetime.now(UTC) - timedelta(days=last_back + len(scores) - 1 - number)
        record_one(
            patient=patient, by=BY, kind="pain", recorded_at=at.isoformat(), site="hip", side="left", intensity=score
        )


def test_what_the_rules_would_say_stands_on_the_day_on_which_they_would_say_it(cast, client_of):
    log(cast.maria, [3, 3, 3, 6, 6, 6], last_back=10)
    reassess(cast.maria.pk)
    body = client_of(cast.sofia).get(url_of(cast.maria, "?days=60")).json()
    opened = {(row["date"], one["finding"]): one["on_record"] for row in body["days"] for one in row["opened"]}
    stored = cast.maria.findings.get(rule="pain-worse").opened_on.isoformat()
    assert opened[(stored, "pain-worse")] is True
    assert stored <= day(10)
    assert body["only_on_record"] == []
    assert body["days_looked_at"] < 40


def test_other_numbers_give_another_course_and_nothing_is_written(cast, client_of):
    log(cast.maria, [3, 3, 3, 6, 6, 6], last_back=10)
    reassess(cast.maria.pk)
    Patient.objects.filter(pk=cast.maria.pk).update(thresholds={"worsening_points": 9.0, "slow_rise_points": 9.0})
    seq = Patient.objects.get(pk=cast.maria.pk).seq
    body = client_of(cast.sofia).get(url_of(cast.maria, "?days=60")).json()
    assert "pain-worse" not in {one["finding"] for row in body["days"] for one in row["opened"]}
    assert "pain-worse" in {row["finding"] for row in body["only_on_record"]}
    assert Patient.objects.get(pk=cast.maria.pk).seq == seq


def test_a_replay_is_for_clinicians_and_costs_the_same_however_long(cast, client_of):
    for who, code in ((cast.otto, 404), (cast.maria, 404), (cast.ruben, 404), (cast.zoe, 404), (None, 401)):
        assert client_of(who).get(url_of(cast.maria)).status_code == code
    desk = client_of(cast.sofia)
    assert desk.get(url_of(cast.maria, "?days=0")).status_code == 400
    assert desk.get(url_of(cast.maria, "?days=2000")).status_code == 400

    def cost():
        with CaptureQueriesContext(connection) as seen:
            desk.get(url_of(cast.maria))
        return len(seen)

    cost()
    short = cost()
    log(cast.maria, [2] * 20)
    assert cost() == short
