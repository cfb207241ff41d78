"""Several writes in one round trip: the same rows as Django's own way would leave."""

import pytest
from django.db import IntegrityError, connection, transaction

from backend.accounts.models import Clinic
from backend.core.models import AuditHead
from backend.core.statements import insert, together, update


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
