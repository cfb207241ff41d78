"""`python3 manage.py`-free: `.venv/bin/python bench/sync.py` — how fast entries are taken, as ratios of one run.

One patient's 1,000 offline entries and 100 patients x 100 entries through the real endpoint (sign-in by token,
validation, audit, change numbers, reassessment asked for), beside (a) the same rows by plain psycopg executemany
and (b) single POSTs; into a log that already holds the 300,000 entries of others, as a small table is quick to search in any
way. Needs PostgreSQL: BENCH_DATABASE_URL, default the local server.
"""

import json
import os
import statistics
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["TOH_TEST_DATABASE_URL"] = os.environ.get(
    "BENCH_DATABASE_URL", "postgresql://postgres@127.0.0.1:5432/toh_bench"
)
os.environ["DJANGO_SETTINGS_MODULE"] = "toh_tracker.test_settings"

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_databases, teardown_databases  # noqa: E402

from backend.accounts.actions import create_token  # noqa: E402
from backend.accounts.models import User  # noqa: E402
from backend.core.actor import Actor  # noqa: E402
from backend.core.ids import new_id  # noqa: E402
from backend.patients.models import Patient  # noqa: E402
from backend.records.models import Record  # noqa: E402

ROUNDS = 5


def person(number: int) -> tuple[Patient, str]:
    user = User.objects.create(email=f"p{number}@example.org", name=f"P{number}")
    patient = Patient.objects.create(name=f"P{number}", user=user, timezone="Europe/Lisbon")
    return patient, create_token(by=Actor.system("bench"), user=user, name="bench")[1]


def entries(count: int) -> list[dict[str, object]]:
    now = datetime.now(UTC)
    return [
        {"id": str(new_id()), "kind": "pain", "recorded_at": (now - timedelta(hours=6 * n)).isoformat(),
         "timezone": "Europe/Lisbon", "site": "hip", "side": "left", "intensity": n % 11, "circumstance": "walking"}
        for n in range(count)
    ]  # fmt: skip


def written(items: list[dict[str, object]]) -> bytes:
    """What a phone sends; writing it is the phone's work and is not timed."""
    return json.dumps({"items": items}).encode()


def post(client: Client, token: str, body: bytes) -> None:
    answer = client.post(
        "/api/v1/sync/push", body, content_type="application/json", HTTP_AUTHORIZATION=f"Bearer {token}"
    )
    assert answer.status_code == 200, answer.content
    assert answer.content.count(b'"created"') == body.count(b'"kind"'), answer.content


def timed(work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def plain(patient: Patient, count: int) -> float:
    """The same rows by psycopg's executemany in one transaction: the floor."""
    fields = [field.column for field in Record._meta.concrete_fields]
    now = datetime.now(UTC)
    rows = [
        (new_id(), patient.pk, "pain", now.date(),
         json.dumps({"site": "hip", "side": "left", "intensity": n % 11, "circumstance": "walking"}),
         now, "Europe/Lisbon", now, 1, "patient", "P", "", None, None, True, 10_000_000 + n)
        for n in range(count)
    ]  # fmt: skip
    sql = f"INSERT INTO patients_record ({', '.join(chr(34) + f + chr(34) for f in fields)}) VALUES ({', '.join(['%s'] * len(fields))})"
    with connection.cursor() as cursor:
        took = timed(lambda: (cursor.execute("BEGIN"), cursor.executemany(sql, rows), cursor.execute("COMMIT")))
        cursor.execute("DELETE FROM patients_record WHERE seq >= 10000000")
    return took


def entries_of_others(count: int) -> None:
    """What the log holds before anybody is timed; spread over a hundred people who send nothing."""
    others = [person(5000 + number)[0].pk for number in range(100)]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO patients_record (id, patient_id, kind, day, data, recorded_at, timezone, received_at, author_role,
                author_name, source, is_current, seq)
            SELECT gen_random_uuid(), (%s::uuid[])[n %% 100 + 1], 'pain', current_date - n / 1000, '{"site": "hip"}', now(),
                'Europe/Lisbon', now(), 'patient', 'P', '', true, n FROM generate_series(1, %s::int) n
            """,
            [others, count],
        )
        cursor.execute("VACUUM ANALYZE patients_record")


def main() -> None:
    old = setup_databases(verbosity=0, interactive=False)
    try:
        client = Client()
        entries_of_others(300_000)
        hundred = [person(n) for n in range(100)]
        one, floor, single, many = [], [], [], []
        for number in range(ROUNDS + 1):
            patient, token = person(1000 + number)
            items = written(entries(1000))
            one.append(timed(lambda t=token, i=items: post(client, t, i)))
            floor.append(plain(patient, 1000))
            batch = [written([item]) for item in entries(60)]
            single.append(timed(lambda t=token, i=batch: [post(client, t, item) for item in i]) / 60 * 1000)
            lots = [written(entries(100)) for _ in hundred]
            many.append(timed(lambda i=lots: [post(client, t, x) for (_, t), x in zip(hundred, i, strict=True)]))
        one, floor, single, many = (statistics.median(times[1:]) for times in (one, floor, single, many))
        print(f"one patient x 1,000        {1000 / one:9,.0f} entries/s")
        print(f"100 patients x 100         {10_000 / many:9,.0f} entries/s")
        print(f"(a) plain executemany      {1000 / floor:9,.0f} entries/s   push / plain  {floor / one:.2f}")
        print(f"(b) single POSTs           {1000 / single:9,.0f} entries/s   push / single {single / one:.1f}")
    finally:
        teardown_databases(old, verbosity=0)


if __name__ == "__main__":
    main()
