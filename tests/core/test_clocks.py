"""A host whose clock is wrong is seen and told, also the worker that throws every signal away because of it."""

from datetime import UTC, datetime, timedelta

import pytest
from celery import Celery
from celery.contrib.testing.worker import start_worker
from django.db import connection
from django.test import Client

from backend.core import clock, clocks
from backend.core.models import Heartbeat
from backend.tracking.tasks import tick


@pytest.fixture
def wrong(monkeypatch):
    """This host's clock is so many seconds ahead of the database's."""

    def by(seconds):
        true = datetime.now(UTC)
        monkeypatch.setattr(clocks, "database_now", lambda: true)
        monkeypatch.setattr(clock, "now", lambda: true + timedelta(seconds=seconds))

    return by


def told():
    return Client().get("/readyz").json()["checks"]["clocks"]


def test_right_clocks(db):
    tick.apply()
    assert told() == {"ok": True, "figure": told()["figure"], "limit": 10, "unit": "s", "why": ""}
    assert abs(told()["figure"]) < 5
    assert (
        f'toh_clock_ahead_seconds{{host="{clocks.socket.gethostname()}"}}'
        in Client().get("/metrics").content.decode()
    )


@pytest.mark.parametrize("seconds", [40, -40, 7200])
def test_this_process(db, wrong, seconds):
    wrong(seconds)
    assert (told()["ok"], told()["figure"]) == (False, seconds)


def test_the_host_of_a_worker_that_told(db):
    Heartbeat.objects.create(name="clock w2", at=clock.now(), seconds=40.2)
    assert told()["why"] == "the clock of w2 is wrong"
    Heartbeat.objects.update(at=clock.now() - timedelta(minutes=4))  # renewed, or gone
    assert told()["ok"]


def test_a_worker_whose_clock_is_ahead_throws_signals_away_and_says_so(monkeypatch):
    """A real worker of Celery and a signal that it takes for expired."""
    app = Celery("trial", broker="memory://", set_as_current=False)
    app.conf.update(worker_hijack_root_logger=False, task_ignore_result=True)
    done, noted = [], []

    @app.task(name="trial.sweep")
    def sweep():
        done.append(1)

    monkeypatch.setattr(clocks, "note", lambda: noted.append(1) or 40.0)
    monkeypatch.setattr(clocks, "_last", -1e9)
    with start_worker(app, pool="solo", perform_ping_check=False):
        for _ in range(3):
            sweep.apply_async(expires=datetime.now(UTC) - timedelta(seconds=10))
        sweep.apply_async(expires=30)
        for _ in range(600):
            if done:
                break
            clocks.time.sleep(0.05)
    assert done == [1]
    assert noted == [1]  # once, not for each of them


def test_what_it_notes_when_it_throws_one_away(db, wrong, monkeypatch, caplog):
    wrong(40)
    monkeypatch.setattr(clocks, "_last", -1e9)
    clocks._thrown_away(expired=True)
    assert Heartbeat.objects.get(name__startswith="clock ").seconds == 40
    assert "clock_wrong" in caplog.text
    assert not told()["ok"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has a clock of its own")
def test_the_databases_clock(db):
    assert abs(clocks.database_now() - datetime.now(UTC)) < timedelta(seconds=5)
