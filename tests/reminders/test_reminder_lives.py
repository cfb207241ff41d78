"""Any life in any zone, with the real rules and workers that die: told once, never in the quiet hours, never late."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from reminder_help import BY

from backend.core import clock
from backend.patients.actions import change_profile, register_patient
from backend.records.actions import record_one
from backend.records.models import Record
from backend.reminders import claims, deliver
from backend.reminders.models import Delivery, Reminder
from backend.reminders.timing import is_quiet, moment, wishes_of
from backend.tracking.assessment import reassess

pytestmark = pytest.mark.django_db

ZONES = [
    "Europe/Lisbon",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "Pacific/Chatham",
]
# Days on both sides of the changes of the clocks, north and south.
DAYS = [
    date(2026, 3, 27),
    date(2026, 10, 23),
    date(2026, 4, 3),
    date(2026, 10, 2),
    date(2026, 1, 14),
    date(2024, 2, 27),
]
acts = st.sampled_from(
    ["pain", "worse", "assess", "deliver", "deliver", "deliver", "die", "fracture", "seen", "scan", "travel"]
)
steps = st.lists(st.tuples(st.integers(1, 9), acts), min_size=3, max_size=15)
hours = st.times().map(lambda at: f"{at.hour:02d}:{at.minute:02d}")


class Undo(Exception):
    """Leaves the database as it was after each example."""


@settings(
    max_examples=20,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    zone=st.sampled_from(ZONES), day=st.sampled_from(DAYS), steps=steps, remind=hours, quiet=st.tuples(hours, hours)
)
def test_a_life(db, settings, zone, day, steps, remind, quiet):
    try:
        with transaction.atomic():
            live(zone, day, steps, remind, quiet)
            raise Undo
    except Undo:
        pass


def live(zone, day, steps, remind, quiet):
    now = moment(day, time(12), clock.zone(zone))
    with clock.moved_to(now):
        patient = register_patient(by=BY, name="Any", sex="female", birth_year=1990, timezone=zone)
        record_one(
            patient=patient, by=BY, kind="setting", log_reminder_at=remind, quiet_from=quiet[0], quiet_to=quiet[1]
        )
        record_one(patient=patient, by=BY, kind="diagnosis", site="hip", side="left", basis="mri")
        reassess(patient.pk)
    for gap, act in steps:
        now += timedelta(hours=gap)
        with clock.moved_to(now):
            before = set(Delivery.objects.values_list("pk", flat=True))
            do(act, patient, now)
            for told in Delivery.objects.exclude(pk__in=before).select_related("reminder"):
                patient.refresh_from_db()
                wishes = wishes_of(patient.timezone, [{"quiet_from": quiet[0], "quiet_to": quiet[1]}])
                check(told, patient, wishes, now)
    inbox = Delivery.objects.filter(channel="inapp")
    assert inbox.count() == inbox.values("reminder").distinct().count(), "told twice"
    assert inbox.count() == Reminder.objects.shown().count()


def do(act, patient, now):
    if act == "pain":
        record_one(patient=patient, by=BY, kind="pain", site="hip", side="left", intensity=3)
    elif act == "worse":
        record_one(patient=patient, by=BY, kind="change", direction="worse")
        reassess(patient.pk)
    elif act == "fracture":
        record_one(patient=patient, by=BY, kind="fracture", site="hip", side="left")
        reassess(patient.pk)
    elif act == "seen":
        record_one(patient=patient, by=BY, kind="acknowledge", finding="fracture-reported")
    elif act == "scan":
        record_one(patient=patient, by=BY, kind="dexa", site="total_hip", side="left", bmd=0.9)
        reassess(patient.pk)
    elif act == "travel":
        elsewhere = ZONES[(ZONES.index(patient.timezone) + 1) % len(ZONES)]
        patient.timezone = elsewhere
        change_profile(by=BY, patient=patient, changes={"timezone": elsewhere})
    elif act == "assess":
        reassess(patient.pk)
    elif act == "die":
        claims.claim(now=now)
    else:
        reassess(patient.pk)
        deliver.run(patient_id=patient.pk)


def check(told, patient, wishes, now):
    """What was told at this moment was wanted at this moment, in waking hours."""
    row = told.reminder
    if row.to == "patient":
        assert not is_quiet(now, wishes), f"{row.kind} in the quiet hours"
    assert row.due_at <= now
    today = now.astimezone(wishes.zone).date()
    current = Record.objects.current().filter(patient=patient)
    if row.kind == "log-today":
        assert row.due_on == today
        assert not current.filter(day=today, kind__in=["pain", "change"]).exists(), "the entry had come"
    if row.kind == "contact-clinician":
        opened = row.finding.opened_at
        assert now - opened >= timedelta(hours=23), "a day on the wall is 23 hours at the least"
    if row.kind == "dexa-baseline":
        assert not current.filter(kind="dexa").exists(), "the scan had come"


def test_the_checks_bite():
    """A delivery in the night and one on a day whose entry has come are seen by `check`."""
    wishes = wishes_of("UTC", [{"quiet_from": "22:00", "quiet_to": "07:00"}])
    night = datetime(2026, 1, 14, 23, 0, tzinfo=UTC)
    row = Reminder(kind="dexa-repeat", to="patient", due_at=night)
    with pytest.raises(AssertionError, match="quiet"):
        check(Delivery(reminder=row), None, wishes, night)
