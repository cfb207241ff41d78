"""Small FHIR files, and the command as an operator runs it."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

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
        person = {"resourceType": "Patient", "id": "p", "name": [{"text": "Pia"}], "birthDate": "1990"} | (
            patient or {}
        )
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
