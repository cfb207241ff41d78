"""How long does a physiotherapist wait: the worklist of 500 patients and one patient's course, among 20,000 patients?

    .venv/bin/python -m bench.worklist [--patients 20000] [--repeat 60] [--database NAME] [--keep]

A year of daily entries each (7.3 million rows), in a database of its own on the local PostgreSQL, dropped afterwards.
The measured clinic is assessed by the real rules; the other clinics are copies of it. Every request goes through the
whole application in this process (middleware, token, throttle, permissions, audit); beside it, in the same run, the
plain SQL by which PostgreSQL itself would write the same answer as JSON. First with 1,000 patients, then with all.
"""

import argparse
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
        FROM generate_series(%s, %s) n
        """,
        [first // CLINIC, last // CLINIC - 1],
    )
    cursor.execute(
        """
        INSERT INTO patients_patient (id, clinic_id, name, sex, birth_year, timezone, email, risk_factors, thresholds,
            created_at, seq, profile_seq, rules_version, reassess_at)
        SELECT gen_random_uuid(), c.id, 'Patient ' || lpad(n::text, 6, '0'), 'female', 1980, 'Europe/Lisbon', '',
            '[]', '{}', now(), 0, 0, '', NULL
        FROM generate_series(%s, %s) n JOIN accounts_clinic c ON c.name = 'Clinic ' || n / %s
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
            SELECT gen_random_uuid(), id, %s, current_date - 300, %s, now() - interval '300 days', 'Europe/Lisbon',
                now(), NULL, 'clinician', 'Sofia', '', NULL, NULL, true, 366 + %s FROM patients_patient WHERE seq = 0
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


def sampled(work: Callable[[], Any], repeat: int) -> list[float]:
    """Milliseconds of each of `repeat` calls, after five that nobody counts."""
    for _ in range(5):
        work()
    times = []
    for _ in range(repeat):
        started = time.perf_counter()
        work()
        times.append((time.perf_counter() - started) * 1000)
    return sorted(times)


def p95(times: list[float]) -> float:
    return times[min(len(times) - 1, int(len(times) * 0.95))]


def measure(repeat: int, token: str, user_id: int) -> dict[str, list[float]]:
    from django.db import connection
    from django.test import Client

    from backend.patients.models import Patient

    client = Client(headers={"authorization": f"Bearer {token}"})
    patient = Patient.objects.filter(clinic__name="Clinic 0").order_by("name")[7]
    pages = {"worklist": "/api/v1/dashboard/worklist", "course": f"/api/v1/dashboard/patients/{patient.pk}/course"}
    sizes: dict[str, int] = {}

    def get(name: str) -> None:
        answer = client.get(pages[name])
        assert answer.status_code == 200, answer.content
        sizes[name] = len(answer.content)

    def plain(name: str, sql: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, {"user": user_id, "patient": patient.pk})
            sizes[name] = len(cursor.fetchone()[0])

    found = {
        "worklist": sampled(lambda: get("worklist"), repeat),
        "worklist in SQL": sampled(lambda: plain("worklist in SQL", PLAIN_WORKLIST), repeat),
        "course": sampled(lambda: get("course"), repeat),
        "course in SQL": sampled(lambda: plain("course in SQL", PLAIN_COURSE), repeat),
    }
    for name, times in found.items():
        print(f"  {name:16} p50 {statistics.median(times):6.1f} ms   p95 {p95(times):6.1f} ms   {sizes[name] / 1000:7.1f} kB",
              flush=True)  # fmt: skip
    return found


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
    parser.add_argument("--keep", action="store_true", help="Leave the database and use it again.")
    chosen = parser.parse_args()
    with database(chosen.database, chosen.keep) as url:
        prepare(url, REDIS)
        return run(chosen.patients, chosen.repeat)


def run(patients: int, repeat: int) -> int:
    from django.db import connection

    from backend.accounts.actions import create_token
    from backend.accounts.models import Clinic, Membership, User
    from backend.core.actor import Actor
    from backend.patients.models import Patient

    print(conditions(), flush=True)
    found: dict[int, dict[str, list[float]]] = {}
    have = Patient.objects.count()
    user = User.objects.filter(email="sofia@bench.example").first()
    for wanted in sorted({FIRST, patients}):
        if wanted < have:
            continue
        started = time.perf_counter()
        with connection.cursor() as cursor:
            if wanted > have:
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
            cursor.execute("SELECT count(*) FROM patients_record")
            rows = cursor.fetchone()[0]
        assert user is not None
        have = wanted
        print(
            f"{wanted:,} patients, {rows:,} records (ready after {time.perf_counter() - started:.0f} s)", flush=True
        )
        token = create_token(by=Actor.system("bench"), user=user, name="bench")[1]
        found[wanted] = measure(repeat, token, user.pk)
    return verdict(found)


def verdict(found: dict[int, dict[str, list[float]]]) -> int:
    """Say whether the aims hold; 1 when one does not."""
    largest = found[max(found)]
    worklist, plain = largest["worklist"], largest["worklist in SQL"]
    factor = statistics.median(worklist) / statistics.median(plain)
    held = [p95(worklist) < 100, factor <= 3]
    print(
        f"worklist: p95 {p95(worklist):.1f} ms (under 100 wanted), {factor:.2f} times the plain SQL (at most 3 wanted)"
    )
    if len(found) > 1:
        growth = statistics.median(worklist) / statistics.median(found[min(found)]["worklist"])
        held.append(growth <= 1.2)
        print(f"{max(found):,} patients against {min(found):,}: {growth:.2f} times (at most 1.2 wanted)")
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
