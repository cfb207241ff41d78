"""The public histories and examples that lie beside the checkout, with the counts that they give."""

import pytest

from backend.patients.models import Patient
from backend.records.models import Record

pytestmark = pytest.mark.django_db


@pytest.fixture
def fhir(shared):
    if not (shared / "fhir").is_dir():
        pytest.skip("the shared folder has no public FHIR files")
    return shared / "fhir"


@pytest.mark.parametrize(
    ("start", "created", "records"),
    [
        ("Gayla", 35, {"body_weight": 10, "dexa": 1, "habit": 10, "medicine": 2, "pain": 10, "pregnancy": 1}),
        ("Ima", 17, {"body_weight": 4, "delivery": 2, "habit": 4, "medicine": 2, "pain": 5, "pregnancy": 1}),
        ("Willia", 35, {"body_weight": 10, "dexa": 1, "habit": 10, "medicine": 1, "pain": 10, "pregnancy": 2}),
    ],
)
def test_a_synthetic_history_comes_in_with_its_pain(run, fhir, start, created, records):
    path = next((fhir / "synthea").glob(f"{start}*.json"))
    done = run(path)
    assert (done.status, done.created, done.records) == (0, created, records)
    again = run(path)
    assert (again.created, again.identical) == (0, created)
    assert all(row.data["site"] == "unknown" for row in Record.objects.filter(kind="dexa"))


def test_the_us_core_examples_make_one_scan_of_two_places(run, fhir):
    done = run(*sorted((fhir / "us-core").glob("*.json")))
    assert (done.status, done.created, done.records) == (0, 8, {"dexa": 2, "pregnancy": 1})
    scans = {row.data["site"]: row for row in Record.objects.filter(kind="dexa")}
    assert scans["total_hip"].data == {
        "site": "total_hip", "side": "left", "bmd": 0.734, "t_score": -1.62, "z_score": -0.19,
    }  # fmt: skip
    assert scans["unknown"].data["t_score"] == -1.48
    assert scans["unknown"].group == scans["total_hip"].group
    # 19:14 at UTC-8: already the next day in UTC.
    assert scans["total_hip"].day.isoformat() == "2021-11-10"
    assert Patient.objects.get().name == "Amy V. Baxter"


def test_the_hl7_example_has_no_day_and_no_known_patient(run, fhir):
    done = run(fhir / "other" / "HL7-R4-observation-example-bmd.xml")
    assert (done.status, done.refusals) == (1, [("Observation/bmd", "Observation.effectiveDateTime")])


def test_dstu2_is_named_and_refused(run, fhir):
    done = run(fhir / "other" / "DSTU2-ahrq-pain-mgmt-summary.json")
    assert (done.status, done.created) == (2, 0)
    assert "expected FHIR R4 (4.0.1), found DSTU2" in done.errors
