"""The newest version counts, what is left out takes nothing away, and what its source takes back is taken back."""

import json

import pytest

from backend.patients.models import Patient
from backend.records.models import Record

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(shared):
    folder = shared / "cases" / "exchange"
    if not folder.is_dir():
        pytest.skip("the shared folder has no cases of exchange")
    return lambda name: sorted(folder.glob(name))


def pain(make, value, **more):
    return make(
        "72514-3", **({"bodySite": {"text": "left hip"}, "valueQuantity": {"value": value, "code": "1"}} | more)
    )


def standing(kind="pain"):
    return [row.data for row in Record.objects.current().filter(kind=kind).order_by("day", "recorded_at")]


def test_the_newest_version_of_a_history_counts_wherever_it_stands(run, case, tmp_path):
    path = case("04-*")[0]
    done = run(path)
    assert (done.status, Patient.objects.get().name) == (0, "Neuer Name")
    turned = json.loads(path.read_text())
    turned["entry"].reverse()
    other = tmp_path / "turned.json"
    other.write_text(json.dumps(turned))
    assert (run(other).updated, Patient.objects.get().name) == (0, "Neuer Name")


def history(tmp_path, *entries):
    person = {
        "resourceType": "Patient", "id": "p", "birthDate": "1990-05-04", "gender": "female", "name": [{"text": "Pia"}],
        "identifier": [{"system": "urn:example:hospital", "value": "P-1"}],
    }  # fmt: skip
    path = tmp_path / f"history{len(list(tmp_path.iterdir()))}.json"
    path.write_text(
        json.dumps({"resourceType": "Bundle", "type": "history", "entry": [{"resource": person}, *entries]})
    )
    return path


DELETE = {"request": {"method": "DELETE", "url": "Observation/o"}, "response": {"status": "204"}}


def test_what_ends_deleted_is_not_imported_and_an_earlier_import_is_taken_back(run, tmp_path, make):
    before = {"resource": pain(make, 3), "request": {"method": "PUT", "url": "Observation/o"}}
    assert run(history(tmp_path, DELETE, before)).created == 1
    assert standing() == []
    assert run(history(tmp_path, before)).records == {"pain": 1}
    done = run(history(tmp_path, DELETE, before))
    assert (done.status, done.withdrawn, done.taken_back, standing()) == (0, 1, ["Observation/o"], [])


def test_a_deletion_alone_is_of_who_stands_beside_it(run, tmp_path, make):
    before = {"resource": pain(make, 3), "request": {"method": "PUT", "url": "Observation/o"}}
    run(history(tmp_path, before))
    assert run(history(tmp_path, DELETE)).withdrawn == 1
    assert standing() == []


def test_a_patient_who_was_deleted_is_not_opened(run, tmp_path):
    gone = {"request": {"method": "DELETE", "url": "Patient/q"}}
    there = {
        "resource": {"resourceType": "Patient", "id": "q", "name": [{"text": "Quin"}]},
        "request": {"method": "POST", "url": "Patient"},
    }
    assert run(history(tmp_path, gone, there)).status == 1
    assert [one.name for one in Patient.objects.all()] == ["Pia"]


def test_a_part_never_overwrites_the_whole(run, case):
    run(*case("05a-*"))
    run(*case("05b-*"))
    assert standing() == [{"site": "hip", "side": "left", "intensity": 7}]


SUBSETTED = {"tag": [{"system": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue", "code": "SUBSETTED"}]}


def test_nor_does_what_leaves_out_what_is_known(run, file, make):
    run(file(pain(make, 7, note=[{"text": "at night"}])))
    bare = {name: value for name, value in pain(make, 7).items() if name != "bodySite"}
    done = run(file(bare | {"meta": SUBSETTED}))
    assert done.reasons["Observation"].startswith("only a part of it")
    run(file(bare))
    assert standing() == [{"site": "hip", "side": "left", "intensity": 7, "note": "at night"}]
    run(file(bare | {"valueQuantity": {"value": 4, "code": "1"}}))
    assert standing() == [{"site": "hip", "side": "left", "intensity": 4, "note": "at night"}]


def test_a_part_without_its_value_takes_nothing_back(run, file, make):
    run(file(pain(make, 7)))
    run(file({name: value for name, value in pain(make, 7).items() if name != "valueQuantity"} | {"meta": SUBSETTED}))
    assert len(standing()) == 1


def test_a_groin_stays_a_groin(run, file, make):
    run(file(pain(make, 7, bodySite={"text": "left groin"})))
    run(file({name: value for name, value in pain(make, 6).items() if name != "bodySite"}))
    assert standing() == [{"site": "groin", "side": "left", "intensity": 6}]


def test_the_older_one_is_passed_over(run, case):
    run(*case("06b-*"))
    done = run(*case("06c-*"))
    assert done.reasons["Observation"] == "older than what is here"
    assert standing()[0]["intensity"] == 7


@pytest.mark.parametrize(
    ("first", "later", "value"),
    [
        ({"versionId": "2"}, {"versionId": "1"}, 7), ({"versionId": "9"}, {"versionId": "10"}, 4),
        ({"lastUpdated": "2026-03-13T00:00:00Z"}, {"lastUpdated": "2026-03-13T00:30:00+01:00"}, 7),
        ({"lastUpdated": "2026-03-13T00:00:00Z", "versionId": "b"}, {"lastUpdated": "2026-03-14T00:00:00Z", "versionId": "a"}, 4),
        ({}, {}, 4), ({"versionId": "2"}, {}, 4),
    ],
)  # fmt: skip
def test_which_of_two_is_newer(run, file, make, first, later, value):
    run(file(pain(make, 7, meta=first)))
    run(file(pain(make, 4, meta=later)))
    assert [one["intensity"] for one in standing()] == [value]


def test_what_was_said_unsaid_and_said_again_stands(run, file, make):
    for value in (3, 7, 3):
        run(file(pain(make, value)))
    assert [one["intensity"] for one in standing()] == [3]
    run(file(pain(make, 3, status="entered-in-error")))
    assert standing() == []
    run(file(pain(make, 3)))
    assert [one["intensity"] for one in standing()] == [3]


@pytest.mark.parametrize("name", ["16-condition-refuted", "16-obs-cancelled", "16-med-nottaken"])
def test_what_the_source_takes_back_goes(run, case, name):
    run(*case(f"{name}-1*"))
    assert Record.objects.current().count() == 1
    done = run(*case(f"{name}-2*"))
    assert (done.status, done.withdrawn, Record.objects.current().count()) == (0, 1, 0)


@pytest.mark.parametrize(
    "later",
    [
        {"status": "cancelled"}, {"status": "entered-in-error"}, {"status": "corrected", "valueQuantity": None},
        {"status": "final", "valueQuantity": None, "dataAbsentReason": {"text": "error"}},
        {"code": {"coding": [{"system": "http://loinc.org", "code": "8302-2"}]}},
    ],
)  # fmt: skip
def test_each_way_of_taking_back(run, file, make, later):
    run(file(pain(make, 7)))
    newer = {name: value for name, value in (pain(make, 7) | later).items() if value is not None}
    assert (run(file(newer)).withdrawn, standing()) == (1, [])


def test_a_value_of_a_scan_goes_alone(run, file, make):
    bmd = make("46278-8", id="bmd", valueQuantity={"value": 0.734, "code": "g/cm2"})
    score = make("80946-7", id="t", valueQuantity={"value": -2.9, "code": "1"})
    run(file(bmd, score))
    gone = {name: value for name, value in score.items() if name != "valueQuantity"} | {"status": "cancelled"}
    run(file(bmd, gone))
    assert standing("dexa") == [{"site": "total_hip", "side": "left", "bmd": 0.734}]
