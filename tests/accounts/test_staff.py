"""Who works in a clinic in two roles acts in the same one wherever the clinic is asked about."""

import pytest

from backend.accounts.models import Membership
from backend.core.models import AuditEvent

FORM = {
    "resourceType": "Questionnaire",
    "status": "active",
    "title": "Stairs",
    "item": [{"linkId": "1", "text": "How many stairs?", "type": "integer"}],
}
TEMPLATE = {
    "name": "Early weeks",
    "description": "",
    "phases": [{"phase": "restricted", "items": [{"category": "range_of_motion", "minutes": 15}]}],
}


@pytest.fixture
def both(cast, client_of):
    """Ruben, the administrator, who began to treat patients too."""
    Membership.objects.create(user=cast.ruben, clinic=cast.ponte, role="physiotherapist")
    return client_of(cast.ruben)


def test_a_physiotherapist_who_also_administers_signs_as_clinician_everywhere(both, cast):
    clinic = f"/api/v1/clinics/{cast.ponte.pk}"
    answers = [
        both.put(f"{clinic}/thresholds", {"thresholds": {}}, format="json"),
        both.put(f"{clinic}/precision", {"precision_error": {"total_hip": 0.01}}, format="json"),
        both.post(f"{clinic}/questionnaires", {"resource": FORM}, format="json"),
        both.post(f"{clinic}/programme-templates", TEMPLATE, format="json"),
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 201, 201], [one.data for one in answers]
    assert {row.actor_role for row in AuditEvent.objects.filter(actor_id=cast.ruben.pk)} == {"clinician"}


def test_of_a_clinic_where_one_does_not_work_one_learns_nothing(cast, client_of):
    other = f"/api/v1/clinics/{cast.altona.pk}"
    desk = client_of(cast.sofia)
    for page in ("precision", "questionnaires", "programme-templates", "members"):
        assert desk.get(f"{other}/{page}").status_code == 404, page


def test_an_administrator_alone_changes_no_programme_and_is_told_whose_it_is(cast, client_of):
    answer = client_of(cast.ruben).post(f"/api/v1/clinics/{cast.ponte.pk}/programme-templates", {}, format="json")
    assert answer.status_code == 403
    assert "physiotherapists and doctors" in answer.json()["detail"]
