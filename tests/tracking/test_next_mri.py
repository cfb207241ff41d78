"""The day of the next MRI is a clinician's: others cannot set it, and it comes to the list and to the inbox when it is due."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from backend.core import clock
from backend.core.actor import Actor
from backend.core.errors import Refused
from backend.exchange.replay.reader import read
from backend.patients.models import PatientSummary
from backend.records.actions import record_one
from backend.reminders.models import Reminder
from backend.tracking.assessment import reassess


def mri(patient, role="clinician", **fields):
    at = datetime.now(UTC) - timedelta(days=20)
    said = {"modality": "mri", "site": "hip", "side": "left", "result": "marrow_oedema", **fields}
    return record_one(
        patient=patient, by=Actor(role=role, name="X"), kind="imaging", recorded_at=at.isoformat(), **said
    )


@pytest.mark.parametrize("role", ["patient", "caregiver"])
def test_only_a_clinician_sets_it(cast, role):
    day = (clock.now() + timedelta(days=30)).date().isoformat()
    with pytest.raises(Refused) as refused:
        mri(cast.maria, role, next_on=day)
    assert (refused.value.field, refused.value.code) == ("next_on", "not_allowed")
    mri(cast.maria, role)
    mri(cast.maria, next_on=day)


def test_a_phone_is_told_so_and_its_other_entries_are_taken(cast, client_of):
    now = clock.now().isoformat()
    picture = {"id": str(uuid4()), "kind": "imaging", "recorded_at": now, "modality": "mri", "next_on": "2027-01-01"}
    body = {
        "items": [picture, {"id": str(uuid4()), "kind": "pain", "recorded_at": now, "site": "hip", "intensity": 2}]
    }
    answer = client_of(cast.maria.user).post("/api/v1/sync/push", body, format="json").json()
    first, second = answer["results"]
    assert (first["result"], first["field"], second["result"]) == ("refused", "next_on", "created")


def test_it_goes_with_an_mri_only(cast):
    with pytest.raises(Refused) as refused:
        mri(cast.maria, modality="xray", next_on="2027-01-01")
    assert refused.value.field == "next_on"


def test_when_it_is_due_the_desk_lists_it_and_both_are_reminded(cast, settings):
    day = (clock.now() - timedelta(days=2)).date().isoformat()
    mri(cast.maria, next_on=day)
    reassess(cast.maria.pk)
    assert {row.to for row in Reminder.objects.filter(kind="mri-next", slot=f"on:{day}")} == {"patient", "clinician"}
    assert PatientSummary.objects.get(patient=cast.maria).overdue["mri-next"] == day


def test_replay_takes_its_day():
    event = {"day": 3, "kind": "imaging", "modality": "mri", "next_day": 45, "extent": ["head"], "effusion": "no"}
    head = {"format": "toh-replay/1", "id": "x", "day_zero": "2025-01-01", "patient": {"sex": "male"}}
    ((_, row),) = read({**head, "events": [event]}).drafts
    assert (row.data["next_on"], row.data["extent"]) == ("2025-02-15", ["head"])


def test_a_notice_of_a_day_ahead_is_not_due_yet(cast):
    mri(cast.maria, next_on=(clock.now() + timedelta(days=3)).date().isoformat())
    reassess(cast.maria.pk)
    assert Reminder.objects.filter(kind="mri-next", slot__startswith="before:").exists()
    assert "mri-next" not in (PatientSummary.objects.get(patient=cast.maria).overdue or {})
