"""The patient's clock: asked for with every write, claimed when due, set to the next moment of change."""

from datetime import timedelta

import pytest

from backend.core import clock
from backend.core.models import Heartbeat
from backend.guidance import GUIDANCE_VERSION
from backend.patients.models import Patient
from backend.tracking import tasks
from backend.tracking.assessment import claim_due, reassess

pytestmark = pytest.mark.django_db


def test_a_write_asks_for_an_assessment_and_an_assessment_sets_the_next_moment(cast, client_of, entry):
    reassess(cast.maria.pk)
    client_of(cast.maria).post("/api/v1/sync/push", {"items": [entry()]}, format="json")
    cast.maria.refresh_from_db()
    assert cast.maria.reassess_at <= clock.now()
    result = reassess(cast.maria.pk)
    cast.maria.refresh_from_db()
    assert cast.maria.reassess_at == result.next_change_at
    assert cast.maria.reassess_at > clock.now()
    assert cast.maria.rules_version == GUIDANCE_VERSION


def test_of_two_workers_only_one_gets_a_patient_and_a_dead_one_is_followed(cast):
    now = clock.now()
    first, second = claim_due(now=now, limit=2), claim_due(now=now, limit=2)
    assert len(first) == 2
    assert len(second) == 1
    assert not set(first) & set(second)
    assert claim_due(now=now) == []
    assert len(claim_due(now=now + timedelta(minutes=3))) == 3


def test_the_sweep_assesses_what_is_due_and_no_more(cast):
    assert tasks.sweep() == 3
    assert tasks.sweep() == 0
    Patient.objects.filter(pk=cast.maria.pk).update(reassess_at=clock.now())
    assert tasks.sweep() == 1


def test_one_patients_trouble_does_not_hold_up_the_others(cast, monkeypatch):
    real = tasks.reassess

    def broken(patient_id, **more):
        if patient_id == cast.maria.pk:
            raise RuntimeError("something odd")
        return real(patient_id, **more)

    monkeypatch.setattr(tasks, "reassess", broken)
    assert tasks.sweep() == 3
    assert Patient.objects.filter(assessed_at=None).count() == 1


def test_assessing_again_changes_nothing(cast, client_of, entry):
    days = [entry(back=5 - day, intensity=score) for day, score in enumerate([3, 3, 3, 6, 6, 6])]
    client_of(cast.maria).post("/api/v1/sync/push", {"items": days}, format="json")
    reassess(cast.maria.pk)
    before = list(cast.maria.findings.order_by("pk").values())
    seq = Patient.objects.get(pk=cast.maria.pk).seq
    reassess(cast.maria.pk)
    assert list(cast.maria.findings.order_by("pk").values()) == before
    assert Patient.objects.get(pk=cast.maria.pk).seq == seq


def test_a_corrected_entry_withdraws_what_it_had_opened(cast, client_of, entry):
    phone = client_of(cast.maria)
    unable = entry("weight_bearing", side="left", status="UNABLE")
    phone.post("/api/v1/sync/push", {"items": [unable]}, format="json")
    reassess(cast.maria.pk)
    assert cast.maria.findings.get(rule="cannot-bear-weight").state == "open"
    gone = entry("deletion", supersedes=unable["id"])
    phone.post("/api/v1/sync/push", {"items": [gone]}, format="json")
    reassess(cast.maria.pk)
    assert cast.maria.findings.get(rule="cannot-bear-weight").state == "withdrawn"


def test_a_new_version_of_the_rules_asks_for_everybody_once(cast):
    Patient.objects.update(rules_version="old", reassess_at=None)
    tasks.tick()
    assert Patient.objects.filter(reassess_at=None).count() == 0
    Patient.objects.update(reassess_at=None)
    tasks.tick()
    assert Patient.objects.filter(reassess_at=None).count() == 3
    assert Heartbeat.objects.filter(name="beat").exists()
