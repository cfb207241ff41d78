"""A weekly medicine through a year, with the real rules and the real delivery: its weekday, its hour, once a week."""

import itertools
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from reminder_help import BY

from backend.core import clock
from backend.patients.actions import register_patient
from backend.patients.models import Patient
from backend.records.actions import record_one
from backend.reminders import deliver
from backend.reminders.models import Delivery
from backend.reminders.timing import moment
from backend.tracking.assessment import reassess

pytestmark = pytest.mark.django_db
# The Fridays before clocks change, forward and back, on both halves of the earth; the medicine begins days before.
CHANGES = {
    "Europe/Berlin": (date(2026, 3, 27), date(2026, 10, 23)),
    "America/New_York": (date(2026, 3, 6), date(2026, 10, 30)),
    "Australia/Lord_Howe": (date(2026, 4, 3), date(2026, 10, 2)),
}


class Undo(Exception):
    """Leaves the database as it was after each example."""


@settings(
    max_examples=4,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(zone=st.sampled_from(sorted(CHANGES)), spring=st.booleans(), back=st.integers(0, 6))
def test_a_weekly_medicine_comes_on_its_weekday_across_both_changes_of_the_clocks(db, zone, spring, back):
    try:
        with transaction.atomic():
            told = weeks_of(zone, CHANGES[zone][0 if spring else 1] - timedelta(days=7 + back))
            raise Undo
    except Undo:
        pass
    local = [at.astimezone(ZoneInfo(zone)) for at in told]
    assert len(local) >= 3
    assert {at.weekday() for at in local} == {local[0].weekday()}
    assert [(b.date() - a.date()).days for a, b in itertools.pairwise(local)] == [7] * (len(local) - 1)
    assert {at.time() for at in local[1:]} == {time(9, 0)}
    offsets = {at.utcoffset() for at in local}
    assert len(offsets) == 2, "the clocks changed between them"


def weeks_of(zone: str, first: date) -> list[datetime]:
    """Three weeks as beat and workers live them, looked at every morning; when it was told."""
    where = ZoneInfo(zone)
    with clock.moved_to(moment(first, time(8), where)):
        patient = register_patient(by=BY, name="Any", sex="male", birth_year=1970, timezone=zone)
        record_one(patient=patient, by=BY, kind="medicine", name="Alendronate", **{"class": "bisphosphonate"},
                   action="start", every="week")  # fmt: skip
        reassess(patient.pk)
    for day in range(22):
        now = moment(first + timedelta(days=day), time(9), where)
        with clock.moved_to(now):
            if Patient.objects.filter(pk=patient.pk, reassess_at__lte=now).exists():
                reassess(patient.pk)
            deliver.run(patient_id=patient.pk)
    told = Delivery.objects.filter(reminder__kind="medicine-due", channel="inapp").order_by("at")
    assert told.values("reminder__slot").distinct().count() == told.count()
    return list(told.values_list("at", flat=True))


def test_a_patients_own_medicine_is_told_at_its_own_time_and_not_once_it_is_noted(db):
    where = ZoneInfo("Europe/Berlin")
    with clock.moved_to(moment(date(2026, 3, 2), time(6), where)):
        patient = register_patient(by=BY, name="Any", sex="male", birth_year=1970, timezone="Europe/Berlin")
        record_one(patient=patient, by=BY, kind="medicine", name="Calcium", **{"class": "calcium"}, action="start",
                   every="day", times=["07:30", "19:30"])  # fmt: skip
        reassess(patient.pk)
    for hour in ((7, 29), (7, 30), (12, 0), (19, 31)):
        with clock.moved_to(moment(date(2026, 3, 2), time(*hour), where)):
            deliver.run(patient_id=patient.pk)
            if hour == (12, 0):
                record_one(
                    patient=patient, by=BY, kind="medicine_taken", name="Calcium", outcome="taken", time="19:30"
                )
                reassess(patient.pk)
    told = Delivery.objects.filter(reminder__kind="medicine-due", channel="inapp").order_by("at")
    assert [at.astimezone(where).time() for at in told.values_list("at", flat=True)] == [time(7, 30)]
