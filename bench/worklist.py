"""How long does a physiotherapist wait: the worklist of 500 patients and one patient's course, among 20,000 patients?

    .venv/bin/python -m bench.worklist [--patients 20000] [--repeat 60] [--database NAME] [--keep]

A year of daily entries each (7.3 million rows), in databases of their own on the local PostgreSQL, dropped afterwards.
The measured clinic is assessed by the real rules; the other clinics are copies of it. Every request goes through the
whole application in one process (middleware, token, throttle, permissions, audit); beside it, in the same run, the
plain SQL by which PostgreSQL itself would write the same answer as JSON.

A second database holds 1,000 patients. Both are asked in turn, a process for each, so that what the machine does besides
falls on both alike: the growth is the median of the pairs' ratios. Filling 20,000 patients takes most of the time.
"""

import argparse
import multiprocessing
import os
import platform
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any

from bench.reminder_scale import REDIS, SERVER, own_database, prepare

CLINIC = 500
FIRST = 1_000
DAYS = 365

# Rows arrive day by day, so one patient's year lies scattered over the table, as it does in life.
# Three courses that the rules answer differently: quiet and falling, getting worse, long settled.
COURSE = """
    SELECT gen_random_uuid(), p.id, CASE WHEN d % 7 = 3 THEN 'weight_bearing' ELSE 'pain' END, current_date - d,
        CASE WHEN d % 7 = 3 THEN jsonb_build_object('side', 'left', 'status', 'PWB', 'percent', 50,
                                                    'aid', 'two_crutches')
             ELSE jsonb_build_object('site', 'hip', 'side', 'left', 'circumstance', 'walking', 'intensity',
                CASE p.number % 3 WHEN 0 THEN 2 + d * 4 / 365 WHEN 1 THEN CASE WHEN d < 4 THEN 7 ELSE 3 END ELSE 1 END)
        END, now() - d * interval '1 day' - interval '1 minute', 'Europe/Lisbon', now(), NULL, 'patient', 'P', '',
        NULL, NULL, true, 365 - d
    FROM (SELECT id, row_number() OVER (ORDER BY name) AS number FROM patients_patient WHERE seq = 0) p,
        generate_series(0, 364) d
    ORDER BY d DESC
"""


def fill(cursor: Any, first: int, last: int) -> None:
    """Patients `first` to `last` - 1, clinic by clinic, with a year of entries and a diagnosis and prescription each."""
    cursor.execute(
        """
        INSERT INTO accounts_clinic (id, name, phone, timezone, access, thresholds, precision_error)
        SELECT gen_random_uuid(), 'Clinic ' || n, '', 'Europe/Lisbon', 'clinic', '{}', '{}'
        FROM generate_series(%s::int, %s::int) n
        """,
        [first // CLINIC, last // CLINIC - 1],
    )
    cursor.execute(
        """
        INSERT INTO patients_patient (id, clinic_id, name, sex, birth_year, timezone, email, risk_factors, thresholds,
            created_at, seq, profile_seq, rules_version, reassess_at)
        SELECT gen_random_uuid(), c.id, 'Patient ' || lpad(n::text, 6, '0'), 'female', 1980, 'Europe/Lisbon', '',
            '[]', '{}', now(), 0, 0, '', NULL
        FROM generate_series(%s::int, %s::int) n JOIN accounts_clinic c ON c.name = 'Clinic ' || n / %s::int
        """,
        [first, last - 1, CLINIC],
    )
    columns = (
        "id, patient_id, kind, day, data, recorded_at, timezone, received_at, author_id, author_role, author_name, "
        'source, supersedes, "group", is_current, seq'
    )
    cursor.execute(f"INSERT INTO patients_record ({columns}) {COURSE}")
    for number, (kind, data) in enumerate(
        (
            ("diagnosis", '{"site": "hip", "side": "left", "basis": "mri"}'),
            ("prescription", '{"side": "left", "status": "PWB", "percent": 30, "aid": "two_crutches"}'),
        )
    ):
        cursor.execute(
            f"""
            INSERT INTO patients_record ({columns})
            SELECT gen_random_uuid(), id, %s, current_date - 300, %s::jsonb, now() - interval '300 days', 'Europe/Lisbon',
                now(), NULL, 'clinician', 'Sofia', '', NULL, NULL, true, 366 + %s::int FROM patients_patient WHERE seq = 0
            """,
            [kind, data, number],
        )
    cursor.execute("UPDATE patients_patient SET seq = 367 WHERE seq = 0")


def assess_measured_clinic() -> None:
    from backend.patients.models import Patient
    from backend.tracking.assessment import reassess

    for key in Patient.objects.filter(clinic__name="Clinic 0").values_list("pk", flat=True):
        reassess(key)


def copy_projections(cursor: Any) -> None:
    """Every other patient gets the summary and the findings of the one at the same place in the measured clinic."""
    twins = """
        WITH ranked AS (
            SELECT p.id, p.clinic_id, c.name AS clinic, row_number() OVER (PARTITION BY c.id ORDER BY p.name) AS place
            FROM patients_patient p JOIN accounts_clinic c ON c.id = p.clinic_id),
        twin AS (
            SELECT other.id, other.clinic_id, model.id AS model FROM ranked other
            JOIN ranked model ON model.place = other.place AND model.clinic = 'Clinic 0'
            WHERE NOT EXISTS (SELECT 1 FROM patients_patientsummary s WHERE s.patient_id = other.id))
    """
    for table, own in (
        ("patients_patientsummary", {"patient_id": "twin.id", "clinic_id": "twin.clinic_id"}),
        ("tracking_finding", {"patient_id": "twin.id", "id": "gen_random_uuid()"}),
    ):
        cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table])
        columns = [row[0] for row in cursor.fetchall()]
        names = ", ".join(f'"{name}"' for name in columns)
        values = ", ".join(own.get(name, f'source."{name}"') for name in columns)
        # Findings first needs the twins that a summary would hide: so they are taken before the summaries are written.
        cursor.execute(f"CREATE TEMP TABLE IF NOT EXISTS twins AS {twins} SELECT id, clinic_id, model FROM twin")
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {values} FROM twins twin "
            f"JOIN {table} source ON source.patient_id = twin.model"
        )
    cursor.execute("DROP TABLE twins")


# What PostgreSQL writes by itself: the same rows and counts, as one JSON text.
PLAIN_WORKLIST = """
    WITH visible AS (
        SELECT p.id, p.name, p.birth_year, p.sex FROM patients_patient p
        LEFT JOIN accounts_clinic c ON c.id = p.clinic_id
        WHERE p.closed_at IS NULL AND c.access = 'clinic' AND p.clinic_id IN (
            SELECT m.clinic_id FROM accounts_membership m
            WHERE m.user_id = %(user)s AND m.role IN ('physiotherapist', 'doctor') AND m.since <= now()
                AND (m.until IS NULL OR m.until > now()))),
    listed AS (SELECT s.*, v.name, v.birth_year, v.sex FROM patients_patientsummary s JOIN visible v ON v.id = s.patient_id)
    SELECT json_build_object(
        'counts', (SELECT json_object_agg(category, n) FROM (SELECT category, count(*) n FROM listed GROUP BY 1) k),
        'rows', (SELECT json_agg(json_build_object(
            'patient', json_build_object('id', patient_id, 'name', name, 'birth_year', birth_year, 'sex', sex),
            'category', category, 'reason', reason, 'findings', findings, 'since', since,
            'days_waiting', current_date - since, 'load', load, 'pregnant', pregnancy->>'status' = 'pregnant',
            'pregnancy', pregnancy, 'state', state, 'last_entry_on', last_entry_on, 'pain', pain,
            'pain_until', pain_until, 'revision', revision) ORDER BY rank, since, name, patient_id) FROM listed))::text
"""
PLAIN_COURSE = """
    SELECT json_build_object(
        'records', (SELECT json_agg(jsonb_build_object('id', id, 'kind', kind, 'recorded_at', recorded_at, 'timezone',
            timezone, 'date', day, 'supersedes', supersedes, 'group', "group", 'is_current', is_current, 'author',
            jsonb_build_object('name', author_name, 'role', author_role), 'seq', seq) || data ORDER BY day, recorded_at, id)
            FROM patients_record WHERE patient_id = %(patient)s AND is_current),
        'findings', (SELECT json_agg(f ORDER BY opened_on DESC, rule) FROM tracking_finding f
            WHERE patient_id = %(patient)s AND for_clinician AND state <> 'withdrawn'),
        'summary', (SELECT row_to_json(s) FROM patients_patientsummary s WHERE patient_id = %(patient)s))::text
"""


def p95(times: list[float]) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.95))]


class Clinic500:
    """One filled database and the calls that are timed in it."""

    def __init__(self, patients: int) -> None:
        from django.db import connection
        from django.test import Client

        from backend.accounts.actions import create_token
        from backend.core.actor import Actor
        from backend.patients.models import Patient

        user = filled(patients)
        token = create_token(by=Actor.system("bench"), user=user, name="bench")[1]
        patient = Patient.objects.filter(clinic__name="Clinic 0").order_by("name")[7]
        self.client = Client(headers={"authorization": f"Bearer {token}"})
        self.pages = {
            "worklist": "/api/v1/dashboard/worklist",
            "course": f"/api/v1/dashboard/patients/{patient.pk}/course",
        }
        self.sql = {"worklist in SQL": PLAIN_WORKLIST, "course in SQL": PLAIN_COURSE}
        self.given = {"user": user.pk, "patient": patient.pk}
        self.connection = connection

    def call(self, name: str) -> tuple[float, int]:
        """Milliseconds, and the answer's size."""
        started = time.perf_counter()
        if name in self.pages:
            answer = self.client.get(self.pages[name])
            assert answer.status_code == 200, answer.content
            size = len(answer.content)
        else:
            with self.connection.cursor() as cursor:
                cursor.execute(self.sql[name], self.given)
                size = len(cursor.fetchone()[0])
        return (time.perf_counter() - started) * 1000, size


NAMES = ("worklist", "worklist in SQL", "course", "course in SQL")


def answer(url: str, patients: int, pipe: Connection) -> None:
    """A process for one database: fills it, says how many rows it has, then times what it is asked for."""
    from django.db import connection

    started = time.perf_counter()
    prepare(url, REDIS)
    clinic = Clinic500(patients)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM patients_record")
        rows = cursor.fetchone()[0]
    pipe.send((rows, time.perf_counter() - started, conditions()))
    while (name := pipe.recv()) is not None:
        pipe.send(clinic.call(name))


class Asked:
    """The process behind a database, from the side of who asks."""

    def __init__(self, url: str, patients: int) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=answer, args=(url, patients, theirs), daemon=True)
        self.process.start()
        theirs.close()
        self.patients = patients
        self.times: dict[str, list[float]] = {name: [] for name in NAMES}
        self.sizes: dict[str, int] = {}

    def ready(self) -> None:
        rows, seconds, where = self.pipe.recv()
        print(f"{self.patients:,} patients, {rows:,} records (ready after {seconds:.0f} s; {where})", flush=True)

    def ask(self, name: str, *, count: bool) -> None:
        self.pipe.send(name)
        took, self.sizes[name] = self.pipe.recv()
        if count:
            self.times[name].append(took)

    def end(self) -> None:
        self.pipe.send(None)
        self.process.join(timeout=30)


@contextmanager
def database(name: str, keep: bool) -> Iterator[str]:
    """A database of this run only; with `keep`, one that stays, and is not filled again when it is there."""
    import psycopg

    if not keep:
        with own_database(name) as url:
            yield url
        return
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as admin:
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            admin.execute(f'CREATE DATABASE "{name}"')
    yield f"{SERVER}/{name}"


def conditions() -> str:
    from django.db import connection

    connection.ensure_connection()
    return f"Python {platform.python_version()}, PostgreSQL {connection.pg_version // 10000}, {os.cpu_count()} cores"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--patients", type=int, default=20_000, help="A multiple of 500.")
    parser.add_argument("--repeat", type=int, default=60)
    parser.add_argument("--database", default=f"toh_worklist_bench_{os.getpid()}")
    parser.add_argument("--keep", action="store_true", help="Leave the databases and use them again.")
    chosen = parser.parse_args()
    with database(f"{chosen.database}_small", chosen.keep) as small, database(chosen.database, chosen.keep) as large:
        # one after the other: filling both at once would only make them wait for the same disk
        both = []
        for url, patients in ((small, FIRST), (large, chosen.patients)):
            both.append(Asked(url, patients))
            both[-1].ready()
        in_turn(both, chosen.repeat)
        for asked in both:
            asked.end()
        return verdict(*both)


def in_turn(both: list[Asked], repeat: int) -> None:
    """Each call of one beside the same call of the other, each first as often as the other; five rounds nobody counts."""
    for turn in range(repeat + 5):
        for name in NAMES:
            for asked in both if turn % 2 else reversed(both):
                asked.ask(name, count=turn >= 5)


def filled(patients: int) -> Any:
    """As many patients as asked for, the measured clinic assessed; answers its physiotherapist."""
    from django.db import connection

    from backend.accounts.models import Clinic, Membership, User
    from backend.patients.models import Patient

    have = Patient.objects.count()
    user = User.objects.filter(email="sofia@bench.example").first()
    with connection.cursor() as cursor:
        for wanted in sorted({FIRST, patients}):
            if wanted <= have:
                continue
            fill(cursor, have, wanted)
            cursor.execute("VACUUM (ANALYZE)")
            if user is None:
                user = User.objects.create(email="sofia@bench.example", name="Sofia")
                Membership.objects.create(
                    user=user, clinic=Clinic.objects.get(name="Clinic 0"), role="physiotherapist"
                )
                assess_measured_clinic()
            copy_projections(cursor)
            cursor.execute("VACUUM (ANALYZE)")
            have = wanted
    assert user is not None
    return user


def verdict(small: Asked, large: Asked) -> int:
    """Say what was measured and whether the aims hold; 1 when one does not."""
    growth = {}
    for name in NAMES:
        pairs = [b / a for a, b in zip(small.times[name], large.times[name], strict=True)]
        growth[name] = statistics.median(pairs)
        for asked in (small, large):
            times = asked.times[name]
            print(
                f"  {asked.patients:>6,}  {name:16} p50 {statistics.median(times):6.1f} ms   p95 {p95(times):6.1f} ms   "
                f"{asked.sizes[name] / 1000:7.1f} kB"
            )
        print(f"          {name:16} {growth[name]:.2f} times")
    worklist, plain = large.times["worklist"], large.times["worklist in SQL"]
    factor = statistics.median(worklist) / statistics.median(plain)
    held = [p95(worklist) < 100, factor <= 3, growth["worklist"] <= 1.2, growth["course"] <= 1.2]
    print(
        f"worklist: p95 {p95(worklist):.1f} ms (under 100 wanted), {factor:.2f} times the plain SQL (at most 3 wanted)"
    )
    print(
        f"{large.patients:,} patients against {small.patients:,}: worklist {growth['worklist']:.2f} times, "
        f"course {growth['course']:.2f} times (at most 1.2 wanted)"
    )
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
