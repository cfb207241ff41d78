"""A clinic's telephone number: who may set it, what can be dialled, and that it reaches the patients' phones."""

import pytest

from backend.core.models import AuditEvent


def url(clinic):
    return f"/api/v1/clinics/{clinic.pk}/telephone"


def put(client, clinic, phone):
    return client.put(url(clinic), {"phone": phone}, format="json")


def test_it_is_set_and_read_and_stands_in_the_audit(cast, client_of):
    assert put(client_of(cast.ruben), cast.ponte, " +351  258 000 111 ").json() == {"phone": "+351 258 000 111"}
    sofia = client_of(cast.sofia)
    assert sofia.get(url(cast.ponte)).json() == {"phone": "+351 258 000 111"}
    rows = AuditEvent.objects.filter(action="set_clinic_telephone").values_list("actor_name", "object_id")
    assert list(rows) == [("Ruben", str(cast.ponte.pk))]
    assert put(sofia, cast.ponte, "").json() == {"phone": ""}


@pytest.mark.parametrize("phone", ["call us", "+49 30 1234 ext. 5", "12", "1" * 16, "tel:112", None, 112, "٣٤٥x"])
def test_what_cannot_be_dialled_is_refused_by_name(cast, client_of, phone):
    before = cast.ponte.phone
    answer = put(client_of(cast.sofia), cast.ponte, phone)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "phone")
    cast.ponte.refresh_from_db()
    assert cast.ponte.phone == before


@pytest.mark.parametrize("phone", ["112", "(030) 123-4567", "030/1234567", "+44 20 7946 0018"])
def test_numbers_as_people_write_them_are_taken(cast, client_of, phone):
    assert put(client_of(cast.sofia), cast.ponte, phone).json() == {"phone": phone}


def test_outsiders_do_not_learn_that_the_clinic_exists(cast, client_of):
    for who in (cast.maria, cast.nina, cast.otto, cast.zoe):
        assert put(client_of(who), cast.ponte, "112").status_code == 404
        assert client_of(who).get(url(cast.ponte)).status_code == 404


def test_the_phones_of_the_clinics_patients_hear_of_it(cast, client_of, entry):
    maria = client_of(cast.maria)
    maria.post("/api/v1/sync/push", {"items": [entry()]}, format="json")
    seen = maria.get("/api/v1/sync/pull", {"after": 0}).json()["cursor"]
    put(client_of(cast.sofia), cast.ponte, "+351 258 000 222")
    changes = maria.get("/api/v1/sync/pull", {"after": seen}).json()["changes"]
    assert [one["profile"]["clinic"]["phone"] for one in changes if one["type"] == "profile"] == ["+351 258 000 222"]
