"""What people and workers do every day is answered by an index: a small database hides what a large one would suffer.

Among thousands of rows of others each statement is explained; none may read one of the tables that grow from end to end.
"""

import re
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backend.accounts.models import Clinic, User
from backend.core import clock
from backend.core.actor import Actor
from backend.core.ids import new_id
from backend.core.models import AuditEvent
from backend.patients.models import Episode, EpisodeSite, Patient, PatientSummary
from backend.records.drafts import draft_of
from backend.records.log.append import append
from backend.records.models import Record
from backend.reminders.claims import claim
from backend.reminders.models import Delivery, Reminder
from backend.tracking.assessment import claim_due, reassess
from backend.tracking.models import Finding

GROWING = (Record, AuditEvent, Finding, Reminder, Delivery, User, Session, UserSession)
GROWING += (Patient, PatientSummary, Episode, EpisodeSite)
OTHERS = 1000
BY = Actor.system("test")


@pytest.fixture
def crowd(cast, entry):
    """A thousand patients of forty other clinics, each like Maria; some thousand rows of each kind."""
    for patient in (cast.maria, cast.jonas):
        items = [entry(back=day, intensity=4 + day % 2) for day in range(40)]
        items.append(entry("diagnosis", back=60, site="hip", side="left", basis="mri"))
        append(patient_id=patient.pk, drafts=[draft_of(one, by=BY, default_zone="UTC") for one in items], by=BY)
        reassess(patient.pk)
    far = [Clinic.objects.create(name=f"Elsewhere {n}") for n in range(40)]
    model = Patient.objects.get(pk=cast.maria.pk)
    users = User.objects.bulk_create(User(email=f"o{n}@example.org", name=f"O{n}") for n in range(OTHERS))
    people = Patient.objects.bulk_create(
        copied(model, clinic=far[n % 40], user=user, name=user.name) for n, user in enumerate(users)
    )
    ends = clock.now() + timedelta(days=14)
    Session.objects.bulk_create(
        Session(session_key=f"{n:032}", session_data="x", expire_date=ends) for n in range(OTHERS)
    )
    UserSession.objects.bulk_create(
        UserSession(user=user, session_key=f"{n:032}", ip="192.0.2.1") for n, user in enumerate(users)
    )
    for table in (Record, AuditEvent, Finding, Reminder, PatientSummary):
        own = {"patient_id": cast.maria.pk}
        rows = list(table.objects.filter(**own)[: 1 if table is PatientSummary else 4])
        assert rows, table
        table.objects.bulk_create(
            (
                copied(row, patient_id=other.pk, **({"scope": str(other.pk)} if table is AuditEvent else {}))
                for other in people
                for row in rows
            ),
            batch_size=2000,
        )
    course = Episode.objects.filter(patient=cast.maria).first()
    site = course.sites.first()
    courses = Episode.objects.bulk_create(copied(course, patient=other) for other in people)
    EpisodeSite.objects.bulk_create(copied(site, episode=other) for other in courses)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":
            # Where a table is some pages long, reading all of it is often right; this weighs them as those of a long one.
            cursor.execute("SET LOCAL seq_page_cost = 20")
    return cast


def copied(row, **changes):
    """Another row like this one, with a key of its own."""
    fields = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    key = row._meta.pk
    if key.get_internal_type() == "UUIDField":
        fields[key.attname] = new_id()
    elif key.attname not in changes:
        del fields[key.attname]
    kept = {name: value for name, value in fields.items() if not {name, name.removesuffix("_id")} & set(changes)}
    return type(row)(**kept, **changes)


def whole_tables(work):
    """The growing tables that `work` reads from end to end, each with its statement."""
    with CaptureQueriesContext(connection) as asked:
        work()
    grow = {model._meta.db_table for model in GROWING}
    asks = [one["sql"] for one in asked if re.match(r"\s*(SELECT|UPDATE|DELETE|WITH)", one["sql"])]
    return [f"{name}: {sql}" for sql in asks for name in read_whole(sql) & grow]


def read_whole(sql):
    """The tables that the database would read from end to end for it, by their rows or by an index."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            # By its own name only. Another name stands for a question within the question, over the people of the clinics: SQLite,
            # which serves one clinic, may read them all.
            return {found[1] for row in cursor.fetchall() if (found := re.match(r"SCAN (\w+)", row[3]))}
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}")
        return set(scans(cursor.fetchone()[0][0]["Plan"]))


def scans(node):
    """Of a plan of PostgreSQL: which relations are scanned without a condition that an index answers."""
    whole = node["Node Type"] == "Seq Scan" or (node["Node Type"].startswith("Index") and "Index Cond" not in node)
    if whole and "Relation Name" in node:
        yield node["Relation Name"]
    for part in node.get("Plans", ()):
        yield from scans(part)


def read(client, path):
    assert client.get(path).status_code == 200, path


def test_a_day_of_everybody(crowd, client_of, entry):
    """One test, as the crowd takes seconds to make."""
    phone, desk = client_of(crowd.maria), client_of(crowd.sofia)
    for path in ("/api/v1/sync/pull?after=0", "/api/v1/sync/pull?after=40", "/api/v1/me", "/api/v1/messages"):
        assert whole_tables(lambda path=path: read(phone, path)) == [], path
    sent = {"items": [entry()]}
    assert whole_tables(lambda: phone.post("/api/v1/sync/push", sent, format="json")) == []
    course = f"/api/v1/dashboard/patients/{crowd.maria.pk}/course"
    for path in ("/api/v1/dashboard/worklist", course, "/api/v1/dashboard/overview"):
        assert whole_tables(lambda path=path: read(desk, path)) == [], path
    # A worker finds the one who is due.
    now = clock.now() + timedelta(minutes=1)
    Patient.objects.exclude(pk=crowd.maria.pk).update(reassess_at=now + timedelta(days=1))
    Patient.objects.filter(pk=crowd.maria.pk).update(reassess_at=now - timedelta(minutes=2))
    Reminder.objects.exclude(patient=crowd.maria).update(next_at=now + timedelta(days=1))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    assert whole_tables(lambda: claim_due(now=now)) == []
    assert whole_tables(lambda: reassess(crowd.maria.pk, now=now)) == []
    assert whole_tables(lambda: claim(now=now)) == []
