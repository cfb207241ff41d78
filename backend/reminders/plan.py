"""From due items to rows: insert what is missing, move what moved, withdraw what has lost its reason.

Runs inside the transaction of the assessment, with the patient's row locked. A fixed number of statements,
however long the history is.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from functools import cache
from typing import Any

from django.db import transaction
from django.db.models import CharField, Q, UUIDField

from backend.core import zonedata
from backend.core.prepared import Prepared
from backend.guidance import Assessment, DueItem
from backend.patients.models import Patient
from backend.records.models import Record
from backend.reminders import alarms, zones
from backend.reminders.kinds import DAILY, FOLDED, GONE, URGENT
from backend.reminders.models import MovedReminder, Reminder
from backend.reminders.monthly import monthly_of
from backend.reminders.tasks import deliver_soon
from backend.reminders.timing import EVENING, MORNING, Wishes, days_after, due_moment, moment, wishes_of
from backend.tracking.models import Finding

# States in which the row has not been told yet, so that it may still move or go.
WAITING = (Reminder.State.PLANNED, Reminder.State.WITHDRAWN)


def wishes_for(patient: Patient) -> Wishes:
    """What the patient's current `setting` records say."""
    rows = Record.objects.current().filter(patient=patient, kind="setting").in_order()
    return wishes_of(patient.timezone, rows.values_list("data", flat=True))


def nominal_moment(item: DueItem, wishes: Wishes, finding: Finding | None) -> datetime:
    """When the reason asks for it: the chosen hour of its day, or some hours or days after the finding opened."""
    if item.reminder == alarms.KIND and finding is not None:
        return finding.opened_at + timedelta(hours=float(item.params["after_hours"]))
    if item.at == "after_finding" and finding is not None:
        return days_after(finding.opened_at, (item.due_on - finding.opened_on).days, wishes.zone)
    if item.at == "clock":
        return moment(item.due_on, time.fromisoformat(str(item.params["time"])), wishes.zone)
    at: time = (wishes.log_at or EVENING) if item.at == "log_time" else MORNING
    return moment(item.due_on, at, wishes.zone)


def due_at(item: DueItem, nominal: datetime, earliest: datetime, wishes: Wishes) -> datetime:
    """`nominal`, not before it was known, out of the quiet hours."""
    return due_moment(
        nominal=nominal,
        earliest=earliest,
        wishes=wishes if item.to == "patient" else wishes.of_clinicians(),
        same_day=item.reminder in DAILY,
        urgent=item.reminder in URGENT,
    )


def draft(patient: Patient, item: DueItem, now: datetime, wishes: Wishes, findings: Sequence[Finding]) -> Reminder:
    """The row that `item` asks for; nothing is written. The preview and the plan both use it."""
    finding = finding_of(item, findings)
    nominal = nominal_moment(item, wishes, finding)
    if item.at == "day" and item.reminder not in DAILY and item.due_on <= now.astimezone(wishes.zone).date():
        # What happened today is told now; only what was known before waits for its morning.
        nominal = min(nominal, now)
    at = due_at(item, nominal, now, wishes)
    return Reminder(
        patient=patient,
        kind=item.reminder,
        to=item.to,
        subject=item.subject,
        slot=item.slot,
        params=plain(item.params),
        reason=item.reason[:200],
        finding=finding,
        due_on=item.due_on,
        nominal_at=nominal,
        due_at=at,
        next_at=at,
        planned_at=now,
        zone_data=zonedata.version(),
    )


def finding_of(item: DueItem, findings: Iterable[Finding]) -> Finding | None:
    """The finding that `item` speaks of: an open `now` finding that the patient sees, opened one day or three before."""
    if item.at != "after_finding":
        return None
    if item.reminder == alarms.KIND:
        return alarms.finding_of_alarm(item, findings)
    opened = item.due_on - timedelta(days=3 if "72" in str(item.params.get("hours", item.slot)) else 1)
    same = [
        row
        for row in findings
        if row.urgency == "now" and row.for_patient and row.opened_on == opened and row.state == Finding.State.OPEN
    ]
    return min(same, key=lambda row: row.opened_at, default=None)


@transaction.atomic(savepoint=False)
def plan(
    patient: Patient,
    assessment: Assessment,
    now: datetime,
    findings: Sequence[Finding],
    *,
    wishes: Wishes | None = None,
) -> list[Reminder]:
    """Make the rows say what the rules say; the rows that are now planned and were not before.

    `wishes`: the patient's, by whoever has read them already.
    """
    wishes = wishes or wishes_for(patient)
    asked = (*assessment.due, *alarms.alarms_of(assessment), *monthly_of(assessment.today, wishes))
    listed = {item.identity: item for item in asked}
    rows = _known(patient, sorted({item.slot for item in listed.values()}))
    known = {row.identity: row for row in rows}
    if not listed and not rows:
        return []
    changed: list[Reminder] = []
    awake: list[Reminder] = []
    moved: list[MovedReminder] = []
    for identity, row in known.items():
        if row.state not in WAITING or row.withdrawn_reason == FOLDED:
            continue
        item = listed.get(identity)
        if item is None:
            if row.state == Reminder.State.PLANNED:
                withdraw(row, alarms.ACKNOWLEDGED if alarms.acknowledged(row, assessment) else GONE)
                changed.append(row)
            continue
        since = now if row.state == Reminder.State.WITHDRAWN else row.planned_at
        wanted = draft(patient, item, since, wishes, findings)
        if zones.moved_by_data(row, wanted):
            moved.append(zones.note(row, wanted, wishes.zone))
        if _take(row, wanted):
            changed.append(row)
            awake.append(row)
    fresh = [
        draft(patient, item, now, wishes, findings) for identity, item in listed.items() if identity not in known
    ]
    if fresh:
        Reminder.objects.bulk_create(fresh, ignore_conflicts=True)
    if changed:
        Reminder.objects.bulk_update(changed, MOVED)
    if moved:
        MovedReminder.objects.bulk_create(moved)
    planned = fresh + awake
    if any(row.due_at <= now for row in planned):
        _tell_a_worker(patient)
    return planned


def _known(patient: Patient, slots: Sequence[str]) -> list[Reminder]:
    """The rows that wait, and those of these slots, told or not."""
    # A query is written for so many slots; the few there may be beyond are filled up by naming the last one again.
    places = -(-max(len(slots), 1) // 4) * 4
    named = [*slots, *[slots[-1] if slots else ""] * (places - len(slots))]
    return list(_rows_of(places).all(patient=patient.pk, **{f"slot{n}": slot for n, slot in enumerate(named)}))


@cache
def _rows_of(places: int) -> Prepared[Reminder]:
    slots = [f"slot{number}" for number in range(places)]
    return Prepared(
        lambda patient, **named: Reminder.objects.filter(
            Q(state=Reminder.State.PLANNED) | Q(slot__in=[named[name] for name in slots]), patient_id=patient
        ),
        patient=UUIDField(),
        **dict.fromkeys(slots, CharField()),
    )


TAKEN = ("due_on", "nominal_at", "due_at", "planned_at", "params", "reason", "zone_data", "finding_id")
MOVED = (*TAKEN[:-1], "finding", "state", "withdrawn_reason", "next_at", "moves")


def _take(row: Reminder, wanted: Reminder) -> bool:
    """Make a row that was not told yet say what is `wanted`; True when anything differs.

    `wanted` was drafted as of the moment since which the row has been known, so planning again never puts it off.
    """
    same = row.state == wanted.state and all(getattr(row, name) == getattr(wanted, name) for name in TAKEN)
    if same:
        return False
    if row.state != wanted.state or row.due_at != wanted.due_at:
        row.next_at = wanted.due_at
        row.moves += 1
    row.state = wanted.state
    row.withdrawn_reason = ""
    for name in TAKEN:
        setattr(row, name, getattr(wanted, name))
    return True


def withdraw(row: Reminder, reason: str) -> None:
    """Take it back before it is told; the reason stays with the row."""
    row.state = Reminder.State.WITHDRAWN
    row.withdrawn_reason = reason[:60]
    row.next_at = None
    row.moves += 1


def _tell_a_worker(patient: Patient) -> None:
    key = str(patient.pk)
    transaction.on_commit(lambda: deliver_soon(key))


def plain(params: Any) -> dict[str, Any]:
    """Parameters as JSON keeps them."""
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else list(value) if isinstance(value, tuple) else value
        for name, value in dict(params).items()
    }
