"""One whole course comes in once, as what it says, and not twice."""

import pytest

from backend.accounts.models import Clinic
from backend.core import audit
from backend.patients.models import ExternalId, Patient
from backend.records.models import Record

pytestmark = pytest.mark.django_db


def standing(kind):
    return [
        row.data | {"on": row.day.isoformat()}
        for row in Record.objects.current().filter(kind=kind).order_by("day", "recorded_at")
    ]


def test_everything_that_is_followed_here_is_read(run, samples):
    done = run(samples / "course.json")
    assert (done.status, done.created, done.refused) == (0, 14, [])
    assert standing("diagnosis") == [{"site": "hip", "side": "left", "on": "2025-03-04"}]
    assert standing("fracture") == [{"site": "femoral_neck", "side": "left", "on": "2025-03-20"}]
    # Late in the evening in its own zone: the day is the one that was meant there.
    assert standing("pain") == [{"site": "groin", "side": "left", "intensity": 6.5, "on": "2025-03-01"}]
    assert standing("dexa") == [
        {"site": "femoral_neck", "side": "left", "bmd": 0.712, "t_score": -2.1, "z_score": -1.4,
         "device": "Densitometer A", "on": "2025-04-02"},
        {"site": "lumbar_spine", "side": "midline", "t_score": -0.4, "on": "2025-04-02"},
    ]  # fmt: skip
    assert standing("lab") == [{"test": "vitamin_d_25oh", "value": 41, "unit": "nmol/L", "on": "2025-03-05"}]
    assert standing("pregnancy") == [{"gestation_week": 33, "on": "2025-03-05"}]
    assert standing("breastfeeding") == [{"status": "yes", "on": "2025-05-20"}]
    assert standing("delivery") == [{"on": "2025-05-01"}]
    assert standing("procedure") == [
        {"name": "Internal fixation of left femoral neck", "side": "left", "implant": True, "on": "2025-03-21"}
    ]
    assert standing("imaging") == [
        {"modality": "mri", "site": "hip", "side": "left", "result": "marrow_oedema",
         "note": "No fracture line. Oedema of the femoral head.", "on": "2025-03-03"}
    ]  # fmt: skip
    calcitonin, alendronate = (
        "Salmon calcitonin 200 IU nasal spray",
        "Alendronic acid 70 MG / Cholecalciferol 5600 IU Oral Tablet",
    )
    assert standing("medicine") == [
        {"name": calcitonin, "class": "calcitonin", "action": "start", "on": "2025-06-01"},
        {"name": calcitonin, "class": "calcitonin", "action": "stop", "on": "2025-08-01"},
        {"name": alendronate, "class": "bisphosphonate", "action": "start", "every": "week", "on": "2025-09-01"},
    ]


def test_the_scan_of_one_day_is_one_group(run, samples):
    run(samples / "course.json")
    groups = {row.group for row in Record.objects.filter(kind="dexa")}
    assert len(groups) == 1
    assert None not in groups


def test_the_patient_is_who_the_file_says(run, samples):
    run(samples / "course.json")
    ana = Patient.objects.get()
    assert (ana.name, ana.sex, ana.birth_year, ana.timezone, ana.clinic) == (
        "Ana Rita Serra",
        "female",
        1988,
        "UTC",
        None,
    )
    # Numbers of other authorities are not needed to know her again.
    assert not ExternalId.objects.filter(system__contains="ssn").exists()


def test_a_second_import_creates_nothing(run, samples):
    first = run(samples / "course.json")
    rows, seq = Record.objects.count(), Patient.objects.get().seq
    second = run(samples / "course.json")
    assert (second.created, second.updated, second.identical) == (0, 0, first.created)
    assert (Record.objects.count(), Patient.objects.get().seq) == (rows, seq)


def test_every_record_says_that_it_came_by_fhir_and_is_audited(run, samples):
    run(samples / "course.json")
    assert set(Record.objects.values_list("source", "author_role", "author_name")) == {
        ("fhir", "system", "fhir import")
    }
    assert audit.broken_links() == []
    assert Patient.objects.get().reassess_at is not None


def test_two_clinics_keep_their_own_patients(run, samples):
    ponte, altona = Clinic.objects.create(name="Ponte"), Clinic.objects.create(name="Altona")
    assert run(samples / "course.json", "--clinic", "ponte").created == 14
    assert run(samples / "course.json", "--clinic", str(altona.pk)).created == 14
    assert set(Patient.objects.values_list("clinic_id", flat=True)) == {ponte.pk, altona.pk}
    assert run(samples / "course.json", "--clinic", "Altona").created == 0


def test_a_rehearsal_writes_nothing(run, samples):
    assert run(samples / "course.json", "--dry-run").created == 14
    assert not Patient.objects.exists()


def test_xml_says_the_same_as_json(run, samples):
    done = run(samples / "bmd.xml")
    assert (done.status, done.created) == (0, 2)
    assert Patient.objects.get().name == "Rui M. Costa"
    # A femur without a word on its neck drives no hip rule.
    assert standing("dexa") == [{"site": "unknown", "side": "left", "bmd": 0.887, "on": "2025-01-10"}]
