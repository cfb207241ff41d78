"""How many reminders a second go from planned to sent, and what does each cost?

    .venv/bin/python -m bench.reminder_throughput [--letters 3000] [--rounds 3]

A PostgreSQL and a Redis of its own, real worker processes, real rules looked at again before each sending, real
encryption, and a push endpoint of this machine that takes everything. One worker and two take turns, so that what else
the machine does hits both alike. Beside letters a second it prints the processor's time for each letter, which other
programs do not change.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from typing import Any

from bench.reminder_scale import SERVER, Endpoint, conditions, due_people, own_database, prepare, start_worker
from bench.servers import OwnPostgres, OwnRedis, cpu_seconds, database_server, stop

WANTED = 300


def one_round(workers: int, number: int, own: OwnPostgres | None) -> dict[str, float]:
    """`number` reminders through `workers` processes, from the first letter that arrives to the last."""
    from celery import current_app

    from backend.reminders.models import Reminder
    from backend.reminders.tasks import sweep

    endpoint = Endpoint()
    running = [start_worker(index) for index in range(workers)]
    try:
        for _ in range(200):
            if len(current_app.control.ping(timeout=0.2) or []) == workers:
                break
        due_people(number, endpoint)

        def used() -> list[float]:
            return [
                sum(cpu_seconds(process.pid) for process in running),
                cpu_seconds(own.pid) if own else 0.0,
                time.process_time(),
            ]

        before = used()
        for _ in range(workers * 4):
            sweep.apply_async()
        until = time.monotonic() + 180
        while sum(endpoint.taken.values()) < number and time.monotonic() < until:
            time.sleep(0.05)
        sent = sum(endpoint.taken.values())
        assert sent == number, f"{sent} of {number} letters came"
        until = time.monotonic() + 20
        while Reminder.objects.exclude(claim=None).exists() and time.monotonic() < until:
            time.sleep(0.1)
        costs = [(now - then) / number * 1000 for now, then in zip(used(), before, strict=True)]
        return {
            "letters": number / (endpoint.last - endpoint.first),
            "workers": costs[0],
            "database": costs[1],
            "endpoint": costs[2],
        }
    finally:
        for process in running:
            stop(process)
        endpoint.shutdown()


def say(workers: int, rounds: list[dict[str, Any]]) -> float:
    speeds = [one["letters"] for one in rounds]
    cost = {name: statistics.median(one[name] for one in rounds) for name in ("workers", "database", "endpoint")}
    print(
        f"{workers} worker(s): median {statistics.median(speeds):.0f} letters a second, best {max(speeds):.0f} "
        f"(of {[round(speed) for speed in speeds]}); processor a letter: workers {cost['workers']:.2f} ms, "
        f"database {cost['database']:.2f} ms, endpoint {cost['endpoint']:.2f} ms",
        flush=True,
    )
    return statistics.median(speeds)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--letters", type=int, default=3_000)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    redis = OwnRedis()
    try:
        with database_server(SERVER) as (server, own), own_database("toh_throughput", server) as database:
            prepare(database, redis.url)
            print(conditions(), flush=True)
            one_round(1, min(200, chosen.letters), own)  # the first of everything is slow
            found: dict[int, list[dict[str, float]]] = {1: [], 2: []}
            for _ in range(chosen.rounds):
                for workers in (1, 2):
                    found[workers].append(one_round(workers, chosen.letters, own))
            one, two = (say(workers, found[workers]) for workers in (1, 2))
            print(f"two workers to one: {two / one:.2f}; wanted: {WANTED} a second of two, more than of one")
            return 0 if two >= WANTED and two > one else 1
    finally:
        redis.kill()


if __name__ == "__main__":
    sys.exit(main())
