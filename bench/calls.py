"""How many Python calls and queries does one request, or one assessment, take?

    .venv/bin/python -m bench.calls [--json]

Counts are the same on a busy machine and on a quiet one, so they can be held by a test (`tests/bench/test_calls.py`). Every
request goes through the whole WSGI application. A call is a Python function or a built-in one, as the profiler of Python
counts them. The plain project of `bench/plain` (stock Django and DRF) is counted in a process of its own, in the same run.
The database is the one of the tests: SQLite in memory, or TOH_TEST_DATABASE_URL.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

ZONE = "Europe/Lisbon"


@dataclass(frozen=True)
class Count:
    """What one repetition took, after the same thing was done twice before (caches and prepared statements are warm)."""

    calls: int
    queries: int


def counted(work: Callable[[], Any]) -> Count:
    """Calls of this thread and queries of the default database while `work` runs. `work` must not care about repetition."""
    from django.db import connection

    calls = queries = 0

    def note(_: Any, event: str, __: Any) -> None:
        nonlocal calls
        if event in ("call", "c_call"):
            calls += 1

    def query(execute: Any, *rest: Any) -> Any:
        nonlocal queries
        queries += 1
        return execute(*rest)

    work()
    work()
    with connection.execute_wrapper(query):
        work()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return Count(calls - 1, queries)  # without the call that ends the counting


class Caller:
    """A WSGI client that makes nothing but the request: what it costs is the application's own."""

    def __init__(self, application: Any, authorization: str) -> None:
        self.application, self.authorization = application, authorization

    def ask(self, method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
        path, _, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "80",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "localhost",
            "HTTP_AUTHORIZATION": self.authorization,
            "HTTP_ACCEPT": "application/json",
            "CONTENT_TYPE": "application/json" if body else "",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": sys.stderr,
            "wsgi.url_scheme": "http",
            "wsgi.version": (1, 0),
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        told: list[str] = []
        answer = self.application(environ, lambda status, headers, exc_info=None: told.append(status))
        text = b"".join(answer)
        answer.close()
        return int(told[0].split()[0]), text

    def must(self, method: str, path: str, body: bytes = b"") -> None:
        code, text = self.ask(method, path, body)
        if code >= 300:
            raise SystemExit(f"{method} {path}: {code} {text[:300]!r}")


def entry() -> dict[str, Any]:
    from datetime import UTC, datetime

    from backend.core.ids import new_id

    return {
        "id": str(new_id()), "kind": "pain", "recorded_at": datetime.now(UTC).isoformat(), "timezone": ZONE,
        "site": "hip", "side": "left", "intensity": 3, "circumstance": "walking",
    }  # fmt: skip


def of_the_product() -> dict[str, Count]:
    """One clinic, one patient with three weeks of entries, her token. Needs the tables; leaves its rows."""
    from datetime import UTC, datetime, timedelta

    from backend.accounts.actions import create_token
    from backend.accounts.models import Clinic, User
    from backend.core.actor import Actor
    from backend.core.ids import new_id
    from backend.patients.models import Patient
    from backend.records.models import Record
    from backend.tracking.assessment import reassess
    from toh_tracker.wsgi import application

    by = Actor.system("bench")
    user = User.objects.create(email="counted@bench.example", name="Counted")
    clinic = Clinic.objects.create(name="Counted")
    patient = Patient.objects.create(name=user.name, user=user, clinic=clinic, timezone=ZONE, sex="female")
    rows = []
    for back in range(85, 0, -1):
        at = datetime.now(UTC) - timedelta(hours=6 * back)
        rows.append(
            Record(
                id=new_id(), patient=patient, kind="pain", day=at.date(), recorded_at=at, received_at=at, timezone=ZONE,
                data={"site": "hip", "side": "left", "intensity": 3}, author_id=user.pk, author_role="patient",
                author_name=user.name, seq=len(rows) + 1,
            )
        )  # fmt: skip
    Record.objects.bulk_create(rows)
    Patient.objects.filter(pk=patient.pk).update(seq=len(rows))
    reassess(patient.pk)
    caller = Caller(application, f"Bearer {create_token(by=by, user=user, name='bench')[1]}")
    records = f"/api/v1/patients/{patient.pk}/records"
    cursor = json.loads(caller.ask("GET", "/api/v1/sync/pull?after=0&limit=1000")[1])["cursor"]

    def push(size: int) -> None:
        caller.must("POST", "/api/v1/sync/push", json.dumps({"items": [entry() for _ in range(size)]}).encode())

    return {
        "healthz": counted(lambda: caller.must("GET", "/healthz")),
        "me": counted(lambda: caller.must("GET", "/api/v1/me")),
        "pull, nothing new": counted(lambda: caller.must("GET", f"/api/v1/sync/pull?after={cursor}")),
        "one entry": counted(lambda: caller.must("POST", records, json.dumps(entry()).encode())),
        "push of one": counted(lambda: push(1)),
        "push of twenty": counted(lambda: push(20)),
        "assessment, about 85 records": counted(lambda: reassess(patient.pk)),
    }


def of_the_plain_project() -> dict[str, Count]:
    """Inside the process that `main` starts with the plain project's settings."""
    from datetime import UTC, datetime
    from uuid import uuid4

    import django

    django.setup()
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.db import connection
    from rest_framework.authtoken.models import Token

    from bench.plain.models import Entry
    from bench.plain.wsgi import application

    call_command("migrate", verbosity=0, run_syncdb=True)
    if Entry._meta.db_table not in connection.introspection.table_names():
        with connection.schema_editor() as editor:
            editor.create_model(Entry)
    token = Token.objects.create(user=User.objects.create(username="counted"))
    caller = Caller(application, f"Token {token.key}")

    def body() -> bytes:
        now = datetime.now(UTC)
        said = {"id": str(uuid4()), "kind": "pain", "day": now.date().isoformat(), "recorded_at": now.isoformat()}
        data = {"site": "hip", "side": "left", "intensity": 3, "circumstance": "walking"}
        return json.dumps(said | {"timezone": ZONE, "data": data}).encode()

    return {
        "plain DRF create": counted(lambda: caller.must("POST", "/entries", body())),
        "plain DRF view": counted(lambda: caller.must("GET", "/nothing")),
        "lean create": counted(lambda: caller.must("POST", "/lean", body())),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--plain", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.plain:
        print(json.dumps({name: asdict(count) for name, count in of_the_plain_project().items()}))
        return 0
    told = {name: asdict(count) for name, count in in_a_test_database(of_the_product).items()} | plain_counts()
    if chosen.json:
        print(json.dumps(told, indent=1))
        return 0
    for name, count in told.items():
        print(f"{name:<32}{count['calls']:>8,} calls{count['queries']:>4} queries")
    return 0


def plain_counts() -> dict[str, dict[str, int]]:
    """The plain project in a process of its own: one process has one set of settings."""
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "bench.plain.settings", "PLAIN_DATABASE_URL": ""}
    done = subprocess.run(
        [sys.executable, "-m", "bench.calls", "--plain"], env=env, capture_output=True, text=True, check=True
    )
    counts: dict[str, dict[str, int]] = json.loads(done.stdout.splitlines()[-1])
    return counts


def in_a_test_database(work: Callable[[], Any]) -> Any:
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.calls_settings"
    import django

    django.setup()
    from django.test.utils import setup_databases, teardown_databases

    made = setup_databases(verbosity=0, interactive=False)
    try:
        return work()
    finally:
        teardown_databases(made, verbosity=0)


if __name__ == "__main__":
    raise SystemExit(main())
