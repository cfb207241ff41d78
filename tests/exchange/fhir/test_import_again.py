"""Later files about the same people: retries, corrections, withdrawals, and scans that arrive in pieces."""

import pytest

from backend.core.actor import Actor
from backend.patients.models import Patient
from backend.records.actions import record_one
from backend.records.models import Record

pytestmark = pytest.mark.django_db


def pain(make, value, **more):
    return make("72514-3", bodySite={"text": "left hip"}, valueQuantity={"value": value, "code": "1"}, **more)


def test_a_correction_at_the_source_supersedes_here(run, file, make):
    run(file(pain(make, 3)))
    done = run(file(pain(make, 7)))
    assert (done.created, done.updated, done.identical) == (0, 1, 1)
    assert [row.data["intensity"] for row in Record.objects.current()] == [7]
    assert Record.objects.count() == 2


def test_what_was_a_mistake_at_the_source_is_taken_back(run, file, make):
    run(file(pain(make, 3)))
    done = run(file(pain(make, 3, status="entered-in-error")))
    assert (done.withdrawn, done.ignored) == (1, [])
    assert not Record.objects.current().exists()
    assert run(file(pain(make, 3, status="entered-in-error"))).identical == 2


def test_what_was_corrected_here_stands(run, file, make):
    run(file(pain(make, 3)))
    row, pia = Record.objects.get(), Patient.objects.get()
    record_one(
        patient=pia, by=Actor.system("test"), kind="pain", date="2025-03-01", supersedes=str(row.pk),
        site="hip", side="left", intensity=4,
    )  # fmt: skip
    done = run(file(pain(make, 7)))
    assert done.reasons == {"Observation": "changed here since it was imported: what stands here is kept"}
    assert [row.data["intensity"] for row in Record.objects.current()] == [4]


def test_the_values_of_a_scan_may_come_one_file_at_a_time(run, file, make):
    run(file(make("46278-8", id="bmd", valueQuantity={"value": 0.734, "code": "g/cm2"})))
    done = run(file(make("80946-7", id="t", valueQuantity={"value": -1.6, "code": "1"})))
    assert (done.created, done.identical) == (1, 1)
    both = {"site": "total_hip", "side": "left", "bmd": 0.734, "t_score": -1.6}
    assert [row.data for row in Record.objects.current()] == [both]
    again = run(file(make("46278-8", id="bmd", valueQuantity={"value": 0.734, "code": "g/cm2"})))
    assert (again.created, again.identical) == (0, 2)


def test_results_may_come_before_their_patient_in_the_same_run(run, tmp_path, file, make):
    import json

    alone = tmp_path / "a.json"
    alone.write_text(json.dumps(pain(make, 3)))
    done = run(alone, file(name="b.json"))
    assert (done.status, done.created) == (0, 2)


def test_results_may_come_after_their_patient_in_a_later_run_of_a_named_source(run, tmp_path, file, make):
    import json

    server = ("--source", "https://a.example/fhir")
    run(file(), *server)
    alone = tmp_path / "a.json"
    alone.write_text(json.dumps(pain(make, 3)))
    assert (run(alone, *server).status, run(alone, *server).identical) == (0, 1)
    # Whose Patient/p is it, without a word on the server?
    assert run(alone).refusals == [("Observation/o", "Observation.subject.reference")]


def test_an_operator_may_say_whose_results_these_are(run, tmp_path, make):
    import json

    pia = Patient.objects.create(name="Pia")
    alone = tmp_path / "a.json"
    alone.write_text(json.dumps({k: v for k, v in pain(make, 3).items() if k != "subject"}))
    assert run(alone).refusals == [("Observation/o", "Observation.subject")]
    assert run(alone, "--patient", pia.pk).created == 1
    assert Record.objects.get().patient == pia


def test_the_same_number_with_another_birth_year_is_somebody_else(run, file):
    mrn = {"identifier": [{"system": "urn:example:mrn", "value": "1"}]}
    run(file(patient=mrn | {"birthDate": "1990"}))
    done = run(file(patient=mrn | {"birthDate": "1991"}))
    assert done.refusals == [("Patient/p", "Patient.birthDate")]
    assert Patient.objects.get().birth_year == 1990


def test_the_same_resource_id_with_another_number_is_somebody_else(run, file):
    run(file(patient={"identifier": [{"system": "urn:example:mrn", "value": "1"}]}))
    done = run(file(patient={"identifier": [{"system": "urn:example:mrn", "value": "2"}]}))
    assert done.refusals == [("Patient/p", "Patient.id")]


def test_a_new_name_is_taken_over(run, file):
    run(file())
    assert run(file(patient={"name": [{"text": "Pia Neu"}]})).updated == 1
    assert Patient.objects.get().name == "Pia Neu"


def test_a_scan_corrected_here_stands(run, file, make):
    run(file(make("80946-7", valueQuantity={"value": -1.6, "code": "1"})))
    row, pia = Record.objects.get(), Patient.objects.get()
    record_one(
        patient=pia, by=Actor.system("test"), kind="dexa", date="2025-03-01", supersedes=str(row.pk),
        site="total_hip", side="left", t_score=-1.7,
    )  # fmt: skip
    done = run(file(make("80946-7", valueQuantity={"value": -1.8, "code": "1"})))
    assert done.reasons == {"Observation": "changed here since it was imported: what stands here is kept"}
    assert [row.data["t_score"] for row in Record.objects.current()] == [-1.7]


def test_identifiers_of_two_people_are_refused(run, file):
    def number(value):
        return {"system": "urn:example:mrn", "value": value}

    run(file(patient={"id": "a", "identifier": [number("1")]}))
    run(file(patient={"id": "b", "identifier": [number("2")]}))
    done = run(file(patient={"id": "c", "identifier": [number("1"), number("2")]}))
    assert done.refusals == [("Patient/c", "Patient.identifier")]


def test_one_id_with_two_contents_in_one_import_is_refused(run, file, make):
    done = run(file(pain(make, 3), pain(make, 4), pain(make, 3)))
    assert (done.created, done.identical, done.refusals) == (2, 1, [("Observation/o", "Observation.id")])
    assert [row.data["intensity"] for row in Record.objects.all()] == [3]
