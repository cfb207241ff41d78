"""Are reminders told once and only while wanted, whatever dies?

    .venv/bin/python -m bench.reminder_faults [--due 5000] [--minutes 8]

Two worker processes on PostgreSQL and a Redis of its own. While they deliver, workers are killed with -9 at random,
Redis is killed and comes back empty, every connection to the database is cut (and, with a PostgreSQL of its own, the
server is stopped and started), and the push endpoint answers 201, 410, 429 with Retry-After, 500, and hangs. One in
ten loses its reason while it waits. In the end every row is counted.

The lease and the pauses are shortened (see `HURRY`) so that it ends in minutes; nothing else differs from the product.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

from bench.reminder_scale import SERVER, Endpoint, conditions, due_people, own_database, prepare, start_worker
from bench.servers import OwnPostgres, OwnRedis, database_server, stop

BEHAVIOURS = ("ok",) * 12 + ("gone", "busy", "broken", "ok", "ok", "ok", "busy", "broken")
HANGS = 10  # so many browsers hang at their first call
HURRY = {"LEASE": timedelta(seconds=25), "MARGIN": timedelta(seconds=8), "FIRST_PAUSE": timedelta(seconds=3)}


def hurry() -> None:
    from backend.reminders import claims

    for name, value in HURRY.items():
        setattr(claims, name, value)


if os.environ.get("TOH_BENCH_WORKER"):
    # `celery -A bench.reminder_faults` finds the product's own application here, with the shorter times.
    import django

    django.setup()
    from toh_tracker.celery import app  # noqa: F401  (celery looks for it by this name)

    hurry()


def patiently(act: Any) -> Any:
    """Ask the database again while it is coming back."""
    from django.db import DatabaseError, connection

    for _ in range(60):
        try:
            return act()
        except DatabaseError:
            connection.close()
            time.sleep(0.5)
    return act()


def cut_connections() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid()"
        )


def take_reasons_away(every: int) -> set[str]:
    """A scan is recorded for one patient in `every`: the baseline scan is no longer wanted. Their ids."""
    from backend.core.ids import new_id
    from backend.patients.models import Patient
    from backend.records.models import Record

    chosen = list(Patient.objects.order_by("pk"))[::every]
    now = datetime.now(UTC)
    Record.objects.bulk_create(
        Record(
            id=new_id(), patient=patient, kind="dexa", day=now.astimezone().date(), recorded_at=now, received_at=now,
            data={"site": "total_hip", "side": "left", "t_score": -1.0}, timezone=patient.timezone, seq=16,
            author_role="clinician",
        )
        for patient in chosen
    )  # fmt: skip
    Patient.objects.filter(pk__in=[patient.pk for patient in chosen]).update(seq=16)
    return {str(patient.pk) for patient in chosen}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--due", type=int, default=5_000)
    parser.add_argument("--minutes", type=float, default=8)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    chance = random.Random(chosen.seed)
    redis = OwnRedis()
    try:
        with database_server(SERVER) as (server, own), own_database(f"toh_faults_{os.getpid()}", server) as database:
            prepare(database, redis.url)
            return trial(chosen, chance, redis, own)
    finally:
        redis.kill()


def trial(chosen: argparse.Namespace, chance: random.Random, redis: OwnRedis, own: OwnPostgres | None) -> int:
    from django.db import connection

    from backend.reminders.models import Reminder
    from backend.reminders.tasks import _send, sweep

    print(conditions(), flush=True)
    endpoint = Endpoint()
    due_people(chosen.due - HANGS, endpoint, BEHAVIOURS)
    due_people(HANGS, endpoint, ("hang",))
    gone_reasons = take_reasons_away(10)
    os.environ["TOH_BENCH_WORKER"] = "1"
    workers = [start_worker(index, application="bench.reminder_faults") for index in range(2)]
    done: Counter[str] = Counter()
    started, next_fault, next_beat = time.monotonic(), time.monotonic() + 8, 0.0
    until = started + chosen.minutes * 60
    while time.monotonic() < until:
        now = time.monotonic()
        for index, process in enumerate(workers):
            if process.poll() is not None:
                workers[index] = start_worker(index, application="bench.reminder_faults")
        if now >= next_beat:  # what beat does every five seconds
            _send(sweep)
            next_beat = now + 2
        left = patiently(lambda: Reminder.objects.exclude(next_at=None).count())
        if not left:
            break
        # The last rows are left in peace, or it would never end.
        if now >= next_fault and left > chosen.due // 20:
            fault = chance.choice(["kill", "kill", "kill", "redis", "database"])
            if fault == "kill":
                stop(chance.choice(workers), signal.SIGKILL)
            elif fault == "redis":
                redis.kill()
                time.sleep(0.5)
                redis.start()
            elif own and not done["database restart"]:
                fault = "database restart"
                connection.close()
                own.restart()
            else:
                fault = "connections cut"
                patiently(cut_connections)
            done[fault] += 1
            next_fault = now + chance.uniform(2, 6)
        time.sleep(0.5)
    took = time.monotonic() - started
    for process in workers:
        stop(process)
    return report(endpoint, gone_reasons, done, took)


def report(endpoint: Endpoint, gone_reasons: set[str], done: Counter[str], took: float) -> int:
    """Every row against what the endpoint took."""
    from backend.reminders.models import Delivery, Reminder

    rows = list(Reminder.objects.select_related("patient__user"))
    by_topic = {f"{row.pk.int:032x}": row for row in rows}
    wanted = [row for row in rows if str(row.patient_id) not in gone_reasons]
    inbox = Counter(Delivery.objects.filter(channel="inapp").values_list("reminder_id", flat=True))
    mailed = set(Delivery.objects.filter(channel="email", outcome="sent").values_list("reminder_id", flat=True))
    noted = set(Delivery.objects.filter(channel="webpush", outcome="sent").values_list("reminder_id", flat=True))
    never = [row for row in wanted if row.state != "sent" or not inbox[row.pk]]
    no_letter = [row for row in wanted if row.pk not in mailed and not endpoint.taken[f"{row.pk.int:032x}"]]
    twice_in = [pk for pk, number in inbox.items() if number > 1]
    copies = {topic: number for topic, number in endpoint.taken.items() if number > 1}
    # A second copy is explained when a worker was lost between the sending and the note of it. Without a loss the
    # note of the first would have stopped the second: so no more copies than letters lost in that gap.
    after = [row for row in rows if str(row.patient_id) in gone_reasons and (row.state == "sent" or inbox[row.pk])]
    after += [by_topic[topic] for topic in endpoint.taken if str(by_topic[topic].patient_id) in gone_reasons]
    losses = sum(done.values())
    print(f"{len(rows):,} due, {len(gone_reasons):,} of them lost their reason; {took:.0f} s; faults: {dict(done)}")
    print(
        f"endpoint: {dict(sorted(endpoint.behaviours.items()))}; noted by us {len(noted):,}, mailed instead {len(mailed):,}"
    )
    print(
        f"never told: {len(never)}; in the inbox twice: {len(twice_in)}; wanted and no letter outside: {len(no_letter)}"
    )
    print(
        f"told after the reason had gone: {len(after)}; withdrawn: {sum(row.state == 'withdrawn' for row in rows):,}"
    )
    print(
        f"letters that went out again with the same topic: {len(copies)} ({losses} losses of a process or connection)"
    )
    bad = len(never) + len(twice_in) + len(no_letter) + len(after)
    # Each loss can hit at most the letters under way: threads of both workers.
    if len(copies) > losses * 8:
        print("more copies than the losses explain")
        bad += 1
    print("held" if not bad else "NOT held")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
