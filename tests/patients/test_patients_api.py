"""Patients and their records over HTTP: own clinic's, own record, and nothing of others."""

from datetime import timedelta

import pytest

from backend.core import clock
from backend.core.audit import broken_links
from backend.core.models import AuditEvent

OUTSIDERS = ["zoe", "otto", "nina", "ruben", "jonas"]


def url_of(patient, rest=""):
    return f"/api/v1/patients/{patient.pk}{rest}"


def test_a_physiotherapist_sees_the_clinics_patients_and_no_others(cast, client_of):
    names = [row["name"] for row in client_of(cast.sofia).get("/api/v1/patients").json()["results"]]
    assert names == ["Jonas", "Maria"]
    found = client_of(cast.sofia).get("/api/v1/patients?search=mar").json()["results"]
    assert [row["name"] for row in found] == ["Maria"]


def test_a_clinic_that_keeps_to_teams_shows_only_the_team(cast, client_of):
    from backend.core.actor import Actor
    from backend.patients.actions import join_team
    from backend.patients.care.actions import remove_from_team

    cast.ponte.access = "team"
    cast.ponte.save()
    assert client_of(cast.sofia).get(url_of(cast.maria)).status_code == 404
    by = Actor.system("test")
    member = join_team(by=by, patient=cast.maria, user=cast.sofia, role="physiotherapist")
    assert client_of(cast.sofia).get(url_of(cast.maria)).status_code == 200
    remove_from_team(by=by, member=member)
    assert client_of(cast.sofia).get(url_of(cast.maria)).status_code == 404


@pytest.mark.parametrize("who", OUTSIDERS)
@pytest.mark.parametrize("rest", ["", "/records", "/findings"])
def test_for_outsiders_a_patient_does_not_exist(cast, client_of, who, rest):
    response = client_of(getattr(cast, who)).get(url_of(cast.maria, rest))
    assert response.status_code == 404
    assert "Maria" not in response.content.decode()


@pytest.mark.parametrize("rest", ["", "/records", "/findings"])
def test_nobody_is_401(cast, client_of, rest):
    response = client_of(None).get(url_of(cast.maria, rest))
    assert response.status_code == 401
    assert response["Content-Type"] == "application/problem+json"


def test_a_clinician_adds_a_patient_and_others_may_not(cast, client_of):
    body = {"name": "Nadia", "sex": "female", "birth_year": 1990, "timezone": "Europe/Lisbon"}
    created = client_of(cast.sofia).post("/api/v1/patients", body, format="json")
    assert created.status_code == 201
    assert created.json()["care_team"] == [{"name": "Sofia", "role": "physiotherapist"}]
    assert client_of(cast.maria).post("/api/v1/patients", body, format="json").status_code == 403
    assert client_of(cast.ruben).post("/api/v1/patients", body, format="json").status_code == 403


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"birth_year": 2999}, "birth_year"),
        ({"timezone": "Nowhere"}, "timezone"),
        ({"sex": "x"}, "sex"),
        ({"name": ""}, "name"),
    ],
)
def test_bad_details_name_their_field(cast, client_of, change, field):
    body = {"name": "Nadia", "timezone": "UTC"} | change
    response = client_of(cast.sofia).post("/api/v1/patients", body, format="json")
    assert response.status_code == 400
    assert response.json()["errors"][0]["field"] == field


def test_a_record_is_written_and_read(cast, client_of):
    desk = client_of(cast.sofia)
    body = {"kind": "prescription", "side": "left", "status": "PWB", "percent": 30}
    body["review_on"] = (clock.now().date() + timedelta(days=14)).isoformat()
    created = desk.post(url_of(cast.maria, "/records"), body, format="json")
    assert created.status_code == 201, created.content
    page = client_of(cast.maria).get(url_of(cast.maria, "/records?kind=prescription")).json()
    assert [(row["status"], row["percent"], row["author"]["name"]) for row in page["results"]] == [
        ("PWB", 30, "Sofia")
    ]


def test_a_patient_prescribes_nothing(cast, client_of):
    body = {"kind": "prescription", "side": "left", "status": "FWB"}
    response = client_of(cast.maria).post(url_of(cast.maria, "/records"), body, format="json")
    assert (response.status_code, response.json()["errors"][0]["field"]) == (400, "kind")


@pytest.mark.parametrize(
    ("review", "status"),
    [("2026-03-09", 400), ("2026-03-10", 201), ("2026-03-24", 201), ("2028-03-10", 201), ("2028-03-11", 400),
     ("2126-03-24", 400)],
)  # fmt: skip
def test_a_load_is_reviewed_on_its_day_or_within_two_years(cast, client_of, review, status):
    body = {"kind": "prescription", "side": "left", "status": "NWB", "date": "2026-03-10", "review_on": review}
    answer = client_of(cast.sofia).post(url_of(cast.maria, "/records"), body, format="json")
    assert answer.status_code == status
    if status == 400:
        assert answer.json()["errors"][0]["field"] == "review_on"


def test_a_token_of_scope_read_writes_nothing(cast, client_of):
    from backend.accounts.actions import create_token, revoke_token
    from backend.core.actor import Actor

    by = Actor.system("test")
    token, secret = create_token(by=by, user=cast.maria.user, name="script", scope="read")
    nobody = client_of(None)
    nobody.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    assert nobody.get("/api/v1/me").json()["patient"]["name"] == "Maria"
    assert nobody.post("/api/v1/sync/push", {"items": []}, format="json").status_code == 403
    revoke_token(by=by, token=token)
    assert nobody.get("/api/v1/me").status_code == 401


def test_tokens_are_made_listed_and_revoked_by_their_owner(cast, client_of):
    maria = client_of(cast.maria, fresh=True)
    made = maria.post("/api/v1/tokens", {"name": "my laptop", "scope": "write"}, format="json").json()
    assert made["token"].startswith("toh_")
    assert "token" not in maria.get("/api/v1/tokens").json()["results"][0]
    assert client_of(cast.jonas).delete(f"/api/v1/tokens/{made['id']}").status_code == 404
    assert maria.delete(f"/api/v1/tokens/{made['id']}").status_code == 204
    assert maria.get("/api/v1/tokens").json()["results"] == []


def test_reading_by_another_person_is_in_the_audit_and_ones_own_is_not(cast, client_of):
    client_of(cast.maria).get(url_of(cast.maria))
    assert not AuditEvent.objects.filter(patient_id=cast.maria.pk).exists()
    client_of(cast.sofia).get(url_of(cast.maria, "/records"))
    row = AuditEvent.objects.get(patient_id=cast.maria.pk)
    assert (row.action, row.kind, row.actor_name) == ("read", "records", "Sofia")


def test_a_changed_audit_row_shows(cast, client_of):
    client_of(cast.sofia).get(url_of(cast.maria))
    client_of(cast.sofia).get(url_of(cast.maria, "/records"))
    assert broken_links() == []
    AuditEvent.objects.filter(kind="profile").update(actor_name="Somebody else")
    assert broken_links() != []


def test_a_caregiver_logs_as_themselves_when_allowed(cast, client_of, entry):
    from backend.core.actor import Actor
    from backend.patients.actions import join_team
    from backend.patients.care.actions import remove_from_team
    from backend.records.models import Record

    by = Actor.system("test")
    member = join_team(by=by, patient=cast.maria, user=cast.nina, role="caregiver")
    url = f"/api/v1/sync/push?patient={cast.maria.pk}"
    assert client_of(cast.nina).post(url, {"items": [entry()]}, format="json").status_code == 200
    assert Record.objects.get().author_name == "Nina"
    remove_from_team(by=by, member=member)
    assert client_of(cast.nina).post(url, {"items": [entry()]}, format="json").status_code == 404


def test_a_patient_reads_the_notes_meant_for_them_and_not_the_internal_ones(cast, client_of):
    desk = client_of(cast.sofia)
    for note in ({"text": "plain"}, {"text": "said so", "internal": False}, {"text": "hidden", "internal": True}):
        assert desk.post(url_of(cast.maria, "/records"), {"kind": "note", **note}, format="json").status_code == 201

    def read(who):
        page = client_of(who).get(url_of(cast.maria, "/records?kind=note")).json()
        return sorted(row["text"] for row in page["results"])

    assert read(cast.maria) == ["plain", "said so"]
    assert read(cast.sofia) == ["hidden", "plain", "said so"]
