"""Is an entry lost or doubled, whatever fails between a phone and the log?

    .venv/bin/python -m bench.sync_faults [--patients 10] [--entries 520] [--sqlite] [--seed 1]

The app's own engine, local database and transport (under Node, see frontend/bench) push to the product's real web
processes. Two phones for each patient. A proxy between them answers 503 and 502, cuts the connection before, half way
through, and after the work is done, sends requests twice and again two seconds later. Meanwhile web processes are killed
with -9, the whole server is killed and started again, and (PostgreSQL) every database connection is cut. Phones are
closed in the middle of a round and opened again. Gateways answer 400, 401, 403, 413 and 502 in HTML, portals 200. Clocks are
off by -700 to +2 days, zones are of all sorts or missing, and another person signs in in the same browser for a while. In the
end every entry that was written is looked for.

The engine's waits are shortened; nothing else differs from the product.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from bench.reminder_faults import cut_connections
from bench.reminder_scale import REDIS, ROOT, conditions, own_database, prepare
from bench.servers import free_port, stop

HURRY = 60


class Web:
    """The product's web server with two processes, on a port of its own."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = (Path(os.environ["TOH_VAR"]) / "web.log").open("ab")
        self.start()

    def start(self) -> None:
        config = str(ROOT / "deploy" / "gunicorn.conf.py")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--config", config, "--bind", f"127.0.0.1:{self.port}",
             "toh_tracker.wsgi:application"],
            cwd=ROOT, stdout=self.log, stderr=self.log, start_new_session=True,
        )  # fmt: skip

    def children(self) -> list[int]:
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        with contextlib.suppress(OSError):
            return [int(pid) for pid in path.read_text().split()]
        return []

    def kill_one(self, chance: random.Random) -> None:
        if pids := self.children():
            with contextlib.suppress(ProcessLookupError):
                os.kill(chance.choice(pids), signal.SIGKILL)

    def wait_until_well(self, while_running: subprocess.Popen[bytes]) -> None:
        while while_running.poll() is None:
            with contextlib.suppress(OSError), urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:
                if answer.status == 200:
                    return
            time.sleep(0.2)

    def kill_all(self) -> None:
        stop(self.process, signal.SIGKILL)


ZONES = ["Europe/Lisbon", "Europe/Lisbon", "Etc/Unknown", "+00:00", "GMT", "+05:30", "Mars/Olympus", None]


def people(number: int, chance: random.Random) -> list[dict[str, Any]]:
    """Patients with a token for each of two phones, whose clocks and zones are as phones have them."""
    from backend.accounts.actions import create_token
    from backend.accounts.models import User
    from backend.core.actor import Actor
    from backend.patients.models import Patient

    phones = []
    for index in range(number):
        user = User.objects.create(email=f"p{index}@bench.example", name=f"P{index}")
        patient = Patient.objects.create(name=f"P{index}", user=user, timezone="Europe/Lisbon")
        for phone in "ab":
            token = create_token(by=Actor.system("bench"), user=user, name=phone)[1]
            off = chance.choice([0, 0, chance.uniform(-700, 2), chance.uniform(1, 2), chance.uniform(-2, -1)])
            phones.append(
                {"name": f"{patient.pk}/{phone}", "token": token, "account": str(user.pk), "clock_days": off,
                 "zone": chance.choice(ZONES)}
            )  # fmt: skip
    return phones


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--patients", type=int, default=10)
    parser.add_argument("--entries", type=int, default=520, help="entries that each of a patient's two phones writes")
    parser.add_argument("--percent", type=int, default=45, help="requests in a hundred that meet trouble")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sqlite", action="store_true", help="the box without PostgreSQL and Redis")
    chosen = parser.parse_args()
    os.environ["THROTTLE_PERSON"] = "100000/min"  # hurried phones ask oftener than people do
    with database(chosen.sqlite) as (address, redis):
        prepare(address, redis)
        print(f"{where()}; seed {chosen.seed}", flush=True)
        return trial(chosen, random.Random(chosen.seed))


@contextlib.contextmanager
def database(sqlite: bool) -> Iterator[tuple[str, str]]:
    if sqlite:
        yield "", ""
        return
    with own_database(f"toh_sync_faults_{os.getpid()}") as address:
        yield address, REDIS


def where() -> str:
    from django.db import connection

    if connection.vendor == "postgresql":
        return conditions()
    import sqlite3

    return f"{os.cpu_count()} cores; SQLite {sqlite3.sqlite_version}"


def trial(chosen: argparse.Namespace, chance: random.Random) -> int:
    from django.core.management import call_command
    from django.db import connection

    if connection.vendor == "sqlite":
        call_command("createcachetable", verbosity=0)
    phones = people(chosen.patients, chance)
    web = Web()
    answer = Path(tempfile.mkdtemp(dir=os.environ["TOH_VAR"])) / "answer.json"
    task = {
        "target": web.url, "phones": phones, "entries": chosen.entries, "seed": chosen.seed,
        "percent": chosen.percent, "hurry": HURRY, "answer": str(answer),
    }  # fmt: skip
    answer.with_name("task.json").write_text(json.dumps(task))
    done: Counter[str] = Counter()
    node = subprocess.Popen(
        ["node", "bench/run.mjs", "phones", str(answer.with_name("task.json"))],
        cwd=ROOT / "frontend", start_new_session=True,
    )  # fmt: skip
    try:
        while node.poll() is None:
            # between the blows it works, on a slow machine too
            web.wait_until_well(node)
            time.sleep(chance.uniform(1, 4))
            fault = chance.choice(["process", "process", "process", "server", "connections", "connections"])
            if fault == "process":
                web.kill_one(chance)
            elif fault == "server":
                web.kill_all()
                time.sleep(chance.uniform(0.1, 1.5))
                web.start()
            elif connection.vendor == "postgresql":
                cut_connections()
            else:
                continue
            done[fault] += 1
        if node.returncode:
            return 1
        return report(json.loads(answer.read_text()), done, phones)
    finally:
        stop(node)
        web.kill_all()


def report(answer: dict[str, Any], done: Counter[str], phones: list[dict[str, Any]]) -> int:
    """Every written entry against the log, and what each phone shows against what stands."""
    from backend.core.models import AuditEvent
    from backend.patients.models import Patient
    from backend.records.models import Record

    rows = {str(row.pk): row for row in Record.objects.all()}
    written = {one["id"]: one for phone in answer["phones"] for one in phone["written"]}
    good = {key for key, one in written.items() if not one["bad"]}
    tray = {key for phone in answer["phones"] for key in phone["refused"]}
    lost = good - rows.keys() - tray
    owner = {one["id"]: phone["name"].partition("/")[0] for phone in answer["phones"] for one in phone["written"]}
    elsewhere = sum(str(row.patient_id) != owner.get(key) for key, row in rows.items())
    foreign = rows.keys() - good
    notes = Counter(row.data["note"] for row in rows.values() if "note" in row.data)
    doubled = sum(count - 1 for count in notes.values()) + len(foreign)
    wrongly = tray - (written.keys() - good)
    not_kept = (written.keys() - good) - tray
    disorder = gaps = apart = 0
    audited: Counter[str] = Counter()
    for patient in Patient.objects.all():
        mine = [phone for phone in answer["phones"] if phone["name"].startswith(str(patient.pk))]
        stands = {key for key, row in rows.items() if row.patient_id == patient.pk and row.is_current}
        for phone in mine:
            # An older version takes a new number when it steps back: order is read from what never did.
            order = [rows[one["id"]].seq for one in phone["written"] if one["id"] in stands]
            disorder += sum(later <= earlier for earlier, later in pairwise(order))
            shown = {key for key in phone["current"] if rows[key].kind != Record.DELETION}
            apart += len(shown ^ {key for key in stands if rows[key].kind != Record.DELETION})
        spans = sorted(
            set(AuditEvent.objects.filter(patient_id=patient.pk, seq_to__gt=0).values_list("seq_from", "seq_to"))
        )
        expected = 1
        for first, last in spans:
            gaps += first != expected
            expected = last + 1
        gaps += expected != patient.seq + 1
        events = AuditEvent.objects.filter(patient_id=patient.pk, seq_to__gt=0).values_list("count", flat=True)
        audited["entries"] += sum(events)
    restarts = sum(phone["restarts"] for phone in answer["phones"])
    left = sum(phone["queued"] for phone in answer["phones"])
    print(
        f"{len(written):,} entries of {len(answer['phones'])} phones in {answer['took']:.0f} s; killed: {dict(done)}; apps closed in the middle {restarts}"
    )
    print(f"network: {dict(sorted(answer['network'].items()))}")
    visits = sum(phone["visits"] for phone in answer["phones"])
    clocks = sum(abs(phone["clock_days"]) > 0 for phone in phones)
    print(f"clocks that are off {clocks} of {len(phones)}; times that another person signed in {visits}")
    print(
        f"in another's record {elsewhere}; lost {len(lost)}, doubled {doubled}, out of order {disorder}, gaps in the change numbers {gaps}"
    )
    print(
        f"still waiting {left}; refused and kept on the phone {len(tray):,}, wrongly refused {len(wrongly)}, not kept {len(not_kept)}"
    )
    print(
        f"entries in the audit {audited['entries']:,} of {len(rows):,} stored; phones that show something else: {apart} entries"
    )
    bad = elsewhere + len(lost) + doubled + disorder + gaps + left + len(wrongly) + len(not_kept) + apart
    bad += audited["entries"] != len(rows)
    print("held" if not bad else "NOT held")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
