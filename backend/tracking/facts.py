"""Rows into facts: one query for a patient's whole history, whatever its length."""

from dataclasses import fields
from typing import Any

from backend.guidance import Facts, PatientFacts, Thresholds, build_facts
from backend.patients.models import Patient, Record

# What the rules read; notes and the like are left in the table.
_COLUMNS = ("id", "kind", "day", "recorded_at", "data")


def facts_of(patient: Patient) -> Facts:
    """Everything that now stands in the log about `patient`, as the rules take it."""
    rows = (
        Record.objects.current().filter(patient=patient).order_by("day", "recorded_at", "id").values_list(*_COLUMNS)
    )
    about = PatientFacts(
        sex=patient.sex,
        birth_year=patient.birth_year,
        timezone=patient.timezone,
        risk_factors=tuple(patient.risk_factors),
    )
    return build_facts(about, [(str(key), kind, day, at, data) for key, kind, day, at, data in rows])


def thresholds_of(patient: Patient) -> Thresholds:
    """The numbers in force: the software's defaults, the clinic's over them, the patient's over both."""
    return Thresholds(**{name: value for name, (value, _) in overrides_of(patient).items()})


def overrides_of(patient: Patient) -> dict[str, tuple[Any, str]]:
    """The numbers that somebody set in the place of a default, and who did: `clinic`, or `clinician` for this patient."""
    known = {field.name for field in fields(Thresholds)}
    return {name: chosen for name, chosen in patient.numbers_set().items() if name in known}
