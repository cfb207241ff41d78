"""What this patient will receive: the same rules and the same planning, with nothing written."""

from datetime import datetime, timedelta

from backend.guidance import assess
from backend.patients.models import Patient
from backend.reminders.models import Reminder
from backend.reminders.plan import draft, wishes_for
from backend.tracking.facts import facts_of, thresholds_of
from backend.tracking.models import Finding

DAYS_A_MONTH = 30.4375


def preview(patient: Patient, *, now: datetime, months: int) -> list[Reminder]:
    """Every reminder of the next `months` as things stand, unsaved, in order; sent ones are left out."""
    horizon = round(months * DAYS_A_MONTH)
    assessment = assess(facts_of(patient), now, thresholds_of(patient), horizon_days=horizon)
    wishes = wishes_for(patient)
    standing = list(Finding.objects.filter(patient=patient).standing())
    stored = {row.identity: row for row in Reminder.objects.filter(patient=patient)}
    last = now + timedelta(days=horizon)
    found: list[Reminder] = []
    for item in assessment.due:
        row = stored.get(item.identity)
        if row and row.state not in (Reminder.State.PLANNED, Reminder.State.WITHDRAWN):
            continue
        since = row.planned_at if row and row.state == Reminder.State.PLANNED else now
        planned = draft(patient, item, since, wishes, standing)
        if row:
            planned.pk = row.pk
        if planned.due_at <= last:
            found.append(planned)
    return sorted(found, key=lambda row: (row.due_at, row.kind, row.to, row.subject, row.slot))
