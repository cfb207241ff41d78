"""What a body has no place for is refused by name: nothing of ours can be set from outside, and no slip passes unseen."""

import pytest

from backend.records.models import Record


@pytest.mark.parametrize("name", ["source", "patient", "by", "author_role", "seq", "is_current", "unheard"])
def test_a_record_takes_nothing_that_the_server_says(cast, client_of, name):
    note = {"kind": "pain", "site": "hip", "side": "left", "intensity": 3, name: "import"}
    answer = client_of(cast.maria).post(f"/api/v1/patients/{cast.maria.pk}/records", note, format="json")
    assert answer.status_code == 400, answer.content
    assert [error["field"] for error in answer.json()["errors"]] == [name]
    assert not Record.objects.exists()


@pytest.mark.parametrize("body", ["[]", '"note"', "7", "null"])
def test_a_record_that_is_no_object_is_refused(cast, client_of, body):
    answer = client_of(cast.maria).post(
        f"/api/v1/patients/{cast.maria.pk}/records", body, content_type="application/json"
    )
    assert answer.status_code == 400, answer.content


def test_no_note_of_a_clinician_can_be_marked_as_one_that_its_patient_may_delete(cast, client_of):
    """What an import brought has a `source`, and its patient may delete it."""
    desk, path = client_of(cast.sofia), f"/api/v1/patients/{cast.maria.pk}/records"
    marked = desk.post(path, {"kind": "note", "text": "gait", "source": "app"}, format="json")
    assert (marked.status_code, marked.json()["errors"][0]["field"]) == (400, "source")
    note = desk.post(path, {"kind": "note", "text": "gait"}, format="json").json()["id"]
    gone = {"kind": "deletion", "supersedes": note}
    answer = client_of(cast.maria).post(path, gone, format="json")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "supersedes")
    assert Record.objects.get(pk=note).is_current


def test_a_device_sends_items_and_nothing_beside_them(cast, client_of, entry):
    phone = client_of(cast.maria)
    answer = phone.post("/api/v1/sync/push", {"items": [], "source": "import"}, format="json")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "source")
    answer = phone.post("/api/v1/sync/push", {"items": [entry(source="import")]}, format="json")
    assert [answer.json()["results"][0][name] for name in ("result", "field")] == ["refused", "source"]


@pytest.mark.parametrize("name", ["email", "id", "is_staff", "is_superuser", "password"])
def test_who_somebody_is_cannot_be_set_through_their_own_page(cast, client_of, name):
    answer = client_of(cast.maria).patch("/api/v1/me", {"language": "de", name: "1"}, format="json")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, name)
    cast.maria.user.refresh_from_db()
    assert cast.maria.user.language == "en"
