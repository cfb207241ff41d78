"""What is due is checked again right before somebody is told: what the rules say now of the patients of a batch.

The same facts and thresholds as `tracking` takes for one patient, here for many with one query.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog

from backend.guidance import Assessment, DueItem, PatientFacts, assess, build_facts
from backend.patients.models import Patient
from backend.records.models import Record
from backend.reminders.alarms import KIND as ALARM
from backend.reminders.alarms import alarms_of
from backend.reminders.models import Reminder
from backend.reminders.timing import Wishes, wishes_of
from backend.tracking.facts import thresholds_of

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Rechecked:
    """One patient as things stand; `assessment` is None when the rules failed on their records."""

    patient: Patient
    assessment: Assessment | None
    wishes: Wishes

    def item_of(self, row: Reminder) -> DueItem | None:
        """What asks for this row today, if anything does."""
        assert self.assessment is not None
        listed = alarms_of(self.assessment) if row.kind == ALARM else self.assessment.due
        return next((one for one in listed if one.identity == row.identity), None)


def recheck(patients: Sequence[Patient], now: datetime) -> Iterator[Rechecked]:
    """What the rules say now of each of `patients`, and what each wishes."""
    rows: dict[UUID, list[tuple[Any, ...]]] = {patient.pk: [] for patient in patients}
    columns = ("patient_id", "id", "kind", "day", "at", "data")
    records = Record.objects.current().filter(patient__in=patients).in_order("patient_id")
    for patient_id, *row in records.values_list(*columns):
        rows[patient_id].append(tuple(row))
    for patient in patients:
        wishes = wishes_of(patient.timezone, (row[4] for row in rows[patient.pk] if row[1] == "setting"))
        try:
            yield Rechecked(patient, _ask(patient, rows[patient.pk], now), wishes)
        except Exception:  # one patient's trouble must not hold up the others
            log.exception("reminder_assessment_failed", patient_id=str(patient.pk))
            yield Rechecked(patient, None, wishes)


def _ask(patient: Patient, rows: Sequence[tuple[Any, ...]], now: datetime) -> Assessment:
    about = PatientFacts(
        sex=patient.sex,
        birth_year=patient.birth_year,
        timezone=patient.timezone,
        risk_factors=tuple(patient.risk_factors),
    )
    facts = build_facts(about, [(str(key), kind, day, at, data) for key, kind, day, at, data in rows])
    return assess(facts, now, thresholds_of(patient))
