"""When the zone data change: everybody's coming moments are computed anew, and those that moved are told.

Due moments are stored in UTC, so a reminder that was planned for nine o'clock by older data may lie an hour off.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

import structlog
from django.db import transaction
from django.db.models import Q

from backend.core import clock, zonedata
from backend.core.models import Heartbeat
from backend.patients.models import Patient
from backend.reminders.models import MovedReminder, Reminder, StaffWishes
from backend.reminders.staff import next_digest
from backend.reminders.timing import moment

log = structlog.get_logger(__name__)
AT_ONCE = 5000  # patients whose clocks one round sets


def moved_by_data(row: Reminder, wanted: Reminder) -> bool:
    """Is the moment of this planned row another one only because it was computed by other zone data?"""
    return (
        row.state == Reminder.State.PLANNED
        and row.zone_data != wanted.zone_data
        and row.due_on == wanted.due_on
        and row.due_at != wanted.due_at
    )


def note(row: Reminder, wanted: Reminder, zone: ZoneInfo) -> MovedReminder:
    """What is kept of it, and a line in the log: which, from when, to when. Not what it is about."""
    log.info(
        "reminder_moved", reminder_id=str(row.pk), zone=zone.key, zone_data=wanted.zone_data,
        before=row.due_at.isoformat(), after=wanted.due_at.isoformat(),
    )  # fmt: skip
    return MovedReminder(
        reminder=row,
        zone=zone.key,
        older=row.zone_data,
        newer=wanted.zone_data,
        before=row.due_at,
        after=wanted.due_at,
    )


def renew(now: datetime) -> int:
    """Have everything computed anew that older zone data have set; how many patients are to be assessed again.

    Once for each version everybody's clocks, after that only what a host with older data has planned meanwhile.
    """
    version = zonedata.version()
    _, new = Heartbeat.objects.get_or_create(name=f"zones {version}"[:40], defaults={"at": now})
    waiting = Q(reassess_at__gt=now) | Q(reassess_at=None)
    patients = Patient.objects.filter(waiting, closed_at=None)
    if new:
        _digests(now)
        _snoozes(now)
        asked = patients.filter(reassess_at__gt=now).update(reassess_at=now)
        log.warning("zone_data_changed", zone_data=version, patients=asked)
        return asked
    older = Reminder.objects.filter(state=Reminder.State.PLANNED, zone_data__lt=version)
    ids = list(older.order_by().values_list("patient_id", flat=True).distinct()[:AT_ONCE])
    return patients.filter(pk__in=ids).update(reassess_at=now) if ids else 0


@transaction.atomic
def _digests(now: datetime) -> None:
    rows = list(StaffWishes.objects.select_for_update().filter(next_digest_at__gt=now))
    for row in rows:
        row.next_digest_at = next_digest(row, now)
    StaffWishes.objects.bulk_update(rows, ["next_digest_at"], batch_size=1000)


@transaction.atomic
def _snoozes(now: datetime) -> None:
    rows = Reminder.objects.select_for_update(of=("self",)).select_related("patient")
    for row in rows.filter(state=Reminder.State.SNOOZED, snoozed_until__gt=now).exclude(snoozed_local=""):
        local = datetime.fromisoformat(row.snoozed_local)
        at = moment(local.date(), local.time(), clock.zone(row.patient.timezone))
        if at != row.snoozed_until:
            row.snoozed_until = row.next_at = at
            row.save(update_fields=["snoozed_until", "next_at"])
