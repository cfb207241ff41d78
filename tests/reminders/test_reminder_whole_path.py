"""With the real rules: from an entry to a message, through the assessment, the plan and the delivery."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from reminder_help import BY, NOON

from backend.core import clock
from backend.core.actor import Actor
from backend.patients.models import Patient
from backend.records.actions import record_one
from backend.reminders import deliver
from backend.reminders.models import Reminder
from backend.tracking.assessment import reassess

pytestmark = pytest.mark.django_db


@pytest.fixture
def life(cast):
    """Maria's life: something is recorded at a moment, or a moment passes; both as the live system does it."""

    class Life:
        patient = cast.maria

        def record(self, kind, at=NOON, by=BY, **fields):
            with clock.moved_to(at):
                row = record_one(patient=self.patient, by=by, kind=kind, **fields)
                reassess(self.patient.pk)
            return row

        def until(self, at):
            """Let the clocks strike up to `at`, an hour at a time, as beat and workers would."""
            now = NOON
            while now <= at:
                with clock.moved_to(now):
                    if Patient.objects.filter(pk=self.patient.pk, reassess_at__lte=now).exists():
                        reassess(self.patient.pk)
                    while deliver.run():
                        pass
                now += timedelta(hours=1)

        def told(self, kind=None, to="patient"):
            rows = Reminder.objects.shown().filter(patient=self.patient, to=to).order_by("sent_at")
            return list(rows.filter(kind=kind) if kind else rows)

    return Life()


def test_a_diagnosis_brings_the_baseline_scan_to_the_inbox_and_a_neutral_mail(life):
    life.record("diagnosis", site="hip", side="left", basis="mri")
    life.until(NOON + timedelta(hours=1))
    (row,) = life.told("dexa-baseline")
    assert row.sent_at == NOON
    assert life.told("dexa-baseline", to="clinician")
    hers = [letter for letter in mail.outbox if letter.to == ["maria@example.org"]]
    assert hers
    assert "dexa" not in (hers[0].subject + hers[0].body).lower().split("/unsubscribe/")[0]


def test_a_scan_takes_the_second_baseline_back(life):
    life.record("diagnosis", site="hip", side="left", basis="mri")
    later = Reminder.objects.filter(kind="dexa-baseline", to="patient").order_by("due_on").last()
    assert later.due_on == (NOON + timedelta(days=30)).date()
    life.record("dexa", at=NOON + timedelta(days=3), site="total_hip", side="left", bmd=0.9)
    later.refresh_from_db()
    assert (later.state, later.withdrawn_reason) == ("withdrawn", "reason-gone")


def test_an_entry_that_comes_first_keeps_the_evening_quiet(life):
    life.record("setting", log_reminder_at="20:00")
    life.until(NOON + timedelta(hours=9))
    (first,) = life.told("log-today")
    assert first.sent_at == datetime(2026, 1, 14, 20, 0, tzinfo=UTC)
    with clock.moved_to(NOON + timedelta(days=1)):
        record_one(patient=life.patient, by=BY, kind="pain", site="hip", side="left", intensity=2)
    # Nobody assessed since: the look before the telling finds the entry all the same.
    deliver.run(now=NOON + timedelta(days=1, hours=8))
    assert len(life.told("log-today")) == 1


def test_who_travels_is_reminded_by_the_clocks_there(life, client_of):
    life.record("setting", log_reminder_at="20:00")
    life.record("setting", quiet_from="22:00", quiet_to="07:00")
    with clock.moved_to(NOON):
        changed = client_of(life.patient).patch(
            f"/api/v1/patients/{life.patient.pk}", {"timezone": "Asia/Tokyo"}, format="json"
        )
        assert changed.status_code == 200, changed.content
    life.until(NOON + timedelta(hours=40))
    # Noon in Lisbon is nine in the evening in Tokyo: that evening's hour is over, the next one's comes at 11:00 UTC.
    sent = [row.sent_at for row in life.told("log-today")]
    assert sent[-1] == datetime(2026, 1, 15, 11, 0, tzinfo=UTC)
    assert datetime(2026, 1, 14, 20, 0, tzinfo=UTC) not in sent


def test_a_finding_that_nobody_has_seen_calls_a_day_later_and_after_three(life):
    life.record("fracture", site="femoral_neck", side="left")
    opened = NOON
    life.until(opened + timedelta(hours=80))
    calls = life.told("contact-clinician")
    assert [row.sent_at for row in calls] == [opened + timedelta(hours=24), opened + timedelta(hours=72)]
    assert all(row.finding_id for row in calls)


def test_once_acknowledged_nobody_is_called(life, cast):
    life.record("fracture", site="femoral_neck", side="left")
    by = Actor(role="clinician", user_id=cast.sofia.pk, name="Sofia")
    life.record("acknowledge", at=NOON + timedelta(hours=2), by=by, finding="fracture-reported")
    life.until(NOON + timedelta(hours=80))
    assert not life.told("contact-clinician")


def test_assessing_again_and_again_tells_nothing_twice(life):
    life.record("diagnosis", site="hip", side="left", basis="mri")
    for hour in range(0, 60, 5):
        reassess(life.patient.pk, now=NOON + timedelta(hours=hour))
        deliver.run(now=NOON + timedelta(hours=hour))
    identities = [row.identity for row in life.told()]
    assert len(identities) == len(set(identities))
    assert len(life.told("dexa-baseline")) == 1
