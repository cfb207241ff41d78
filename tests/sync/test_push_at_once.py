"""Two devices, or one that sends twice, while the server still writes the first: what waited sees what came before it."""

import threading
import time

import pytest
from django.db import connection, transaction

from backend.core.actor import Actor
from backend.records.log.append import lock
from backend.sync.push import push

# Waiting for a row is waiting for the transaction that holds it.
WAITS = "SELECT count(*) FROM pg_locks WHERE locktype = 'transactionid' AND NOT granted"


def while_written(patient, first, second, by):
    """The outcomes of `first` and `second`; on PostgreSQL `second` waits for the row that `first` holds."""
    if connection.vendor == "sqlite":  # one connection in memory: one after the other, as its one lock would have it
        return [push(patient=patient, items=[item], by=by)[0].result for item in (first, second)]
    later = []

    def send():
        try:
            later.append(push(patient=patient, items=[second], by=by)[0].result)
        finally:
            connection.close()

    thread = threading.Thread(target=send)
    with transaction.atomic():
        lock(patient.pk)
        thread.start()
        until = time.monotonic() + 20
        with connection.cursor() as cursor:
            while not cursor.execute(WAITS).fetchone()[0]:
                assert time.monotonic() < until, "the second never came to wait"
                time.sleep(0.01)
        earlier = push(patient=patient, items=[first], by=by)[0].result
    thread.join()
    return [earlier, *later]


@pytest.mark.django_db(transaction=True)
def test_an_entry_sent_twice_at_once_is_there_once(cast, entry):
    by, item = Actor("patient", cast.maria.user_id), entry()
    assert while_written(cast.maria, item, item, by) == ["created", "identical"]
    assert cast.maria.records.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_entry_that_waited_behind_its_own_correction_is_superseded(cast, entry):
    by, item = Actor("patient", cast.maria.user_id), entry()
    better = entry(intensity=5, supersedes=item["id"])
    assert while_written(cast.maria, better, item, by) == ["created", "superseded"]
    assert cast.maria.records.current().get().pk.hex == better["id"].replace("-", "")
