"""Small FHIR files, and the command as an operator runs it."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from everything import EVERYTHING, QUESTIONNAIRE

from backend.accounts.models import Clinic
from backend.core.actor import Actor
from backend.exchange.questionnaires.read import read
from backend.patients.actions import register_patient
from backend.patients.models import Patient
from backend.records.drafts import draft_of
from backend.records.log.append import append
from backend.tracking.models import Questionnaire

SAMPLES = Path(__file__).parent / "samples"


class Run:
    """What one run of the command printed, and its exit status."""

    def __init__(self, *arguments: str) -> None:
        out, err = StringIO(), StringIO()
        self.status = 0
        try:
            call_command("import_fhir", *arguments, stdout=out, stderr=err)
        except SystemExit as ended:
            self.status = int(ended.code or 0)
        self.said = json.loads(out.getvalue())
        self.errors = err.getvalue()

    def __getattr__(self, name: str) -> Any:
        return self.said[name]

    @property
    def refusals(self) -> list[tuple[str, str]]:
        return [(one["resource"], one["path"]) for one in self.said["refused"]]

    @property
    def reasons(self) -> dict[str, str]:
        return {one["resource"]: one["why"] for one in self.said["ignored"]}


@pytest.fixture
def run(db: None) -> Callable[..., Run]:
    def go(*arguments: Any) -> Run:
        return Run(*[str(one) for one in arguments])

    return go


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    """A file with these resources in a Bundle, after a Patient `p`; or with the given text."""

    def write(
        *resources: dict[str, Any] | str, name: str = "file.json", patient: dict[str, Any] | None = None
    ) -> Path:
        path = tmp_path / name
        if resources and isinstance(resources[0], str):
            path.write_text(resources[0], encoding="utf-8")
            return path
        person = {
            "resourceType": "Patient", "id": "p", "name": [{"text": "Pia"}], "birthDate": "1990-05-04", "gender": "female",
            "identifier": [{"system": "urn:example:hospital", "value": "P-1"}],
        } | (patient or {})  # fmt: skip
        entries = [{"resource": one} for one in (person, *resources)]
        path.write_text(json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}))
        return path

    return write


def observation(code: str, **fields: Any) -> dict[str, Any]:
    return {
        "resourceType": "Observation",
        "id": "o",
        "status": "final",
        "subject": {"reference": "Patient/p"},
        "code": {"coding": [{"system": "http://loinc.org", "code": code}]},
        "effectiveDateTime": "2025-03-01T10:00:00Z",
    } | fields


@pytest.fixture
def make() -> Callable[..., dict[str, Any]]:
    return observation


@pytest.fixture
def samples() -> Path:
    return SAMPLES


BY = Actor(role="clinician", name="Sofia")
START = datetime(2025, 3, 1, 8, 30, 15, 250000, tzinfo=UTC)


@pytest.fixture
def maria(db: None) -> Patient:
    """A patient about whom everything has been said, a day apart, in her own time zone."""
    clinic = Clinic.objects.create(name="Ponte")
    resource = json.loads((SAMPLES / "questionnaire.json").read_text())
    title, form = read(resource)
    Questionnaire.objects.create(id=QUESTIONNAIRE, clinic=clinic, title=title, form=form, resource=resource)
    maria = register_patient(
        by=BY, name="Maria Lopes", sex="female", birth_year=1990, timezone="Europe/Lisbon",
        risk_factors=["tobacco", "hypothyroidism"], clinic=clinic,
    )  # fmt: skip
    group = str(uuid4())
    drafts = []
    for number, (kind, fields) in enumerate(EVERYTHING):
        item = {"kind": kind, "recorded_at": (START + timedelta(days=number)).isoformat(), **fields}
        if kind == "dexa":
            item["group"] = group
        if number % 7 == 3:
            item["date"] = (START + timedelta(days=number - 2)).date().isoformat()
        if number % 5 == 1:
            item["timezone"] = "Pacific/Auckland"
        drafts.append(draft_of(item, by=BY, default_zone=maria.timezone))
    assert {outcome.result for outcome in append(patient_id=maria.pk, drafts=drafts, by=BY)} == {"created"}
    return maria


@pytest.fixture
def out(tmp_path: Path) -> Callable[..., Path]:
    def write(patient: Patient, name: str = "out.json") -> Path:
        stdout = StringIO()
        call_command("export_fhir", str(patient.pk), stdout=stdout)
        path = tmp_path / name
        path.write_text(stdout.getvalue(), encoding="utf-8")
        return path

    return write
