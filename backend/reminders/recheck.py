"""What is due is checked again right before somebody is told: what the rules say now of the patients of a batch.

The same facts and thresholds as `tracking` takes for one patient, here for many with one query.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog

from backend.guidance import Assessment, DueItem, Facts, PatientFacts, assess, build_facts
from backend.guidance.progress import Progress, progress_of
from backend.patients.models import Patient
from backend.records.models import Record
from backend.reminders.alarms import KIND as ALARM
from backend.reminders.alarms import alarms_of
from backend.reminders.models import Reminder
from backend.reminders.monthly import KIND as MONTHLY
from backend.reminders.monthly import monthly_of
from backend.reminders.timing import Wishes, wishes_of
from backend.tracking.facts import thresholds_of

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Rechecked:
    """One patient as things stand; `assessment` is None when the rules failed on their records."""

    patient: Patient
    assessment: Assessment | None
    wishes: Wishes
    facts: Facts | None = None

    def item_of(self, row: Reminder) -> DueItem | None:
        """What asks for this row today, if anything does."""
        assert self.assessment is not None
        if row.kind == ALARM:
            listed: Sequence[DueItem] = alarms_of(self.assessment)
        elif row.kind == MONTHLY:
            listed = monthly_of(self.assessment.today, self.wishes) if self.answers() else ()
        else:
            listed = self.assessment.due
        return next((one for one in listed if one.identity == row.identity), None)

    def answers(self) -> Sequence[Progress]:
        """Is it getting better, place by place: of those with a number in the four weeks before today."""
        assert self.assessment is not None
        assert self.facts is not None
        answers = progress_of(self.facts, self.assessment.today, thresholds_of(self.patient))
        return [one for one in answers if one.logged]


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
            facts = _facts(patient, rows[patient.pk])
            yield Rechecked(patient, assess(facts, now, thresholds_of(patient)), wishes, facts)
        except Exception:  # one patient's trouble must not hold up the others
            log.exception("reminder_assessment_failed", patient_id=str(patient.pk))
            yield Rechecked(patient, None, wishes)


def _facts(patient: Patient, rows: Sequence[tuple[Any, ...]]) -> Facts:
    about = PatientFacts(
        sex=patient.sex,
        birth_year=patient.birth_year,
        timezone=patient.timezone,
        risk_factors=tuple(patient.risk_factors),
    )
    return build_facts(about, [(str(key), kind, day, at, data) for key, kind, day, at, data in rows])
