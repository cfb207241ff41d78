"""How many requests a second, and how long do they take?

    .venv/bin/python -m bench.load [--rounds 5] [--requests 300] [--patients 200]

Real gunicorn (two processes), a PostgreSQL and a Redis of its own; beside the product's own addresses, in the same server
and the same run: a plain authenticated DRF create of the same row, and the same year written as JSON by PostgreSQL behind a
bare view. The kinds of request take turns, so that whatever else this machine does meets all of them; a ratio is the median
of the rounds. An entry only asks for its assessment, so entries and plain creates are compared first without a worker, as if it
had a machine of its own; then everything again while a worker assesses on the same cores, which the plain create gives no
work. Makes a database of its own and drops it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.client import Line, Taken, request, send_all
from bench.reminder_scale import SERVER, conditions, own_database, prepare
from bench.servers import OwnRedis, cpu_seconds, database_server, free_port, stop

ROOT = Path(__file__).resolve().parent.parent
DATABASE = "toh_ops_bench"
ZONE = "Europe/Lisbon"
AT_ONCE = 4


def a_years_entries(patient: Any, today: datetime) -> list[Any]:
    """Two pains, a weight-bearing and an exercise for each day."""
    from backend.core.ids import new_id
    from backend.records.models import Record

    chance = random.Random(str(patient.pk))
    rows: list[Record] = []
    for back in range(364, -1, -1):
        at = today - timedelta(days=back)
        for kind, data in (
            ("pain", {"site": "hip", "side": "left", "intensity": chance.randint(0, 5), "circumstance": "walking"}),
            ("pain", {"site": "groin", "side": "left", "intensity": chance.randint(0, 4), "circumstance": "night"}),
            ("weight_bearing", {"side": "left", "status": "PWB", "aid": "two_crutches"}),
            ("exercise", {"category": "aquatic", "minutes": chance.randint(10, 40)}),
        ):
            rows.append(
                Record(
                    id=new_id(), patient=patient, kind=kind, day=at.date(), data=data, recorded_at=at, timezone=ZONE,
                    received_at=at, author_id=patient.user_id, author_role="patient", author_name=patient.name,
                    seq=len(rows) + 1,
                )
            )  # fmt: skip
    return rows


def people(number: int, with_year: int) -> tuple[list[tuple[str, str]], str]:
    """Patients of one clinic as (id, token), the first `with_year` with a year of entries; and the physiotherapist's token."""
    from django.db import connection

    from backend.accounts.actions import create_token
    from backend.accounts.models import Clinic, Membership, User
    from backend.core.actor import Actor
    from backend.patients.models import Patient
    from backend.records.models import Record
    from backend.tracking.assessment import reassess
    from bench.baseline.urls import MAKE_TABLE

    by, now = Actor.system("bench"), datetime.now(UTC)
    clinic = Clinic.objects.create(name="Bench")
    physio = User.objects.create(email="physio@bench.example", name="Physio")
    Membership.objects.create(user=physio, clinic=clinic, role="physiotherapist")
    found: list[tuple[str, str]] = []
    for index in range(number):
        user = User.objects.create(email=f"p{index}@bench.example", name=f"Patient {index}")
        patient = Patient.objects.create(name=user.name, user=user, clinic=clinic, timezone=ZONE, sex="female")
        if index < with_year:
            rows = a_years_entries(patient, now)
            Record.objects.bulk_create(rows, batch_size=2000)
            Patient.objects.filter(pk=patient.pk).update(seq=len(rows))
        found.append((str(patient.pk), create_token(by=by, user=user, name="bench")[1]))
    for key, _ in found:
        reassess(key)  # type: ignore[arg-type]  # a text does as well
    with connection.cursor() as cursor:
        cursor.execute(MAKE_TABLE)
        cursor.execute("ANALYZE")
    return found, create_token(by=by, user=physio, name="bench")[1]


class Requests:
    """The kinds of request, each made fresh for every round (an id is used once)."""

    def __init__(self, patients: list[tuple[str, str]], physio: str, with_year: int, number: int) -> None:
        self.patients, self.physio, self.with_year, self.number = patients, physio, with_year, number
        self.first_day = (datetime.now(UTC) - timedelta(days=364)).date().isoformat()
        self.plain_seq = 0

    def _whose(self, index: int) -> tuple[str, str]:
        return self.patients[index % len(self.patients)]

    def _entry(self) -> dict[str, Any]:
        from backend.core.ids import new_id

        at = datetime.now(UTC).isoformat()
        return {
            "id": str(new_id()), "kind": "pain", "recorded_at": at, "timezone": ZONE, "site": "hip", "side": "left",
            "intensity": 3, "circumstance": "walking",
        }  # fmt: skip

    def entry(self) -> list[bytes]:
        out = []
        for index in range(self.number):
            key, token = self._whose(index)
            out.append(request("POST", f"/api/v1/patients/{key}/records", token, json.dumps(self._entry()).encode()))
        return out

    def plain(self) -> list[bytes]:
        out = []
        for index in range(self.number):
            key, token = self._whose(index)
            said = self._entry()
            self.plain_seq += 1
            row = {
                "id": said["id"], "patient": key, "kind": "pain", "day": said["recorded_at"][:10],
                "data": {name: said[name] for name in ("site", "side", "intensity", "circumstance")},
                "recorded_at": said["recorded_at"], "timezone": ZONE, "author_id": 1, "author_role": "patient",
                "author_name": "Patient", "source": "", "supersedes": None, "group": None, "is_current": True,
                "seq": self.plain_seq,
            }  # fmt: skip
            out.append(request("POST", "/bench/plain", token, json.dumps(row).encode()))
        return out

    def push_one(self) -> list[bytes]:
        return self._push(1, self.number)

    def push_twenty(self) -> list[bytes]:
        return self._push(20, self.number // 4)

    def _push(self, size: int, number: int) -> list[bytes]:
        out = []
        for index in range(number):
            _, token = self._whose(index)
            body = json.dumps({"items": [self._entry() for _ in range(size)]}).encode()
            out.append(request("POST", "/api/v1/sync/push", token, body))
        return out

    def pull(self) -> list[bytes]:
        """Nothing new, as a phone mostly hears."""
        return [
            request("GET", "/api/v1/sync/pull?after=999999", self._whose(index)[1]) for index in range(self.number)
        ]

    def year(self) -> list[bytes]:
        out = []
        for index in range(self.number // 4):
            key, token = self.patients[index % self.with_year]
            out.append(request("GET", f"/api/v1/patients/{key}/records?from={self.first_day}&limit=2000", token))
        return out

    def year_by_postgres(self) -> list[bytes]:
        out = []
        for index in range(self.number // 4):
            key, _ = self.patients[index % self.with_year]
            out.append(request("GET", f"/bench/year/{key}?from={self.first_day}"))
        return out

    def worklist(self) -> list[bytes]:
        return [request("GET", "/api/v1/dashboard/worklist", self.physio)] * (self.number // 4)


KINDS = {
    "entry": "one entry (POST records)",
    "plain": "(a) plain DRF create of the row",
    "push_one": "sync push, 1 entry",
    "push_twenty": "sync push, 20 entries",
    "pull": "sync pull, nothing new",
    "year": "a patient's year (GET records)",
    "year_by_postgres": "(b) the year by PostgreSQL, bare",
    "worklist": "worklist",
}

# What asks for an assessment, and what it is compared with.
ASKING = ("entry", "plain", "push_one")


def start_web(port: int) -> subprocess.Popen[bytes]:
    command = [
        sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "--bind", f"127.0.0.1:{port}",
        "--workers", "2", "toh_tracker.wsgi:application",
    ]  # fmt: skip
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "bench.baseline.settings", "WEB_PROCESSES": "2"}
    with (Path(os.environ["TOH_VAR"]) / "web.log").open("ab") as out:
        return subprocess.Popen(command, cwd=ROOT, env=env, stdout=out, stderr=out, start_new_session=True)


def start_worker() -> subprocess.Popen[bytes]:
    """As docker-compose has it: half the share of the web server where the processor is short (`nice` 3)."""
    command = [
        "nice", "-n", "3", sys.executable, "-m", "celery", "-A", "toh_tracker", "worker", "-Q", "assess,deliver,bulk", "-P", "threads", "-c",
        "2", "-n", "load@%h", "--without-gossip", "--without-mingle", "-l", "CRITICAL",
    ]  # fmt: skip
    with (Path(os.environ["TOH_VAR"]) / "worker.log").open("ab") as out:
        return subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out, start_new_session=True)


def wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            if Line(port).ask(request("GET", "/healthz"))[0] == 200:
                return
        except OSError:
            pass
        if time.monotonic() > until:
            raise SystemExit(f"the server does not answer:\n{(Path(os.environ['TOH_VAR']) / 'web.log').read_text()}")
        time.sleep(0.2)


def the_same_year(port: int, requests: Requests) -> int:
    """Both answers say the same: how many entries."""
    ours = json.loads(Line(port).ask(requests.year()[0])[1])["results"]
    theirs = json.loads(Line(port).ask(requests.year_by_postgres()[0])[1])["results"]
    assert [row["id"] for row in ours] == [row["id"] for row in theirs]
    assert all(one.items() >= other.pop("data").items() for one, other in zip(ours, theirs, strict=True))
    return len(ours)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=300, help="of one kind in one round (a year: a quarter)")
    parser.add_argument("--patients", type=int, default=200)
    parser.add_argument("--years", type=int, default=20, help="so many of them with a year of entries")
    parser.add_argument("--only", help="kinds, with commas")
    chosen = parser.parse_args()
    redis = OwnRedis()
    processes: list[subprocess.Popen[bytes]] = []
    try:
        with database_server(SERVER) as (server, own), own_database(DATABASE, server) as database:
            prepare(database, redis.url)
            patients, physio = people(chosen.patients, chosen.years)
            requests = Requests(patients, physio, chosen.years, chosen.requests)
            port = free_port()
            processes = [start_web(port)]
            wait_for(port)
            print(conditions(), flush=True)
            print(f"{chosen.patients} patients; a year has {the_same_year(port, requests)} entries", flush=True)
            kinds = chosen.only.split(",") if chosen.only else list(KINDS)
            busy = [processes[0].pid, *([own.pid] if own else [])]
            asking = [kind for kind in ASKING if kind in kinds]
            if asking:
                print("without a worker:", flush=True)
                report(asking, measure(port, requests, asking, chosen.rounds, busy))
            print("while a worker assesses:", flush=True)
            processes.append(start_worker())
            report(kinds, measure(port, requests, kinds, chosen.rounds, busy))
            for process in processes:
                stop(process)
    finally:
        for process in processes:
            stop(process)
        redis.kill()
    return 0


def measure(
    port: int, requests: Requests, kinds: list[str], rounds: int, busy: list[int]
) -> dict[str, list[tuple[Taken, float]]]:
    """For each kind and round what came back, and the processor's seconds for one request (web server and database)."""
    taken: dict[str, list[tuple[Taken, float]]] = {kind: [] for kind in kinds}
    for number in range(rounds + 1):
        for kind in random.Random(number).sample(kinds, len(kinds)):
            raw = getattr(requests, kind)()
            before = sum(cpu_seconds(pid) for pid in busy)
            one = send_all(port, raw, AT_ONCE)
            used = (sum(cpu_seconds(pid) for pid in busy) - before) / len(raw)
            assert set(one.codes) <= {200, 201}, (kind, one.codes)
            if number:  # the first round warms up
                taken[kind].append((one, used))
    return taken


def report(kinds: list[str], taken: dict[str, list[tuple[Taken, float]]]) -> None:
    for kind in kinds:
        rate = statistics.median(one.per_second for one, _ in taken[kind])
        late = statistics.median(one.p95 for one, _ in taken[kind])
        used = statistics.median(used for _, used in taken[kind])
        print(
            f"{KINDS[kind]:<36}{rate:7,.0f} requests/s   p95 {late * 1000:6.0f} ms   {used * 1000:6.2f} ms of processor",
            flush=True,
        )
    for ours, other, wanted in (
        ("entry", "plain", 1.0),
        ("push_one", "plain", 1.0),
        ("year", "year_by_postgres", 0.5),
    ):
        if taken.keys() >= {ours, other}:
            pairs = list(zip(taken[ours], taken[other], strict=True))
            rates = [a.per_second / b.per_second for (a, _), (b, _) in pairs]
            used = statistics.median(theirs for _, (_, theirs) in pairs) / statistics.median(
                mine for (_, mine), _ in pairs
            )
            print(
                f"{ours} / {other}: {statistics.median(rates):.2f} by requests a second, {used:.2f} by processor "
                f"(wanted at least {wanted}; rounds {[round(rate, 2) for rate in rates]})",
                flush=True,
            )


if __name__ == "__main__":
    sys.exit(main())
