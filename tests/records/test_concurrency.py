"""Two clinicians at one record: the later is told what changed and by whom, and nothing of theirs is written."""

from datetime import UTC, datetime, timedelta

import pytest

from backend.accounts.models import Membership, User
from backend.core.actor import Actor
from backend.patients.models import Patient
from backend.records.actions import record_one
from backend.records.models import Record
from backend.tracking.assessment import reassess

BY = Actor.system("test")


@pytest.fixture
def dora(cast):
    user = User.objects.create_user("dora@example.org", "correct horse battery", name="Dora")
    Membership.objects.create(user=user, clinic=cast.ponte, role="doctor")
    return user


def records(patient):
    return f"/api/v1/patients/{patient.pk}/records"


def seen(client, patient):
    return str(client.get(f"/api/v1/dashboard/patients/{patient.pk}/course").json()["revision"])


def prescribe(client, patient, status, number):
    body = {"kind": "prescription", "side": "left", "status": status}
    return client.post(records(patient), body, format="json", headers={"If-Match": f'"{number}"'})


def test_the_later_of_two_prescriptions_is_held_up_and_says_what_changed(cast, client_of, dora):
    first, second = client_of(cast.sofia), client_of(dora)
    number = seen(first, cast.maria)
    assert prescribe(first, cast.maria, "NWB", number).status_code == 201
    held = prescribe(second, cast.maria, "TTWB", number)
    assert held.status_code == 409
    assert held["Content-Type"] == "application/problem+json"
    change = held.json()["changes"][0]
    assert (change["what"], change["by"], change["record"]["status"]) == ("prescription", "Sofia", "NWB")
    assert Record.objects.filter(kind="prescription").count() == 1
    # Having been told what changed is having seen it.
    assert prescribe(second, cast.maria, "TTWB", change["seq"]).status_code == 201
    # One's own writing holds nobody up.
    assert prescribe(second, cast.maria, "NWB", number).status_code == 409
    assert prescribe(first, cast.maria, "NWB", seen(first, cast.maria)).status_code == 201


def test_what_the_patient_logs_holds_nobody_up_but_a_finding_that_cannot_wait_does(cast, client_of):
    desk = client_of(cast.sofia)
    record_one(patient=cast.maria, by=BY, kind="pain", site="hip", side="left", intensity=2)
    reassess(cast.maria.pk)
    number = seen(desk, cast.maria)
    record_one(patient=cast.maria, by=BY, kind="pain", site="hip", side="left", intensity=2)
    reassess(cast.maria.pk)
    assert prescribe(desk, cast.maria, "NWB", number).status_code == 201
    number = seen(desk, cast.maria)
    for back, score in zip(range(5, -1, -1), (3, 3, 3, 6, 6, 6), strict=True):
        at = datetime.now(UTC) - timedelta(days=back)
        record_one(
            patient=cast.maria,
            by=BY,
            kind="pain",
            recorded_at=at.isoformat(),
            site="hip",
            side="left",
            intensity=score,
        )
    reassess(cast.maria.pk)
    held = prescribe(desk, cast.maria, "TTWB", number)
    assert held.status_code == 409
    assert "pain-worse" in {change.get("finding") for change in held.json()["changes"]}


def test_findings_and_numbers_are_guarded_too(cast, client_of, dora):
    for back, score in zip(range(5, -1, -1), (3, 3, 3, 6, 6, 6), strict=True):
        at = datetime.now(UTC) - timedelta(days=back)
        record_one(
            patient=cast.maria,
            by=BY,
            kind="pain",
            recorded_at=at.isoformat(),
            site="hip",
            side="left",
            intensity=score,
        )
    reassess(cast.maria.pk)
    key = cast.maria.findings.get(rule="pain-worse").pk
    first, second = client_of(cast.sofia), client_of(dora)
    number = {"If-Match": seen(second, cast.maria)}
    limits = f"/api/v1/patients/{cast.maria.pk}/thresholds"
    wanted = {"thresholds": {"quiet_days": 9}}
    assert first.put(limits, wanted, format="json").status_code == 200
    held = second.put(limits, {"thresholds": {"quiet_days": 5}}, format="json", headers=number)
    assert [(row["what"], row["by"]) for row in held.json()["changes"]] == [("profile:thresholds", "Sofia")]
    for act, body in (("acknowledge", {}), ("resolve", {"reason": "seen"})):
        answer = second.post(f"/api/v1/findings/{key}/{act}", body, format="json", headers=number)
        assert answer.status_code == 409
    assert Patient.objects.get(pk=cast.maria.pk).thresholds == {"quiet_days": 9}


def test_a_number_that_is_none_is_refused_and_without_one_nothing_is_held_up(cast, client_of):
    desk = client_of(cast.sofia)
    wrong = prescribe(desk, cast.maria, "NWB", "soon")
    assert wrong.status_code == 400
    assert wrong.json()["errors"][0]["field"] == "If-Match"
    body = {"kind": "prescription", "side": "left", "status": "NWB"}
    assert desk.post(records(cast.maria), body, format="json").status_code == 201
