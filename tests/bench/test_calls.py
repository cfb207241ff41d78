"""Limits on the calls and queries of each kind of request and of an assessment: the same on every machine, busy or not.

Counted on SQLite, which is there on every machine; `bench.calls` counts on PostgreSQL, too. A limit stands a little above what
was counted. One that is reached by something worth it is raised in the commit that does so.
"""

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection

from bench.calls import of_the_product

# Calls, queries (a savepoint is one). Limits of requests are off in the tests; by Redis they take 300 calls of Python.
LIMITS = {
    "me": (11_000, 11),
    "pull, nothing new": (2_600, 1),
    "one entry": (5_500, 13),
    "push of one": (5_500, 12),
    "push of twenty": (19_000, 12),
    "assessment, about 85 records": (20_500, 11),
}


@pytest.fixture
def kept_connection(db):
    """A request of a real server ends with a look at its connection; here the test's transaction lies on it."""
    if connection.vendor == "postgresql":
        pytest.skip("counted on SQLite")
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_no_request_and_no_assessment_takes_more_than_it_did(kept_connection):
    counts = of_the_product()
    over = {
        what: (counts[what], limit)
        for what, limit in LIMITS.items()
        if counts[what].calls > limit[0] or counts[what].queries > limit[1]
    }
    assert not over
