"""Several writes in one round trip: the same rows as Django's own way would leave."""

import ast
import os
import subprocess
import sys
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from backend.accounts.models import Clinic
from backend.core.ids import new_id
from backend.core.models import AuditHead
from backend.core.statements import FEW, insert, pour, together, update
from backend.records.models import Record


def test_inserts_and_updates_of_several_tables(db, django_assert_num_queries):
    there = AuditHead.objects.create(scope="one", number=1, hash="a")
    there.number, there.hash = 2, "b"
    clinics = [Clinic(name=name, thresholds={"a": 1.5}) for name in ("Ponte % 'x'", "Altona")]
    with django_assert_num_queries(1 if connection.vendor == "postgresql" else 2):
        together(insert(clinics), update(there, "number", "hash"))
    assert list(AuditHead.objects.values_list("number", "hash")) == [(2, "b")]
    assert set(Clinic.objects.values_list("pk", "name", "timezone")) == {(c.pk, c.name, "UTC") for c in clinics}
    assert Clinic.objects.first().thresholds == {"a": 1.5}


def test_all_or_none(db):
    twice = Clinic(name="Ponte")
    with pytest.raises(IntegrityError), transaction.atomic():
        together(insert([AuditHead(scope="one", hash="")]), insert([twice, twice]))
    assert not AuditHead.objects.exists()


def test_nothing_to_do(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        together()


def test_many_rows_at_once_leave_what_one_by_one_leaves(cast):
    """A batch that is poured in: dates, moments, nothing, quotes, and a number that no machine word holds."""
    said = {"text": "a'b\"c\\d\n€ % 𝛼", "many": 10**30, "part": 1.25, "no": None, "list": [True, {"x": 0.1}]}
    moment = datetime(2026, 3, 29, 0, 59, 59, 123456, tzinfo=UTC)
    rows = [
        Record(id=new_id(), patient=cast.maria, kind="note", day=date(1969, 12, 31), data=said | {"n": n}, timezone="UTC",
               recorded_at=moment, received_at=moment, author_role="patient", seq=100 + n, supersedes=new_id() if n % 2 else None)
        for n in range(FEW + 30)
    ]  # fmt: skip
    pour(rows, into=Record)
    fields = [field.attname for field in Record._meta.concrete_fields]
    there = Record.objects.filter(patient=cast.maria).order_by("seq").values(*fields)
    assert list(there) == [{name: getattr(row, name) for name in fields} for row in rows]


def test_of_many_rows_with_one_that_is_there_already_none_is_kept(cast):
    when = datetime(2026, 3, 29, tzinfo=UTC)
    rows = [
        Record(id=new_id(), patient=cast.maria, kind="note", day=date(2026, 3, 29), data={}, timezone="UTC",
               recorded_at=when, received_at=when, author_role="patient", seq=100 + n)
        for n in range(FEW + 1)
    ]  # fmt: skip
    rows[-1].id = rows[0].id
    with pytest.raises(IntegrityError), transaction.atomic():
        pour(rows, into=Record)
    assert not Record.objects.exists()


def test_a_statement_that_comes_again_is_kept_prepared_where_there_is_a_server(db):
    for number in range(8):
        assert not Clinic.objects.filter(name=f"nobody's {number}").exists()
    kept = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s"
    if connection.vendor != "postgresql":
        assert "prepare_threshold" not in connection.settings_dict["OPTIONS"]  # SQLite has no such option
        return
    with connection.cursor() as cursor:
        cursor.execute(kept, ['%"accounts_clinic"."name" = $%'])
        assert cursor.fetchone()[0] == 1


def test_behind_a_pooler_nothing_is_prepared():
    ask = "from toh_tracker.settings import DATABASES; print(DATABASES['default'].get('OPTIONS', {}))"
    said = {"DATABASE_URL": "postgres://toh@db.example:5432/toh", "PATH": os.environ["PATH"]}
    for prepared, options in (("false", {}), ("true", {"server_side_binding": True, "prepare_threshold": 5})):
        told = subprocess.run(
            [sys.executable, "-c", ask], env=said | {"DATABASE_PREPARED": prepared}, capture_output=True, check=True
        )
        assert ast.literal_eval(told.stdout.decode()) == options
