"""Rows into facts: one query for a patient's whole history, whatever its length."""

import json
from dataclasses import fields
from typing import Any

from django.db import connection

from backend.guidance import Facts, PatientFacts, Thresholds, build_facts
from backend.patients.models import Patient
from backend.records.models import Record

# What the rules read; notes and the like are left in the table.
_COLUMNS = ("id", "kind", "day", "at", "data", "seq")


def facts_of(patient: Patient) -> Facts:
    """Everything that now stands in the log about `patient`, as the rules take it."""
    about = PatientFacts(
        sex=patient.sex,
        birth_year=patient.birth_year,
        timezone=patient.timezone,
        risk_factors=tuple(patient.risk_factors),
    )
    rows = _rows(patient)
    return build_facts(about, [row[:5] for row in rows], {row[0]: row[5] for row in rows})


# In the order in which they count, so that their places stand for their moments, which are long to read; the documents are
# read in one go.
_POSTGRES = """
SELECT id::text, kind, day, data::text, seq FROM patients_record
WHERE patient_id = %s AND is_current AND kind <> %s ORDER BY day, LEAST(recorded_at, received_at), id
"""


def _rows(patient: Patient) -> list[Any]:
    """(key, kind, day, moment or place, data, place in which it was received) of every record that stands."""
    if connection.vendor != "postgresql":
        rows = Record.objects.current().filter(patient=patient).in_order().values_list(*_COLUMNS)
        return [(str(key), *rest) for key, *rest in rows]
    with connection.cursor() as cursor:
        cursor.execute(_POSTGRES, [patient.pk, Record.DELETION])
        found = cursor.fetchall()
    read = json.loads("[" + ",".join([row[3] for row in found]) + "]")
    return [
        (key, kind, day, place, data, seq)
        for place, ((key, kind, day, _, seq), data) in enumerate(zip(found, read, strict=True))
    ]


def thresholds_of(patient: Patient) -> Thresholds:
    """The numbers in force: the software's defaults, the clinic's over them, the patient's over both."""
    return Thresholds(**{name: value for name, (value, _) in overrides_of(patient).items()})


def overrides_of(patient: Patient) -> dict[str, tuple[Any, str]]:
    """The numbers that somebody set in the place of a default, and who did: `clinic`, or `clinician` for this patient."""
    known = {field.name for field in fields(Thresholds)}
    return {name: chosen for name, chosen in patient.numbers_set().items() if name in known}
