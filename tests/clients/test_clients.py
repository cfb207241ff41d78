"""FHIR clients by other hands, pinned in `pyproject.toml` beside this, talk to this server over HTTP.

`manage.py verify` installs them into `.tools/clients`; without them these tests are skipped.
"""

import json
import subprocess
from pathlib import Path

import pytest

from backend.accounts.actions import create_token
from backend.core.actor import Actor
from backend.exchange.bulk import actions
from backend.patients.actions import give_consent
from backend.records.actions import record_one

HERE = Path(__file__).parent
PYTHON = HERE.parents[1] / ".tools" / "clients" / "bin" / "python"
BY = Actor(role="clinician", name="Sofia")
pytestmark = [
    pytest.mark.system,
    pytest.mark.slow,
    pytest.mark.skipif(not PYTHON.exists(), reason="the clients are not installed: manage.py verify does it"),
]


@pytest.fixture
def said(cast, live_server, settings, tmp_path, monkeypatch, transactional_db):
    """What each client read of three pains of Maria's and one of Jonas's."""
    settings.PRIVATE_FILES = tmp_path / "private"
    for day, intensity in (("2025-03-01", 3), ("2025-03-02", 6), ("2025-03-03", 1)):
        record_one(patient=cast.maria, by=BY, kind="pain", date=day, site="hip", side="left", intensity=intensity)
    record_one(patient=cast.maria, by=BY, kind="body_weight", kg=70)
    record_one(patient=cast.jonas, by=BY, kind="pain", date="2025-03-01", site="hip", side="right", intensity=8)
    give_consent(by=Actor.system("test"), patient=cast.maria, kind="research", version="1")
    monkeypatch.setattr("backend.exchange.bulk.views.bulk_export_soon", actions.make_bulk_export)

    def token(user, scope):
        return create_token(by=Actor.system("test"), user=user, name="clients", scope=scope)[1]

    command = [
        PYTHON, HERE / "talk.py", live_server.url + "/fhir", token(cast.sofia, "clinic"), tmp_path, str(cast.ponte.pk),
        token(cast.ruben, "export"),
    ]  # fmt: skip
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.strip().splitlines()[-1])


def test_clients_by_other_hands_read_what_is_there(said):
    assert not {name: one["failed"] for name, one in said.items() if "failed" in one}
    assert said["fhirpy"] == {
        "count": 4, "all": [1, 3, 6, 8], "sorted": [1, 6, 3], "first": 1, "got": "Maria",
        "elements": ["code", "id", "meta", "resourceType", "status", "valueQuantity"], "along": ["Observation", "Patient"],
    }  # fmt: skip
    assert said["fhirclient"]["all"] == [1, 3, 6, 8]
    assert said["fhirclient"]["read"] == "Maria"
    assert len(set(said["pyrate"]["ids"])) == len(said["pyrate"]["ids"]) == 5
    assert said["pyrate"]["by_patient"] == said["pyrate"]["ids"]
    assert said["smart_fetch"] == {"Patient": 1, "Observation": 4}
    assert said["smart_fetch_since"] == {}
