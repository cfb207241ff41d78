"""The list's order: the worst urgency first, then the days; and every reason that holds is counted and found."""

from datetime import UTC, datetime, timedelta

import pytest

from backend.core.actor import Actor
from backend.core.clock import now
from backend.patients.actions import register_patient
from backend.patients.models import PatientSummary
from backend.records.actions import record_one
from backend.tracking.assessment import reassess
from backend.tracking.models import Finding
from backend.tracking.summary import CATEGORIES, category_of

LIST = "/api/v1/dashboard/worklist"
BY = Actor.system("test")


def ago(days):
    return (datetime.now(UTC) - timedelta(days=days)).isoformat()


def told(patient, days, kind, **fields):
    record_one(patient=patient, by=BY, kind=kind, recorded_at=ago(days), **fields)


@pytest.fixture
def five(cast):
    """Of one clinic: one with a fracture, one whose pain grows, one whose scan is long due, one on course, one of whom nothing is known."""
    people = {name: register_patient(by=BY, name=name, clinic=cast.ponte) for name in ("Ana", "Bo", "Cy", "Di", "Ed")}
    told(people["Ana"], 0, "fracture", site="hip", side="left")
    for day, score in zip(range(5, -1, -1), (3, 3, 3, 6, 6, 6), strict=True):
        told(people["Bo"], day, "pain", site="hip", side="left", intensity=score)
    told(people["Cy"], 12, "diagnosis", site="hip", side="left", basis="mri")
    told(people["Cy"], 12, "prescription", side="left", status="PWB", percent=30, aid="two_crutches")
    told(people["Cy"], 11, "pain", site="hip", side="left", intensity=2)
    told(people["Di"], 0, "body_weight", kg=70.0)
    for patient in people.values():
        reassess(patient.pk)
    return people


def rows_of(client, query=""):
    return client.get(LIST + query).json()["rows"]


def test_the_worst_urgency_comes_first_and_a_scan_long_due_does_not_pass_a_pain_of_today(five, cast, client_of):
    rows = rows_of(client_of(cast.sofia))
    named = [(row["patient"]["name"], row["urgency"]) for row in rows]
    assert named == [("Ana", "now"), ("Bo", "soon"), ("Cy", "routine"), ("Di", "on_course"), ("Ed", "no_data")]
    waiting = {row["patient"]["name"]: row["days_waiting"] for row in rows}
    assert waiting["Cy"] > waiting["Bo"]


def test_each_is_placed_by_the_most_pressing_reason_of_the_worst_urgency(five, cast):
    order = ["now", "soon", "routine"]
    for summary in PatientSummary.objects.filter(patient__in=five.values()):
        standing = [
            (order.index(row.urgency), CATEGORIES.index(category_of(row)), row.opened_on)
            for row in Finding.objects.filter(patient=summary.patient, for_clinician=True).standing()
            if row.urgency in order
        ]
        scan = CATEGORIES.index("scan_or_review_due")
        standing += [(2, scan, datetime.fromisoformat(day).date()) for day in (summary.overdue or {}).values()]
        if standing:
            assert (summary.rank, CATEGORIES.index(summary.category), summary.since) == min(standing)


def test_every_reason_is_counted_and_found_however_many_a_patient_has(five, cast, client_of):
    desk = client_of(cast.sofia)
    body = desk.get(LIST).json()
    cy = next(row for row in body["rows"] if row["patient"]["name"] == "Cy")
    assert {"quiet", "scan_or_review_due"} <= set(cy["reasons"])
    assert body["total"] == len(body["rows"]) == 5
    assert sum(body["urgencies"].values()) == 5
    for reason in CATEGORIES:
        having = [row["patient"]["name"] for row in body["rows"] if reason in row["reasons"]]
        found = desk.get(f"{LIST}?category={reason}").json()
        assert [row["patient"]["name"] for row in found["rows"]] == having
        assert found["counts"] == body["counts"]
        assert body["counts"][reason] == len(having)
        assert found["total"] == 5
    overview = desk.get("/api/v1/dashboard/overview").json()["categories"]
    assert {row["category"]: row["n"] for row in overview} == body["counts"]


def test_an_urgency_narrows_and_a_word_that_is_none_is_refused(five, cast, client_of):
    desk = client_of(cast.sofia)
    assert [row["patient"]["name"] for row in rows_of(desk, "?urgency=soon")] == ["Bo"]
    assert desk.get(LIST + "?urgency=perhaps").json()["errors"][0]["field"] == "urgency"
    view = {"name": "Soon", "filters": {"urgency": "soon"}}
    assert desk.post("/api/v1/dashboard/views", view, format="json").json()["filters"] == {"urgency": "soon"}


def test_entries_exercises_and_practice_are_counted_over_28_days_up_to_the_day_of_reading(
    five, cast, client_of, monkeypatch
):
    ana = five["Ana"]
    for day in (0, 3, 27, 28, 40):
        told(ana, day, "pain", site="hip", side="left", intensity=2)
    told(ana, 2, "scale_practice", side="left", readings_kg=[20.0])
    told(ana, 3, "programme", category="aquatic", minutes=20)
    told(ana, 1, "exercise", category="aquatic", minutes=20)
    told(ana, 1, "prescription", side="left", status="PWB", percent=30, aid="two_crutches",
         review_on=(now() + timedelta(days=6)).date().isoformat())  # fmt: skip
    told(ana, 4, "spoken_with", whom="clinic")
    reassess(ana.pk)
    desk = client_of(cast.sofia)
    row = next(row for row in rows_of(desk) if row["patient"]["name"] == "Ana")
    # days with anything of the patient's own: 0, 1 (exercise), 2 (practice), 3, 4 (call), 27
    assert row["adherence"] == {
        "days": 28, "entries": 6, "practice": 1, "exercises_done": 1, "exercises_planned": 4,
    }  # fmt: skip
    assert row["next_review_on"] == (now() + timedelta(days=6)).date().isoformat()
    assert row["last_contact"]["outcome"] == "told_by_patient"
    later = now() + timedelta(days=2)
    monkeypatch.setattr("backend.core.clock.now", lambda: later)
    row = next(row for row in rows_of(desk) if row["patient"]["name"] == "Ana")
    assert row["adherence"]["entries"] == 5  # the one of 27 days ago has left, without another assessment


def test_the_sheet_says_the_urgency_and_every_reason(five, cast, client_of):
    text = client_of(cast.sofia).get("/api/v1/dashboard/worklist.csv").content.decode("utf-8-sig")
    head, *lines = text.splitlines()
    assert head.startswith("id,name,birth_year,birth_date,clinic_number,phone,sex,urgency,category,reason,reasons")
    assert any(",Cy," in line and "scan_or_review_due; quiet" in line for line in lines)
