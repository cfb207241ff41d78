"""Every published file twice, an import that is killed, and a withdrawal that closes what its record had opened."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from backend.patients.models import Patient
from backend.records.models import Record
from backend.tracking.assessment import reassess
from backend.tracking.models import Finding


@pytest.fixture
def case(shared):
    folder = shared / "cases" / "exchange"
    if not folder.is_dir():
        pytest.skip("the shared folder has no cases of exchange")
    return lambda name: sorted(folder.glob(name))


@pytest.mark.django_db
def test_a_second_import_of_every_published_file_creates_nothing(run, shared):
    paths = [
        path for pattern in ("cases/exchange/*.json", "cases/exchange/*.xml", "cases/exchange/*.ndjson", "fhir/*/*.json", "fhir/*/*.xml")
        for path in sorted(shared.glob(pattern))
    ]  # fmt: skip
    if len(paths) < 10:
        pytest.skip("the shared folder has no cases of exchange")
    for path in paths:
        first = run(path)
        rows, people = Record.objects.count(), Patient.objects.count()
        again = run(path)
        assert (again.created, again.updated, again.records) == (0, 0, {}), path.name
        assert (Record.objects.count(), Patient.objects.count(), again.status) == (rows, people, first.status), (
            path.name
        )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "finding"),
    [("16-condition-refuted", "fracture-reported"), ("16-obs-cancelled", "t-score-below-minus-2")],
)
def test_a_withdrawal_closes_what_its_record_had_opened(run, case, name, finding):
    run(*case(f"{name}-1*"))
    patient = Patient.objects.get()
    reassess(patient.pk)
    assert Finding.objects.filter(patient=patient, rule=finding, state="open").exists()
    run(*case(f"{name}-2*"))
    reassess(patient.pk)
    assert not Finding.objects.filter(patient=patient, rule=finding, state="open").exists()


PEOPLE, EACH = 60, 6


def written(database):
    """How many records each person of the import has."""
    with sqlite3.connect(database, timeout=30) as there:
        rows = there.execute(
            "SELECT p.name, COUNT(r.id) FROM patients_patient p LEFT JOIN RECORDS r ON r.patient_id = p.id GROUP BY p.id".replace(
                "RECORDS", Record._meta.db_table
            )
        )
        return dict(rows)


def test_an_import_that_is_killed_leaves_each_person_whole_or_untouched(tmp_path):
    root = Path(__file__).resolve().parents[3]
    database = tmp_path / "db.sqlite3"
    env = os.environ | {
        "TOH_VAR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{database}",
        "DJANGO_SETTINGS_MODULE": "toh_tracker.settings",
    }
    python = [sys.executable, "-m", "django"]
    subprocess.run([*python, "migrate", "-v0"], env=env, cwd=root, check=True, timeout=300)
    entries = []
    for number in range(PEOPLE):
        who = {"resourceType": "Patient", "id": f"p{number}", "name": [{"text": f"Person {number}"}]}
        entries.append({"resource": who})
        for own in range(EACH):
            pain = {
                "resourceType": "Observation", "id": f"o{number}-{own}", "status": "final", "effectiveDateTime": f"2026-03-{own + 1:02d}",
                "code": {"coding": [{"system": "http://loinc.org", "code": "72514-3"}]}, "subject": {"reference": f"Patient/p{number}"},
                "valueQuantity": {"value": own, "code": "{score}"}, "bodySite": {"text": "left hip"},
            }  # fmt: skip
            entries.append({"resource": pain})
    file = tmp_path / "people.json"
    file.write_text(json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}))
    command = [*python, "import_fhir", str(file)]
    process = subprocess.Popen(command, env=env, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    give_up = time.monotonic() + 120
    while process.poll() is None and len(written(database)) < 5 and time.monotonic() < give_up:
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=30)
    there = written(database)
    assert there, "nothing was written before it was killed"
    assert set(there.values()) == {EACH}
    subprocess.run(
        command, env=env, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300, check=True
    )
    assert written(database) == {f"Person {number}": EACH for number in range(PEOPLE)}
