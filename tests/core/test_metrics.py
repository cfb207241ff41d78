"""`/metrics`: right over several processes, living and ended; for the scraper only."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from prometheus_client import generate_latest

from backend.core import shared_counters

ROOT = Path(__file__).resolve().parent.parent.parent
COUNTS = """
import sys
sys.path.insert(0, {root!r})
from backend.core import shared_counters
shared_counters.identify()
from prometheus_client import Counter, Gauge, Histogram
items = Counter("toh_items", "x", ["result"])
took = Histogram("toh_took", "x", buckets=(1, 5))
open_now = Gauge("toh_open", "x", multiprocess_mode="liveall")
print("ready", flush=True)
for number in range(int(sys.stdin.readline())):
    items.labels("created").inc()
    took.observe(0.5)
    open_now.set(1)
print("done", flush=True)
sys.stdin.readline()
"""


def counting(folder):
    return subprocess.Popen(
        [sys.executable, "-c", COUNTS.format(root=str(ROOT))],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd="/",
        env={**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(folder)},
    )  # fmt: skip


def figure(text, name):
    return float(next(line.rpartition(" ")[2] for line in text.splitlines() if line.startswith(name + " ")))


@pytest.mark.system
def test_two_processes_are_added_up_and_an_ended_one_still_counts(tmp_path, monkeypatch):
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    running = [counting(tmp_path) for _ in range(2)]
    for process, number in zip(running, (300, 500), strict=True):
        assert process.stdout.readline() == "ready\n"
        process.stdin.write(f"{number}\n")
        process.stdin.flush()
    for process in running:
        assert process.stdout.readline() == "done\n"

    def scrape():
        text = generate_latest(shared_counters.registry_of_all(tmp_path)).decode()
        return figure(text, 'toh_items_total{result="created"}'), figure(text, 'toh_took_bucket{le="1.0"}')

    assert scrape() == (800, 800)
    files = len(list(tmp_path.glob("*.db")))
    for process in running:
        process.communicate("\n", timeout=20)
        shared_counters.bury(process.pid)
    assert scrape() == (800, 800)
    assert len(list(tmp_path.glob("*.db"))) < files
    assert not list(tmp_path.glob("gauge_*"))
    shared_counters.bury(running[0].pid)  # buried already: nothing more
    assert scrape() == (800, 800)


def test_what_operators_look_at_is_there(cast, client_of, entry):
    before = Client().get("/metrics").content.decode()
    client_of(cast.maria).post("/api/v1/sync/push", {"items": [entry(), entry(intensity=11)]}, format="json")
    text = Client().get("/metrics").content.decode()

    def grown(name):
        old = figure(before, name) if f"\n{name} " in before else 0
        return figure(text, name) - old

    assert grown('toh_sync_items_total{result="created"}') == 1
    assert grown('toh_sync_items_total{result="refused"}') == 1
    assert figure(text, "toh_database_up") == figure(text, "toh_broker_up") == 1
    assert figure(text, "toh_assessments_due") == 3
    assert figure(text, 'toh_oldest_due_seconds{what="assessment"}') >= 0
    assert figure(text, 'toh_queue_depth{queue="bulk"}') == 0
    assert "Maria" not in text
    assert str(cast.maria.pk) not in text


def test_tasks_are_counted_by_outcome(db):
    from backend.tracking.tasks import tick

    tick.apply()
    text = Client().get("/metrics").content.decode()
    assert figure(text, 'toh_tasks_total{outcome="success",task="assess.tick"}') >= 1
    assert figure(text, 'toh_task_seconds_count{task="assess.tick"}') >= 1


def test_only_the_scraper_may_look(db, settings):
    assert Client().get("/metrics", REMOTE_ADDR="203.0.113.9").status_code == 404
    assert Client().get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 404
    settings.METRICS_TOKEN = "a-token-of-the-operator"
    assert Client().get("/metrics").status_code == 404
    wrong, right = ({"Authorization": f"Bearer {token}"} for token in ("wrong ü", settings.METRICS_TOKEN))
    assert Client().get("/metrics", headers=wrong).status_code == 404
    assert Client().get("/metrics", headers=right, REMOTE_ADDR="203.0.113.9").status_code == 200


def test_figures_of_the_rows_are_left_out_while_the_database_is_away(db, monkeypatch):
    monkeypatch.setattr("backend.core.metrics.database_answers", lambda: False)
    text = Client().get("/metrics").content.decode()
    assert figure(text, "toh_database_up") == 0
    assert "toh_oldest_due_seconds{" not in text
