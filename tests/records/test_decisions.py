"""What a prescription is checked for before it is signed: the step from the one in force, and the aid that goes with it."""

from datetime import UTC, datetime, timedelta

import pytest

from backend.core.actor import Actor
from backend.core.errors import Refused
from backend.core.models import AuditEvent
from backend.exchange.csv.read import load
from backend.exchange.replay.reader import BadHistory, read
from backend.records.actions import record_one
from backend.records.models import Record
from backend.tracking.assessment import reassess

BY = Actor(role="clinician", name="Sofia")
DOUBTFUL = [("NWB", "none"), ("PWB", "none"), ("FWB", "two_crutches")]
PLAIN = [("NWB", "two_crutches"), ("PWB", None), ("TTWB", "none"), ("WBAT", "none"), ("FWB", "none"), ("FWB", "cane")]


def order(entry, status, aid, **more):
    item = entry("prescription", side="left", status=status, **more)
    return item | ({"aid": aid} if aid else {})


def signed(patient):
    return Record.objects.filter(patient=patient, kind="prescription").count()


def audited(patient):
    return AuditEvent.objects.filter(patient_id=patient.pk, action="prescribe_weight_bearing").count()


@pytest.mark.parametrize(("status", "aid"), DOUBTFUL)
def test_an_aid_that_does_not_go_with_the_load_asks_why(cast, client_of, entry, status, aid):
    desk = client_of(cast.sofia)
    item = order(entry, status, aid)
    answer = desk.post(f"/api/v1/patients/{cast.maria.pk}/records", item, format="json")
    assert (answer.status_code, answer["content-type"]) == (400, "application/problem+json")
    (error,) = answer.json()["errors"]
    assert error["field"] == "reason"
    assert error["code"] == ("aid_kept" if status == "FWB" else "aid_missing")
    assert status in error["detail"]
    pushed = desk.post(f"/api/v1/sync/push?patient={cast.maria.pk}", {"items": [item]}, format="json")
    (outcome,) = pushed.json()["results"]
    assert (outcome["result"], outcome["field"]) == ("refused", "reason")
    assert (signed(cast.maria), audited(cast.maria)) == (0, 0)
    blank = desk.post(f"/api/v1/patients/{cast.maria.pk}/records", item | {"reason": " \n"}, format="json")
    assert blank.status_code == 400
    said = desk.post(f"/api/v1/patients/{cast.maria.pk}/records", item | {"reason": "arms hurt"}, format="json")
    assert (said.status_code, said.json()["reason"]) == (201, "arms hurt")
    assert (signed(cast.maria), audited(cast.maria)) == (1, 1)


@pytest.mark.parametrize(("status", "aid"), PLAIN)
def test_what_goes_together_needs_no_word(cast, client_of, entry, status, aid):
    item = order(entry, status, aid)
    assert (
        client_of(cast.sofia).post(f"/api/v1/patients/{cast.maria.pk}/records", item, format="json").status_code
        == 201
    )


def test_a_sheet_of_what_was_signed_elsewhere_is_not_asked(cast):
    text = "date,kind,side,status,aid\n2026-01-02,prescription,left,NWB,none\n"
    (row,) = load(patient=cast.maria, by=BY, text=text, dry_run=False)
    assert row.result == "created"


def say(patient, back, kind, **fields):
    at = datetime.now(UTC).replace(hour=0, minute=0, second=9) - timedelta(days=back)
    return record_one(
        patient=patient, by=BY, kind=kind, recorded_at=at.isoformat(), date=at.date().isoformat(), **fields
    )


def recurrence(patient):
    """The left hip well again without ever more than NWB signed, and ill anew."""
    say(patient, 300, "diagnosis", site="hip", side="left")
    say(patient, 299, "prescription", side="left", status="NWB")
    say(patient, 100, "resolution", basis="both")
    say(patient, 5, "diagnosis", site="hip", side="left")
    reassess(patient.pk)


def test_no_step_is_counted_from_a_load_of_an_earlier_episode(cast):
    recurrence(cast.maria)
    assert say(cast.maria, 2, "prescription", side="left", status="PWB", percent=20)
    with pytest.raises(Refused, match="from PWB to FWB skips a step"):
        say(cast.maria, 1, "prescription", side="left", status="FWB")


def test_before_it_ended_it_counts(cast):
    recurrence(cast.maria)
    with pytest.raises(Refused, match="from NWB to PWB skips a step"):
        say(cast.maria, 6, "prescription", side="left", status="PWB", percent=20)


EVENTS = [
    {"day": 0, "kind": "diagnosis", "site": "hip", "side": "left"},
    {"day": 1, "kind": "prescription", "side": "left", "status": "NWB"},
    {"day": 200, "kind": "resolution", "basis": "both"},
    {"day": 300, "kind": "diagnosis", "site": "hip", "side": "left"},
]


def history(*, day):
    last = {"day": day, "kind": "prescription", "side": "left", "status": "PWB", "percent": 20}
    patient = {"sex": "female", "birth_year": 1986, "timezone": "Europe/Lisbon"}
    return {
        "format": "toh-replay/1", "id": "again", "day_zero": "2025-01-01", "patient": patient, "events": [*EVENTS, last]
    }  # fmt: skip


def test_nor_in_a_replay_or_a_sheet(cast):
    assert len(read(history(day=301)).drafts) == 5
    with pytest.raises(BadHistory, match="skips a step"):
        read(history(day=299))
    text = (
        "date,kind,site,side,basis,status,percent\n"
        "2025-01-01,diagnosis,hip,left,mri,,\n2025-01-02,prescription,,left,,NWB,\n2025-07-20,resolution,,,both,,\n"
        "2025-10-28,diagnosis,hip,left,mri,,\n2025-10-29,prescription,,left,,PWB,20\n"
    )
    rows = load(patient=cast.maria, by=BY, text=text, dry_run=True)
    assert [row.reason for row in rows] == [None] * 5
