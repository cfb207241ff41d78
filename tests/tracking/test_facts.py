"""What the rules are given: a fixed number of questions to the database, whatever the history holds."""

from datetime import UTC, datetime, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from backend.core.actor import Actor
from backend.patients.models import Patient
from backend.records.actions import record_one
from backend.tracking.facts import facts_of, thresholds_of

BY = Actor.system("test")


def log(patient, first, count):
    for back in range(first, first + count):
        at = datetime.now(UTC) - timedelta(days=back)
        record_one(
            patient=patient, by=BY, kind="pain", recorded_at=at.isoformat(), site="hip", side="left", intensity=3
        )


def queries(patient):
    fresh = Patient.objects.get(pk=patient.pk)
    with CaptureQueriesContext(connection) as seen:
        facts, _ = facts_of(fresh), thresholds_of(fresh)
    return len(facts.rows), len(seen)


def test_the_number_of_queries_does_not_grow_with_the_history(cast):
    log(cast.maria, 0, 1)
    assert queries(cast.maria) == (1, 2)  # the log, and the clinic for its thresholds
    log(cast.maria, 1, 20)
    assert queries(cast.maria) == (21, 2)
