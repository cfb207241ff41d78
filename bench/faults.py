"""What happens when something dies, with real processes: is anything lost, does anything stay undone, does `/readyz` tell?

    .venv/bin/python -m bench.faults [--only database,redis,killed,beat,clock,backup,disk]

A PostgreSQL and a Redis of its own, gunicorn with two processes, a worker, beat; two phones that send entry after entry and
send again what was not answered with a final word. One trouble after the other; after each all must be well again before the
next. Disk full is tried on SQLite, in a small file system in memory (needs root). Prints a line for each.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from bench.client import Line, request
from bench.reminder_scale import SERVER, conditions, own_database, prepare
from bench.servers import OwnPostgres, OwnRedis, database_server, free_port, stop

ROOT = Path(__file__).resolve().parent.parent
KINDS = ("database", "redis", "killed", "beat", "clock", "backup", "disk")
TOLD = ("database", "redis", "beat", "clock")  # troubles that last long enough for `/readyz` to tell of them
DIAGNOSED = 40  # people who become due for a reminder in each trouble
AHEAD = "TOH_BENCH_CLOCK_AHEAD"  # seconds by which the clock of a worker started from here is wrong

if os.environ.get(AHEAD):
    # `celery -A bench.faults` finds the product's application here, with a clock that is wrong.
    import django

    django.setup()
    from django.utils import timezone

    from backend.core import clock
    from toh_tracker.celery import app  # noqa: F401

    clock.now = lambda: timezone.now() + timedelta(seconds=int(os.environ[AHEAD]))


class Product:
    """The processes of one host."""

    def __init__(self) -> None:
        self.port = free_port()
        self.var = Path(os.environ["TOH_VAR"])
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, *, ahead: int = 0) -> None:
        celery = [sys.executable, "-m", "celery", "-A", "bench.faults" if ahead else "toh_tracker"]
        command = {
            "web": [
                sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "--bind",
                f"127.0.0.1:{self.port}", "--workers", "2", "toh_tracker.wsgi:application",
            ],
            "worker": [
                *celery, "worker", "-Q", "assess,deliver,bulk", "-P", "threads", "-c", "2", "-l", "CRITICAL",
                "-n", f"faults{time.monotonic_ns()}@%h", "--without-gossip", "--without-mingle",
            ],
            "beat": [*celery, "beat", "-l", "CRITICAL", "--pidfile=", "--schedule", str(self.var / "beat-schedule")],
        }[name]  # fmt: skip
        env = {**os.environ, AHEAD: str(ahead) if ahead else ""}
        with (self.var / f"{name}.log").open("ab") as out:
            self.running[name] = subprocess.Popen(
                command, cwd=ROOT, env=env, stdout=out, stderr=out, start_new_session=True
            )

    def kill(self, name: str) -> None:
        stop(self.running.pop(name), signal.SIGKILL)

    def kill_one_web_process(self) -> None:
        master = self.running["web"].pid
        children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
        os.kill(int(children[0]), signal.SIGKILL)

    def stop_all(self) -> None:
        for process in self.running.values():
            stop(process)
        self.running.clear()

    def ready(self) -> tuple[int, list[str]]:
        """The status of `/readyz` and the checks that fail."""
        try:
            code, body = Line(self.port).ask(request("GET", "/readyz"))
            return code, [name for name, check in json.loads(body)["checks"].items() if not check["ok"]]
        except (OSError, ValueError, EOFError, KeyError):
            return 0, ["no answer"]

    def wait_until_ready(self, seconds: float = 120) -> float:
        began = time.monotonic()
        while self.ready()[0] != 200:
            if time.monotonic() - began > seconds:
                raise SystemExit(f"not ready after {seconds} s: {self.ready()}")
            time.sleep(0.3)
        return time.monotonic() - began


class Phone(threading.Thread):
    """Sends one entry after another; what got no final word is sent again until it has one."""

    def __init__(self, port: int, key: str, token: str) -> None:
        super().__init__(daemon=True)
        self.port, self.key, self.token = port, key, token
        self.acknowledged: dict[str, float] = {}
        self.codes: Counter[int] = Counter()
        self.no_wait = 0
        self.over = threading.Event()

    def run(self) -> None:
        from backend.core.ids import new_id

        line, item = Line(self.port), None
        while not (self.over.is_set() and item is None):
            item = item or {
                "id": str(new_id()), "kind": "pain", "recorded_at": datetime.now(UTC).isoformat(),
                "timezone": "Europe/Lisbon", "site": "hip", "side": "left", "intensity": 3,
            }  # fmt: skip
            try:
                raw = request("POST", "/api/v1/sync/push", self.token, json.dumps({"items": [item]}).encode())
                code, body = line.ask(raw)
            except (OSError, EOFError):
                line.close()
                code, body = 0, b""
            self.codes[code] += 1
            if code == 200 and json.loads(body)["results"][0]["result"] in ("created", "identical"):
                self.acknowledged[str(item["id"])] = time.time()
                item = None
            time.sleep(0.05 if code == 200 else 0.5)


def people(number: int) -> list[tuple[str, str]]:
    from backend.accounts.actions import create_token
    from backend.accounts.models import User
    from backend.core.actor import Actor
    from backend.patients.models import Patient

    found = []
    for index in range(number):
        user = User.objects.create(email=f"p{index}@bench.example", name=f"P{index}")
        patient = Patient.objects.create(name=user.name, user=user, timezone="Europe/Lisbon")
        found.append((str(patient.pk), create_token(by=Actor.system("bench"), user=user, name="bench")[1]))
    return found


def diagnosed(number: int) -> list[UUID]:
    """So many people who are to be told of their first scan today, just before the trouble begins."""
    from backend.core.actor import Actor
    from backend.patients.models import Patient
    from backend.records.actions import record_one

    # Reminders come from nine in the morning on: a zone in which it is later than that.
    zone = "Etc/GMT-9" if datetime.now(UTC).hour < 12 else "UTC"
    made = [Patient.objects.create(name=f"D{index}", timezone=zone) for index in range(number)]
    for patient in made:
        by = Actor.system("bench")
        record_one(patient=patient, by=by, kind="diagnosis", site="hip", side="left", basis="mri")
    return [patient.pk for patient in made]


def all_told(patients: list[UUID], seconds: float = 240) -> float:
    """Until each of them was told of their scan; how long it took. A dead hold on a reminder ends after three minutes."""
    from backend.reminders.models import Reminder

    theirs = Reminder.objects.shown().filter(patient__in=patients, kind="dexa-baseline", to="patient")
    began = time.monotonic()
    while (number := theirs.count()) < len(patients):
        if time.monotonic() - began > seconds:
            raise SystemExit(f"{len(patients) - number} of {len(patients)} reminders were not told")
        time.sleep(0.3)
    return time.monotonic() - began


def nothing_waits(seconds: float = 90) -> float:
    """Until everything due is done; how long it took."""
    from backend.core import clock
    from backend.reminders.models import Reminder
    from backend.tracking.lateness import number_due

    began = time.monotonic()
    while (
        number_due(clock.now() - timedelta(seconds=5))
        or Reminder.objects.due(clock.now() - timedelta(seconds=5)).exists()
    ):
        if time.monotonic() - began > seconds:
            raise SystemExit("something due stays undone")
        time.sleep(0.3)
    return time.monotonic() - began


def watched(
    product: Product, trouble: Callable[[], Any], mend: Callable[[], Any], lasts: float
) -> tuple[set[str], float]:
    """Make trouble, look what `/readyz` says of it, mend it; the checks that failed, and the seconds until all was well."""
    told: set[str] = set()
    trouble()
    until = time.monotonic() + lasts
    while time.monotonic() < until:
        told |= set(product.ready()[1])
        time.sleep(0.3)
    mend()
    well = product.wait_until_ready()
    return told, well + nothing_waits()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default=",".join(KINDS))
    wanted = parser.parse_args().only.split(",")
    if wanted != ["disk"]:
        redis = OwnRedis()
        try:
            with database_server(SERVER) as (server, own), own_database("toh_ops_faults", server) as database:
                if own is None:
                    raise SystemExit("needs a PostgreSQL of its own: initdb, pg_ctl")
                prepare(database, redis.url)
                on_postgres(wanted, redis, own, server)
        finally:
            redis.kill()
    if "disk" in wanted:
        # A process of its own: Django's settings are made once.
        return subprocess.call(
            [sys.executable, "-c", "from bench.faults import on_a_full_disk; on_a_full_disk()"], cwd=ROOT
        )
    return 0


def on_postgres(wanted: list[str], redis: OwnRedis, own: OwnPostgres, server: str) -> None:
    from django.db import connection

    os.environ["BACKUP_KEY"] = subprocess.check_output(
        [sys.executable, "manage.py", "backup", "--new-key"], cwd=ROOT, text=True
    ).strip()
    print(conditions(), flush=True)
    product = Product()
    phones = [Phone(product.port, *who) for who in people(2)]
    try:
        for name in ("web", "worker", "beat"):
            product.start(name)
        print(f"all is well after {product.wait_until_ready():.0f} s (beat is first heard after 30 s)", flush=True)
        for phone in phones:
            phone.start()

        def off() -> None:
            connection.close()
            own.stop()

        def ahead(seconds: int) -> None:
            for name in ("worker", "beat"):
                product.kill(name)
                product.start(name, ahead=seconds)

        trials: dict[str, tuple[str, Callable[[], Any], Callable[[], Any], float]] = {
            "database": ("the database is stopped for 8 s", off, own.start, 8),
            "redis": ("Redis is killed and comes back empty after 8 s", redis.kill, redis.start, 8),
            "killed": (
                "a worker and a web process are killed",
                lambda: (product.kill("worker"), product.kill_one_web_process()),
                lambda: product.start("worker"),
                3,
            ),
            "beat": (
                "beat is dead for an hour",
                lambda: (product.kill("beat"), product.kill("worker"), an_hour_passes()),
                lambda: (product.start("worker"), product.start("beat")),
                3,
            ),
            # Beat signals every 30 s, and both have to start first.
            "clock": ("the workers' clock is two hours fast for 65 s", lambda: ahead(7200), lambda: ahead(0), 65),
        }
        for name, (words, trouble, mend, lasts) in trials.items():
            if name in wanted:
                before = sum((phone.codes for phone in phones), Counter())
                to_be_told = diagnosed(DIAGNOSED)
                told, well = watched(product, trouble, mend, lasts)
                codes = sum((phone.codes for phone in phones), Counter()) - before
                late = all_told(to_be_told)
                if not told and name in TOLD:
                    raise SystemExit(f"{words}: /readyz said nothing of it")
                print(
                    f"{words}: /readyz told {sorted(told)}; nothing overdue {well:.1f} s after, {DIAGNOSED} reminders due in "
                    f"it told {late:.1f} s later; answers {dict(codes)}",
                    flush=True,
                )
        if "backup" in wanted:
            under_load(phones, server)
        for phone in phones:
            phone.over.set()
        for phone in phones:
            phone.join(60)
        nothing_waits()
        count_everything(phones)
    finally:
        product.stop_all()


def an_hour_passes() -> None:
    """As if an hour had gone by without a signal: whatever was to be done in it is due and late."""
    from django.db.models import F

    from backend.core.models import Heartbeat
    from backend.patients.models import Patient
    from backend.reminders.models import Reminder

    hour = timedelta(hours=1)
    Heartbeat.objects.update(at=F("at") - hour)
    Patient.objects.exclude(reassess_at=None).update(reassess_at=datetime.now(UTC) - hour)
    Reminder.objects.exclude(next_at=None).update(next_at=F("next_at") - hour, due_at=F("due_at") - hour)


def count_everything(phones: list[Phone]) -> None:
    """Every acknowledged entry is there once, numbered without a gap, and in the audit trail, which holds."""
    from django.db.models import Count, Max, Sum

    from backend.core.audit import broken_links
    from backend.core.models import AuditEvent
    from backend.records.models import Record
    from backend.reminders.models import Delivery

    acknowledged = {key for phone in phones for key in phone.acknowledged}
    there = {str(key) for key in Record.objects.filter(kind="pain").values_list("pk", flat=True)}
    codes = sum((phone.codes for phone in phones), Counter())
    assert acknowledged <= there, f"{len(acknowledged - there)} acknowledged entries are lost"
    assert not codes[500], codes
    noted = AuditEvent.objects.filter(action="log_pain").aggregate(n=Sum("count"))["n"]
    assert noted == len(there), (noted, len(there))
    assert broken_links() == []
    for row in Record.objects.values("patient").annotate(n=Count("pk"), last=Max("seq")).order_by():
        assert row["n"] <= row["last"]
    twice = (
        Delivery.objects.filter(channel="inapp").values("reminder", "round").annotate(n=Count("pk")).filter(n__gt=1)
    )
    assert not twice.exists()
    print(
        f"{len(acknowledged)} entries acknowledged, {len(there)} there, {noted} in the audit trail, which holds; "
        f"no reminder told twice; answers {dict(codes)}",
        flush=True,
    )


def under_load(phones: list[Phone], server: str) -> None:
    """A backup while entries come in, restored beside: whatever was acknowledged before it began is there, nothing by halves."""
    file = Path(os.environ["TOH_VAR"]) / "load.backup"
    manage = [sys.executable, str(ROOT / "manage.py")]
    # An acknowledgement is noted a moment after the commit that it speaks of.
    began = time.time()
    before = {key for phone in phones for key, at in list(phone.acknowledged.items()) if at <= began}
    subprocess.run([*manage, "backup", str(file), "--no-trial"], check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    during = sum(len(phone.acknowledged) for phone in phones) - len(before)
    look = (
        "from backend.records.models import Record; from backend.core.models import AuditEvent;"
        "from django.db.models import Sum; import json;"
        "print(json.dumps([[str(k) for k in Record.objects.filter(kind='pain').values_list('pk', flat=True)],"
        "AuditEvent.objects.filter(action='log_pain').aggregate(n=Sum('count'))['n']]))"
    )
    with own_database("toh_ops_restored", server) as restored:
        env = {**os.environ, "DATABASE_URL": restored}
        subprocess.run([*manage, "restore", str(file)], check=True, env=env, stdout=subprocess.DEVNULL, cwd=ROOT)
        told = subprocess.check_output([*manage, "shell", "-v", "0", "-c", look], env=env, cwd=ROOT, text=True)
        damaged = file.with_name("damaged")
        damaged.write_bytes(file.read_bytes()[:-7])
        refused = subprocess.run(
            [*manage, "restore", str(damaged)], env=env, capture_output=True, text=True, check=False, cwd=ROOT
        )
    keys, noted = json.loads(told.strip().splitlines()[-1])
    assert before <= set(keys), f"{len(before - set(keys))} acknowledged entries are not in the backup"
    assert noted == len(keys), (noted, len(keys))
    assert refused.returncode, "a damaged backup was restored"
    print(
        f"a backup while {during} entries came in: all {len(before)} acknowledged before are in it, {len(keys)} entries and "
        f"as many in its audit trail; cut off by 7 bytes it is refused",
        flush=True,
    )


@contextlib.contextmanager
def small_disk(megabytes: int) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="toh-bench-disk-"))
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)
        shutil.rmtree(folder, ignore_errors=True)


def on_a_full_disk() -> None:
    if os.geteuid() != 0:
        print("disk full: needs root, for a small file system in memory")
        return
    with small_disk(48) as folder:
        for name in ("DATABASE_URL", "REDIS_URL"):
            os.environ.pop(name, None)
        os.environ |= {
            "TOH_VAR": str(folder),
            "DJANGO_SETTINGS_MODULE": "toh_tracker.settings",
            "LOG_LEVEL": "CRITICAL",
        }
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        product = Product()
        phone = Phone(product.port, *people(1)[0])
        try:
            for name in ("web", "worker", "beat"):
                product.start(name)
            product.wait_until_ready()
            phone.start()
            time.sleep(2)
            filler = folder / "filler"

            def fill() -> None:
                with filler.open("wb", buffering=0) as out, contextlib.suppress(OSError):
                    while True:
                        out.write(b"\0" * 4096)

            before = Counter(phone.codes)
            fill()
            until = time.monotonic() + 12
            while time.monotonic() < until:
                fill()
                time.sleep(0.5)
            codes = phone.codes - before
            filler.unlink()
            well = product.wait_until_ready() + nothing_waits()
            phone.over.set()
            phone.join(60)
            print(
                f"the disk of SQLite is full for 12 s: answers {dict(codes)}; all done {well:.1f} s after there was space",
                flush=True,
            )
            assert codes[503], "nothing was refused: the disk was not full"
            count_everything([phone])
        finally:
            product.stop_all()


if __name__ == "__main__":
    sys.exit(main())
