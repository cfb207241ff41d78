"""What leaves is valid R4 in the eyes of others: two validators, HL7's schema, XML and back, and FHIRPath."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from backend.exchange.fhir.export import bundle_of
from backend.tracking.assessment import reassess

HERE = Path(__file__).parent / "validators"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.skipif(
        not (HERE / "node_modules").is_dir(), reason=f"the validators are not installed: npm ci --prefix {HERE.name}"
    ),
]


def problems(bundle: dict[str, Any]) -> list[str]:
    done = subprocess.run(
        ["node", "validate.cjs"],
        cwd=HERE,
        input=json.dumps(bundle),
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    found: list[str] = json.loads(done.stdout)
    return found


def test_everything_about_somebody_is_valid(maria):
    reassess(maria.pk)
    bundle = bundle_of(maria)
    assert {entry["resource"]["resourceType"] for entry in bundle["entry"]} >= {"Flag", "Goal", "Provenance"}
    assert problems(bundle) == []


def test_each_of_them_sees_what_is_wrong(maria):
    bundle = bundle_of(maria)
    pain = next(entry["resource"] for entry in bundle["entry"] if entry["resource"]["resourceType"] == "Observation")
    pain["status"] = "done"
    del pain["code"]
    pain["subject"]["reference"] = "urn:uuid:00000000-0000-4000-8000-000000000000"
    pain["valueQuantity"]["colour"] = "red"
    found = {problem.split(":")[0] for problem in problems(bundle)}
    assert found == {"medplum", "fhir", "schema", "fhirpath", "round trip"}
