"""Numbers marked ours: a clinic and a clinician may change them, and who did so is recorded."""

import pytest

from backend.core.models import AuditEvent
from backend.guidance import Thresholds
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
