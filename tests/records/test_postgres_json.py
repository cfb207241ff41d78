"""A record as PostgreSQL writes it is the record as `record_json` says it."""

import json
from datetime import UTC, datetime

import pytest

from backend.core.actor import Actor
from backend.core.ids import new_id
from backend.records.kinds.base import registered
from backend.records.models import Record
from backend.records.present import record_json
from backend.sync.push import push

AWKWARD = 'O\'Brien "Ana" \\ \n Ünal 😀 {"a": 1}'


@pytest.mark.parametrize("microsecond", [0, 120_000, 123_456])
def test_the_two_ways_say_the_same(cast, client_of, entry, microsecond):
    patient = cast.maria
    at = datetime(2026, 11, 20, 9, 30, tzinfo=UTC).replace(microsecond=microsecond).isoformat()
    first = entry(intensity=3.5, note=AWKWARD) | {"recorded_at": at, "group": str(new_id())}
    items = [
        first,
        entry(supersedes=first["id"]) | {"recorded_at": at},
        entry("delivery") | {"recorded_at": at},
        entry("setting", timezone="Europe/Berlin", log_reminder_at=None) | {"recorded_at": at},
        entry("medicine", name=" ".join(AWKWARD.split())) | {"recorded_at": at},
    ]
    outcomes = push(patient=patient, items=items, by=Actor(role="patient", user_id=patient.user_id, name=AWKWARD))
    assert {one.result for one in outcomes} <= {"created", "superseded"}
    answer = client_of(patient).get(f"/api/v1/patients/{patient.pk}/records?history=true")
    wanted = [record_json(row) for row in Record.objects.order_by("day", "recorded_at", "id")]
    assert len(wanted) == 5
    assert answer.json()["results"] == json.loads(json.dumps(wanted))
    assert answer.content.count(b'"timezone"') == 5  # no name twice


def test_pages_go_on_where_they_ended(cast, client_of, entry):
    phone = client_of(cast.maria)
    phone.post("/api/v1/sync/push", {"items": [entry(back=day) for day in range(7)]}, format="json")
    address, seen = f"/api/v1/patients/{cast.maria.pk}/records?limit=3", []
    while address:
        page = phone.get(address).json()
        seen += [row["id"] for row in page["results"]]
        address = page["next"]
    assert seen == [str(row.pk) for row in Record.objects.order_by("day", "recorded_at", "id")]


def test_no_other_kind_has_a_name_of_the_envelope(db):
    now = datetime.now(UTC)
    envelope = set(record_json(Record(recorded_at=now, received_at=now, day=now.date(), data={})))
    shared = {
        info.alias or name for kind in registered().values() for name, info in kind.model.model_fields.items()
    } & envelope
    assert not shared
