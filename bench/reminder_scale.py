"""Does the sweep's time depend on what is due, and not on how many patients there are?

    .venv/bin/python -m bench.reminder_scale [--small 10000] [--large 1000000] [--due 1000]

A local PostgreSQL and the real rules. Makes a database of its own and drops it. `bench.reminder_faults` and
`bench.reminder_throughput` take their people and their push endpoint from here.
"""

from __future__ import annotations

import argparse
import atexit
import base64
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SERVER = os.environ.get("TOH_BENCH_POSTGRES", "postgresql://postgres@127.0.0.1:5432")
REDIS = os.environ.get("TOH_BENCH_REDIS", "redis://127.0.0.1:6379/14")


class Endpoint(ThreadingHTTPServer):
    """A push service. The path says how it behaves: /ok/N, /gone/N, /busy/N, /broken/N, /hang/N."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.taken: Counter[str] = Counter()  # topic -> copies taken
        self.calls: Counter[str] = Counter()  # path -> calls
        self.behaviours: Counter[str] = Counter()
        self.lock = threading.Lock()
        self.first = self.last = 0.0
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def url(self, behaviour: str, number: int) -> str:
        return f"http://127.0.0.1:{self.server_port}/{behaviour}/{number}"

    def handle_error(self, *_: Any) -> None:
        """A client that was killed in the middle of a call is part of the measurement."""


class _Handler(BaseHTTPRequestHandler):
    server: Endpoint
    # As push services do, it keeps a connection open for the next letter.
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        with self.server.lock:
            self.server.calls[self.path] += 1
            seen = self.server.calls[self.path]
        behaviour = self.path.split("/")[1]
        code = 201
        if behaviour == "gone":
            code = 410
        elif seen == 1:
            code = {"busy": 429, "broken": 500}.get(behaviour, 201)
        if behaviour == "hang" and seen == 1:
            time.sleep(20)  # longer than the caller waits; what it then sends is not counted
            return
        with self.server.lock:
            self.server.behaviours[f"{behaviour} {code}"] += 1
            if code == 201:
                self.server.taken[self.headers["Topic"]] += 1
                self.server.first = self.server.first or time.monotonic()
                self.server.last = time.monotonic()
        self.send_response(code)
        if code == 429:
            self.send_header("Retry-After", "2")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def own_database(name: str, server: str = SERVER) -> Iterator[str]:
    """A fresh database on the local server, dropped afterwards."""
    import psycopg

    with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        admin.execute(f'CREATE DATABASE "{name}"')
    try:
        yield f"{server}/{name}"
    finally:
        with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def prepare(database: str, redis: str) -> None:
    """Settings of this process and, through the environment, of every worker; then the tables."""
    from cryptography.hazmat.primitives.asymmetric import ec

    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    folder = tempfile.mkdtemp(prefix="toh-bench-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "toh_tracker.settings",
        "DATABASE_URL": database,
        "REDIS_URL": redis,
        "TOH_VAR": folder,
        "VAPID_PRIVATE_KEY": base64.urlsafe_b64encode(number.to_bytes(32, "big")).decode().rstrip("="),
        "PUSH_HOSTS": "127.0.0.1",
        "LOG_LEVEL": "CRITICAL",
    }
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def crowd(number: int) -> None:
    """Patients with a history of told and planned reminders, none of them due: what a big clinic has lying about."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO patients_patient (id, name, sex, timezone, email, risk_factors, thresholds, created_at, seq,
                                          profile_seq, rules_version)
            SELECT gen_random_uuid(), 'Crowd', 'female', 'Europe/Lisbon', '', '[]', '{}', now(), 0, 0, ''
            FROM generate_series(1, %s::int)
            """,
            [number],
        )
        cursor.execute(
            """
            INSERT INTO reminders_reminder (id, patient_id, kind, "to", subject, slot, params, reason, due_on,
                nominal_at, due_at, planned_at, state, withdrawn_reason, next_at, attempts, round, moves, dismissed_why, seq)
            SELECT gen_random_uuid(), p.id, 'dexa-repeat', 'patient', '', s::text, '{}', '', current_date + s * 30,
                now() + s * interval '30 days', now() + s * interval '30 days', now(),
                CASE WHEN s = 0 THEN 'sent' ELSE 'planned' END, '',
                CASE WHEN s = 0 THEN NULL ELSE now() + s * interval '30 days' END, 0, 0, 0, '', 0
            FROM patients_patient p, generate_series(0, 1) s WHERE p.name = 'Crowd'
            ON CONFLICT DO NOTHING
            """
        )
        cursor.execute("ANALYZE")


def due_people(number: int, endpoint: Endpoint | None, behaviours: tuple[str, ...] = ("ok",)) -> None:
    """Patients with a fortnight of entries and a diagnosis of today, whose baseline scan is due now.

    Facts and due items come from the real rules; only the rows are written in bulk.
    """
    from datetime import UTC, datetime, timedelta

    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    from backend.accounts.models import User
    from backend.core import crypto
    from backend.core.ids import new_id
    from backend.guidance import assess
    from backend.patients.models import Patient
    from backend.records.models import Record
    from backend.reminders.models import PushSubscription, Reminder
    from backend.reminders.plan import draft
    from backend.reminders.timing import Wishes, wishes_of
    from backend.tracking.facts import facts_of, thresholds_of

    now = datetime.now(UTC)
    # Where it is midday now, so that no quiet hours come between.
    zone = f"Etc/GMT{(now.hour - 12):+d}" if now.hour != 12 else "Etc/GMT"
    wishes: Wishes = wishes_of(zone, [])
    today = now.astimezone(wishes.zone).date()
    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    p256dh = base64.urlsafe_b64encode(key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)).decode()
    users = User.objects.bulk_create(
        [User(email=f"p{new_id()}@bench.example", password="!", name="Bench") for _ in range(number)], batch_size=1000
    )
    people = Patient.objects.bulk_create(
        [
            Patient(name="Bench", sex="female", birth_year=1990, timezone=zone, user=user, reassess_at=None, seq=15)
            for user in users
        ],
        batch_size=1000,
    )

    def record(patient: Patient, seq: int, back: int, kind: str, data: dict[str, Any]) -> Record:
        at = now - timedelta(days=back, minutes=5)
        return Record(
            id=new_id(), patient=patient, kind=kind, day=today - timedelta(days=back), data=data, recorded_at=at,
            timezone=zone, received_at=at, author_role="patient", seq=seq,
        )  # fmt: skip

    pain = {"site": "hip", "side": "left", "intensity": 3}
    rows = []
    for patient in people:
        rows += [record(patient, back + 1, back, "pain", pain) for back in range(14)]
        rows.append(record(patient, 15, 0, "diagnosis", {"site": "hip", "side": "left", "basis": "mri"}))
    Record.objects.bulk_create(rows, batch_size=2000)
    if endpoint:
        PushSubscription.objects.bulk_create(
            [
                PushSubscription(
                    user=user,
                    digest=PushSubscription.digest_of(url),
                    secret=crypto.encrypt(
                        json.dumps({"endpoint": url, "keys": {"p256dh": p256dh, "auth": "MDEyMzQ1Njc4OWFiY2RlZg"}})
                    ),
                )
                for index, user in enumerate(users)
                for url in [endpoint.url(behaviours[index % len(behaviours)], user.pk)]
            ],
            batch_size=1000,
        )
    due = []
    for patient in people:
        assessment = assess(facts_of(patient), now, thresholds_of(patient))
        (item,) = (
            one for one in assessment.due if one.identity[:2] == ("dexa-baseline", "patient") and one.due_on <= today
        )
        due.append(draft(patient, item, now, wishes, []))
    Reminder.objects.bulk_create(due, batch_size=1000)


def start_worker(number: int, *, application: str = "toh_tracker", threads: int = 4) -> subprocess.Popen[bytes]:
    command = [
        sys.executable, "-m", "celery", "-A", application, "worker", "-Q", "deliver", "-P", "threads",
        "-c", str(threads), "-n", f"bench{number}@%h", "--without-gossip", "--without-mingle", "-l", "CRITICAL",
    ]  # fmt: skip
    log = Path(os.environ["TOH_VAR"]) / f"worker{number}.log"
    with log.open("ab") as out:
        return subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out, start_new_session=True)


def conditions() -> str:
    from django.db import connection

    cpu = next(
        (
            line.split(":")[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        "?",
    )
    return f"{cpu}, {os.cpu_count()} cores; Python {platform.python_version()}; PostgreSQL {connection.pg_version // 10000}"


def sweep_seconds(due: int) -> float:
    """One process delivers `due` rows to the inbox: claim, look again with the real rules, settle."""
    from backend.reminders import deliver

    started, done = time.perf_counter(), 0
    while taken := deliver.run():
        done += taken
    assert done == due, f"{done} of {due}"
    return time.perf_counter() - started


def due_again() -> None:
    """The same people's same reminders are due once more, as if they had never been told."""
    from django.db.models import F

    from backend.reminders.models import Delivery, Reminder

    Delivery.objects.all().delete()
    Reminder.objects.filter(patient__name="Bench").update(
        state="planned", next_at=F("due_at"), sent_at=None, claim=None, attempts=0, seq=0
    )


def settle_down() -> None:
    """Statistics and dead rows of the filling must not be measured."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def claim_milliseconds(repeat: int = 200) -> float:
    """A claim that finds nothing: what each beat costs while nothing is due."""
    from datetime import UTC, datetime

    from backend.reminders import claims

    started = time.perf_counter()
    for _ in range(repeat):
        claims.claim(now=datetime.now(UTC))
    return (time.perf_counter() - started) / repeat * 1000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", type=int, default=10_000)
    parser.add_argument("--large", type=int, default=1_000_000)
    parser.add_argument("--due", type=int, default=1_000)
    parser.add_argument("--repeat", type=int, default=6)
    chosen = parser.parse_args()
    with own_database(f"toh_bench_{os.getpid()}") as database:
        prepare(database, REDIS)
        print(conditions(), flush=True)
        sweeps: dict[int, list[float]] = {}
        have = 0
        for patients in (chosen.small, chosen.large):
            crowd(patients - have)
            have = patients
            if not sweeps:
                due_people(chosen.due, None)
            settle_down()
            for _ in range(chosen.repeat):
                due_again()
                sweeps.setdefault(patients, []).append(sweep_seconds(chosen.due))
            best = min(sweeps[patients])
            print(f"{patients:>9,} patients, {chosen.due:,} due: sweep {best:.2f} s (of {[round(s, 2) for s in sweeps[patients]]}), "
                  f"an empty claim {claim_milliseconds():.2f} ms", flush=True)  # fmt: skip
        factor = min(sweeps[chosen.large]) / min(sweeps[chosen.small])
        print(f"factor {factor:.2f} (at most 1.2 wanted)", flush=True)
    return 0 if factor <= 1.2 else 1


if __name__ == "__main__":
    sys.exit(main())
