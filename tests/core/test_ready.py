"""`/readyz`: each check with its figure and limit, 503 when one fails, and nothing about anybody."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from backend.core import clock, ready
from backend.core.models import Heartbeat
from backend.patients.models import Patient
from backend.reminders.models import Reminder


@pytest.fixture
def alive(db):
    Heartbeat.objects.create(name="beat", at=clock.now())


def asked(expected):
    answer = Client().get("/readyz")
    assert answer.status_code == expected, answer.content
    assert answer.json()["status"] == ("ok" if expected == 200 else "failing")
    return answer.json()["checks"]


def test_everything_holds(alive, cast):
    checks = asked(200)
    assert set(checks) == {
        "database", "broker", "cache", "zone_data", "migrations", "beat", "clocks", "oldest_assessment", "oldest_reminder",
    }  # fmt: skip
    assert all(set(check) == {"ok", "figure", "limit", "unit", "why"} for check in checks.values())
    assert "Maria" not in str(checks)


def test_a_fixed_number_of_queries(alive, cast, settings, django_assert_num_queries):
    asked(200)  # the first request joins the apps and reads the files of the migrations
    table = settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")
    with django_assert_num_queries(6 + 2 * (connection.vendor == "postgresql") + 7 * table):  # two ask for its clock
        ready.look()


def test_no_beat_yet_and_beat_long_ago(db):
    assert asked(503)["beat"] == {
        "ok": False, "figure": None, "limit": 120, "unit": "s", "why": "no worker has heard it yet",
    }  # fmt: skip
    Heartbeat.objects.create(name="beat", at=clock.now() - timedelta(hours=1))
    beat = asked(503)["beat"]
    assert not beat["ok"]
    assert 3599 < beat["figure"] < 3700
    Heartbeat.objects.update(at=clock.now() + timedelta(hours=1))
    assert "clock" in asked(503)["beat"]["why"]


def test_an_overdue_assessment(alive, cast):
    Patient.objects.filter(pk=cast.maria.pk).update(reassess_at=clock.now() - timedelta(minutes=11))
    checks = asked(503)
    assert not checks["oldest_assessment"]["ok"]
    assert 655 < checks["oldest_assessment"]["figure"] < 700
    assert checks["oldest_reminder"]["ok"]


def test_an_overdue_reminder(alive, cast):
    late = clock.now() - timedelta(hours=2)
    Reminder.objects.create(
        patient=cast.maria, kind="log", to="patient", due_on=late.date(), nominal_at=late, due_at=late, next_at=late
    )
    assert not asked(503)["oldest_reminder"]["ok"]


def test_a_migration_that_is_not_applied_and_one_of_a_newer_version(alive):
    MigrationRecorder(connection).record_applied("patients", "9999_of_a_newer_version")
    assert asked(200)["migrations"]["figure"] == 0
    MigrationRecorder(connection).record_unapplied("reminders", "0001_initial")
    assert asked(503)["migrations"] == {"ok": False, "figure": 1, "limit": 0, "unit": "missing", "why": ""}


def test_no_broker(alive, settings, monkeypatch):
    monkeypatch.setattr(ready, "broker_answers", lambda: False)
    assert not asked(503)["broker"]["ok"]


def test_no_database(alive, monkeypatch):
    monkeypatch.setattr(ready, "database_answers", lambda: False)
    checks = asked(503)
    assert {name for name, check in checks.items() if check["ok"]} == {"broker", "cache", "zone_data"}
    assert checks["beat"]["why"] == "the database does not answer"


def test_a_cache_without_its_table(alive, settings):
    """Production without Redis said "ready" and answered every request 500."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "no_table"}}
    assert not asked(503)["cache"]["ok"]
