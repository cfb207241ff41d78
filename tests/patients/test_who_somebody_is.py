"""Telephone, day of birth and the clinic's own number: who writes them, who finds by them, and what tells two of one name apart."""

import datetime

import pytest

from backend.core.actor import Actor
from backend.core.models import AuditEvent
from backend.patients.actions import register_patient
from backend.patients.care.actions import join_clinic, leave_clinic
from backend.tracking.assessment import reassess

LIST = "/api/v1/dashboard/worklist"
BY = Actor.system("test")


def change(client, patient, **fields):
    return client.patch(f"/api/v1/patients/{patient.pk}", fields, format="json")


def test_the_clinic_writes_who_somebody_is_and_the_patient_reads_it(cast, client_of):
    fields = {
        "name": "Maria Santos", "birth_date": "1984-03-12", "phone": " +351  258 000 101 ", "clinic_number": " 47 11 ",
        "email": "Maria@New.example",
    }  # fmt: skip
    assert change(client_of(cast.sofia), cast.maria, **fields).status_code == 200
    profile = client_of(cast.maria.user).get(f"/api/v1/patients/{cast.maria.pk}").json()
    shown = {name: profile[name] for name in (*fields, "birth_year")}
    assert shown == {
        "name": "Maria Santos", "birth_date": "1984-03-12", "birth_year": 1984, "phone": "+351 258 000 101",
        "clinic_number": "47 11", "email": "maria@new.example",
    }  # fmt: skip
    row = AuditEvent.objects.filter(action="change_profile", patient_id=cast.maria.pk).last()
    assert row.actor_name == "Sofia"
    assert "clinic_number" in row.kind
    assert "4711" not in str(row.__dict__)


def test_a_day_of_birth_brings_its_year_and_another_year_lets_go_of_the_day(cast, client_of):
    desk = client_of(cast.sofia)
    assert change(desk, cast.maria, birth_date="1984-03-12").json()["birth_year"] == 1984
    kept = change(desk, cast.maria, birth_year=1984).json()
    assert kept["birth_date"] == "1984-03-12"
    after = change(desk, cast.maria, birth_year=1985).json()
    assert (after["birth_year"], after["birth_date"]) == (1985, None)


@pytest.mark.parametrize("wrong", [{"birth_date": "2999-01-01"}, {"birth_date": "1899-12-31"}, {"phone": "at home"}])
def test_what_cannot_be_is_refused_by_name(cast, client_of, wrong):
    (field,) = wrong
    for answer in (
        change(client_of(cast.sofia), cast.maria, **wrong),
        client_of(cast.sofia).post("/api/v1/patients", {"name": "Nadia", **wrong}, format="json"),
    ):
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, field)


def test_a_number_is_one_patients_and_goes_when_they_leave(cast, client_of):
    desk = client_of(cast.sofia)
    assert change(desk, cast.maria, clinic_number="4711").status_code == 200
    assert change(desk, cast.maria, clinic_number="4711").status_code == 200
    taken = change(desk, cast.jonas, clinic_number="4711")
    assert (taken.status_code, taken.json()["errors"][0]["field"]) == (400, "clinic_number")
    leave_clinic(by=BY, patient=cast.maria)
    cast.maria.refresh_from_db()
    assert cast.maria.clinic_number == ""
    assert change(desk, cast.jonas, clinic_number="4711").status_code == 200
    join_clinic(by=BY, patient=cast.maria, clinic=cast.ponte)


def test_the_number_is_the_clinics_to_write(cast, client_of):
    assert change(client_of(cast.maria.user), cast.maria, clinic_number="1").status_code == 403
    assert change(client_of(cast.maria.user), cast.maria, phone="112").status_code == 200
    for who in (cast.zoe, cast.otto):
        assert change(client_of(who), cast.maria, clinic_number="1").status_code == 404


def test_two_of_one_name_are_told_apart_and_found_by_number(cast, client_of):
    for day, number in ((3, "A-17"), (9, "B-18")):
        one = register_patient(
            by=BY, name="Ana Costa", birth_date=datetime.date(1980, 5, day), clinic_number=number, phone="112",
            clinic=cast.ponte,
        )  # fmt: skip
        reassess(one.pk)
    desk = client_of(cast.sofia)
    rows = [row["patient"] for row in desk.get(LIST, {"search": "ana costa"}).json()["rows"]]
    assert sorted((row["birth_date"], row["clinic_number"], row["phone"]) for row in rows) == [
        ("1980-05-03", "A-17", "112"),
        ("1980-05-09", "B-18", "112"),
    ]
    assert [row["patient"]["clinic_number"] for row in desk.get(LIST, {"search": "b-1"}).json()["rows"]] == ["B-18"]
    found = desk.get("/api/v1/patients", {"search": "a-17"}).json()["results"]
    assert [(row["name"], row["birth_date"]) for row in found] == [("Ana Costa", "1980-05-03")]
    assert desk.get(LIST, {"search": "%"}).json()["rows"] == []
