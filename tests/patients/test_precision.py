"""A clinic's own precision error: who may enter it, what is a plausible one, and that it reaches the course."""

import pytest

from backend.core.models import AuditEvent


def url(clinic):
    return f"/api/v1/clinics/{clinic.pk}/precision"


def put(client, clinic, wanted):
    return client.put(url(clinic), {"precision_error": wanted}, format="json")


def test_what_is_entered_stands_in_the_course_and_in_the_audit(cast, client_of):
    given = {"total_hip": 0.011, "lumbar_spine": 0.014}
    assert put(client_of(cast.ruben), cast.ponte, given).json() == {"precision_error": given}
    sofia = client_of(cast.sofia)
    assert sofia.get(url(cast.ponte)).json() == {"precision_error": given}
    course = sofia.get(f"/api/v1/dashboard/patients/{cast.maria.pk}/course").json()
    assert course["precision_error"] == given
    rows = AuditEvent.objects.filter(action="set_clinic_precision").values_list("actor_name", "object_id")
    assert list(rows) == [("Ruben", str(cast.ponte.pk))]
    assert put(sofia, cast.ponte, {}).json() == {"precision_error": {}}


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({"elbow": 0.01}, "elbow"),
        ({"total_hip": "0.01"}, "total_hip"),
        ({"total_hip": True}, "total_hip"),
        ({"total_hip": 0.0009}, "total_hip"),
        ({"total_hip": 0.21}, "total_hip"),
        (None, "precision_error"),
    ],
)
def test_an_implausible_figure_is_refused_by_name(cast, client_of, wanted, field):
    answer = put(client_of(cast.sofia), cast.ponte, wanted)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, field)
    cast.ponte.refresh_from_db()
    assert cast.ponte.precision_error == {}


def test_outsiders_do_not_learn_that_the_clinic_exists(cast, client_of):
    for who in (cast.maria, cast.nina, cast.otto, cast.zoe):
        assert put(client_of(who), cast.ponte, {"total_hip": 0.01}).status_code == 404
        assert client_of(who).get(url(cast.ponte)).status_code == 404


def test_the_phones_of_the_clinics_patients_hear_of_it(cast, client_of, entry):
    def pull(client, after):
        answer = client.get("/api/v1/sync/pull", {"after": after}).json()
        profiles = [change["profile"] for change in answer["changes"] if change["type"] == "profile"]
        return answer["cursor"], profiles[-1]["dexa_precision"] if profiles else None

    maria, zoe = client_of(cast.maria), client_of(cast.zoe)
    for phone in (maria, zoe):
        phone.post("/api/v1/sync/push", {"items": [entry()]}, format="json")
    (seen, precision), (others, _) = pull(maria, 0), pull(zoe, 0)
    assert precision == {}
    put(client_of(cast.sofia), cast.ponte, {"total_hip": 0.011})
    assert pull(maria, seen)[1] == {"total_hip": 0.011}
    assert pull(zoe, others) == (others, None)
