"""Numbers marked ours: a clinic and a clinician may change them, and who did so is recorded."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backend.core.models import AuditEvent
from backend.guidance import Thresholds
from backend.patients.models import Patient
from backend.tracking.facts import thresholds_of

NAME = "worsening_points"


def url(cast, who="maria"):
    return f"/api/v1/patients/{getattr(cast, who).pk}/thresholds"


def clinic_url(clinic):
    return f"/api/v1/clinics/{clinic.pk}/thresholds"


def test_the_patients_number_goes_before_the_clinics_and_that_before_the_default(cast, client_of):
    body = {"thresholds": {NAME: 4}}
    assert client_of(cast.ruben).put(clinic_url(cast.ponte), body, format="json").status_code == 200
    cast.maria.refresh_from_db()
    cast.maria.clinic.refresh_from_db()
    assert thresholds_of(cast.maria).worsening_points == 4
    assert client_of(cast.sofia).put(url(cast), {"thresholds": {NAME: 3}}, format="json").status_code == 200
    cast.maria.refresh_from_db()
    assert thresholds_of(cast.maria).worsening_points == 3
    assert Thresholds().worsening_points == 2
    actions = set(AuditEvent.objects.values_list("action", "actor_name"))
    assert actions == {("set_clinic_limits", "Ruben"), ("change_profile", "Sofia")}


def test_a_changed_number_changes_what_the_rules_say(cast, client_of, entry):
    from backend.tracking.assessment import reassess

    days = [entry(back=5 - day, intensity=score) for day, score in enumerate([3, 3, 3, 6, 6, 6])]
    client_of(cast.maria).post("/api/v1/sync/push", {"items": days}, format="json")
    said = {found.id for found in reassess(cast.maria.pk).open_findings}
    assert "pain-worse" in said
    client_of(cast.sofia).put(url(cast), {"thresholds": {NAME: 4}}, format="json")
    assert "pain-worse" not in {found.id for found in reassess(cast.maria.pk).open_findings}


@pytest.mark.parametrize(
    ("wanted", "field"),
    [({"nonsense": 1}, "nonsense"), ({NAME: "3"}, NAME), ({NAME: -1}, NAME), ({NAME: True}, NAME), (3, "thresholds")],
)
def test_bad_numbers_name_their_field_and_change_nothing(cast, client_of, wanted, field):
    response = client_of(cast.sofia).put(url(cast), {"thresholds": wanted}, format="json")
    assert (response.status_code, response.json()["errors"][0]["field"]) == (400, field)
    cast.maria.refresh_from_db()
    assert cast.maria.thresholds == {}


def test_only_the_team_and_the_clinic_may(cast, client_of):
    body = {"thresholds": {NAME: 3}}
    assert client_of(cast.maria).put(url(cast), body, format="json").status_code == 403
    for who in (cast.otto, cast.nina, cast.zoe, cast.ruben):
        assert client_of(who).put(url(cast), body, format="json").status_code == 404
    for who in (cast.otto, cast.nina, cast.maria):
        assert client_of(who).put(clinic_url(cast.ponte), body, format="json").status_code == 404
    assert client_of(None).put(url(cast), body, format="json").status_code == 401


def pull(client, after):
    answer = client.get("/api/v1/sync/pull", {"after": after}).json()
    profiles = [change["profile"] for change in answer["changes"] if change["type"] == "profile"]
    return answer["cursor"], profiles[-1]["numbers"] if profiles else None


def test_the_phones_of_a_clinics_patients_hear_of_its_numbers(cast, client_of, entry):
    maria, zoe, ruben, sofia = (client_of(who) for who in (cast.maria, cast.zoe, cast.ruben, cast.sofia))
    for phone in (maria, zoe):
        phone.post("/api/v1/sync/push", {"items": [entry()]}, format="json")
    (seen, numbers), (others, _) = pull(maria, 0), pull(zoe, 0)
    assert numbers == {}
    assert pull(maria, seen) == (seen, None)
    ruben.put(clinic_url(cast.ponte), {"thresholds": {NAME: 4, "postpartum_days": 180}}, format="json")
    seen, numbers = pull(maria, seen)
    assert numbers == {NAME: 4, "postpartum_days": 180}
    assert pull(zoe, others) == (others, None)
    sofia.put(url(cast), {"thresholds": {NAME: 3}}, format="json")
    seen, numbers = pull(maria, seen)
    assert numbers == {NAME: 3, "postpartum_days": 180}
    profile = maria.get(f"/api/v1/patients/{cast.maria.pk}").json()
    assert (profile["numbers"], profile["thresholds"]) == (numbers, {NAME: 3})
    ruben.put(clinic_url(cast.ponte), {"thresholds": {}}, format="json")
    seen, numbers = pull(maria, seen)
    assert numbers == {NAME: 3}
    assert pull(maria, seen) == (seen, None)


def test_an_entry_and_a_clinics_number_never_share_a_change_number(cast, client_of, entry):
    maria = client_of(cast.maria)
    client_of(cast.ruben).put(clinic_url(cast.ponte), {"thresholds": {NAME: 4}}, format="json")
    maria.post("/api/v1/sync/push", {"items": [entry()]}, format="json")
    changes = maria.get("/api/v1/sync/pull", {"after": 0}).json()["changes"]
    assert [change["type"] for change in changes] == ["profile", "record"]
    assert changes[0]["seq"] < changes[1]["seq"]


def test_who_moves_to_another_clinic_goes_by_its_numbers(cast, client_of):
    from backend.core.actor import Actor
    from backend.patients.care.actions import join_clinic

    cast.altona.thresholds = {NAME: 5}
    cast.altona.save()
    maria = client_of(cast.maria)
    seen, _ = pull(maria, 0)
    join_clinic(by=Actor(user_id=None, name="Maria", role="patient"), patient=cast.maria, clinic=cast.altona)
    assert pull(maria, seen)[1] == {NAME: 5}


def test_a_clinic_with_many_patients_is_told_in_as_many_statements_as_one_with_few(cast, client_of):
    ruben = client_of(cast.ruben)

    def statements(points):
        with CaptureQueriesContext(connection) as seen:
            ruben.put(clinic_url(cast.ponte), {"thresholds": {NAME: points}}, format="json")
        return len(seen)

    statements(3)
    few = statements(4)
    Patient.objects.bulk_create(Patient(name=f"P {n}", clinic=cast.ponte) for n in range(40))
    assert statements(5) == few


def test_phones_hear_of_numbers_that_were_set_before_the_profile_named_them(cast):
    from importlib import import_module

    from django.apps import apps

    cast.altona.thresholds = {NAME: 5}
    cast.altona.save()
    cast.jonas.thresholds = {NAME: 3}
    cast.jonas.save()
    alone = Patient.objects.create(name="Alone")
    everyone = [cast.maria, cast.jonas, cast.zoe, alone]
    import_module("backend.patients.migrations.0007_numbers_to_phones").tell_phones(apps, None)
    for patient in everyone:
        patient.refresh_from_db()
    assert [patient.profile_seq for patient in everyone] == [0, 1, 1, 0]
    assert all(patient.seq == patient.profile_seq for patient in everyone)
