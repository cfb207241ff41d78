"""A clinic loads a questionnaire, asks a patient, and sees the scores; nobody else knows that there is one."""

import copy
import json
from datetime import date
from pathlib import Path

import pytest

from backend.core.models import AuditEvent
from backend.tracking.models import Questionnaire
from backend.tracking.questionnaires.asked import due_on

pytestmark = pytest.mark.django_db
RESOURCE = json.loads((Path(__file__).parent / "fhir" / "samples" / "questionnaire.json").read_text())
OUTSIDERS = ["otto", "nina", "zoe", "jonas", "maria"]


def url_of(clinic):
    return f"/api/v1/clinics/{clinic.pk}/questionnaires"


@pytest.fixture
def loaded(cast, client_of):
    answer = client_of(cast.sofia).post(url_of(cast.ponte), {"resource": RESOURCE}, format="json")
    assert answer.status_code == 201, answer.content
    return answer.json()


@pytest.fixture
def asked(cast, client_of, loaded):
    body = {"kind": "questionnaire", "questionnaire": loaded["id"], "every": "week"}
    answer = client_of(cast.sofia).post(f"/api/v1/patients/{cast.maria.pk}/records", body, format="json")
    assert answer.status_code == 201, answer.content
    return loaded


def push(client, *items):
    return client.post("/api/v1/sync/push", {"items": list(items)}, format="json").json()["results"]


def test_loading_the_same_one_twice_makes_one(cast, client_of, loaded):
    again = client_of(cast.ruben).post(url_of(cast.ponte), {"resource": RESOURCE}, format="json")
    assert (again.status_code, again.json()["id"]) == (200, loaded["id"])
    assert loaded["questions"] == 7
    listed = client_of(cast.sofia).get(url_of(cast.ponte)).json()
    assert [row["title"] for row in listed] == ["Getting about"]
    assert AuditEvent.objects.filter(action="load_questionnaire").count() == 1


def test_a_dry_run_stores_nothing(cast, client_of):
    body = {"resource": RESOURCE, "dry_run": True}
    answer = client_of(cast.sofia).post(url_of(cast.ponte), body, format="json")
    assert (answer.status_code, answer.json()["id"]) == (200, None)
    assert not Questionnaire.objects.exists()


def test_groups_may_lie_in_groups(cast, client_of):
    nested = copy.deepcopy(RESOURCE)
    del nested["item"][5]  # the score, whose path would be another
    for level in range(5):
        nested["item"][0] = {"linkId": f"around{level}", "type": "group", "item": [nested["item"][0]]}
    answer = client_of(cast.sofia).post(url_of(cast.ponte), {"resource": nested}, format="json")
    assert answer.status_code == 201, answer.content
    nested["item"][0] = {"linkId": "more", "type": "group", "item": [nested["item"][0]]}
    answer = client_of(cast.sofia).post(url_of(cast.ponte), {"resource": nested}, format="json")
    assert answer.json()["errors"][0]["detail"] == "expected groups nested at most 6 deep"


def test_a_refusal_names_the_path(cast, client_of):
    broken = copy.deepcopy(RESOURCE)
    broken["item"][1]["type"] = "quantity"
    answer = client_of(cast.sofia).post(url_of(cast.ponte), {"resource": broken}, format="json")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "resource.Questionnaire.item[1].type"


@pytest.mark.parametrize("who", OUTSIDERS)
def test_for_everybody_else_there_is_none(cast, client_of, who, loaded):
    client = client_of(getattr(cast, who))
    assert client.get(url_of(cast.ponte)).status_code == 404
    assert client.post(url_of(cast.ponte), {"resource": RESOURCE}, format="json").status_code == 404
    assert client.get(f"/api/v1/questionnaires/{loaded['id']}").status_code == 404
    assert client.post(f"/api/v1/questionnaires/{loaded['id']}/retire").status_code == 404


def test_a_patient_who_was_asked_reads_it_and_others_do_not(cast, client_of, asked):
    url = f"/api/v1/questionnaires/{asked['id']}"
    assert client_of(cast.maria).get(url).json()["title"] == "Getting about"
    assert client_of(cast.jonas).get(url).status_code == 404


def test_the_form_reaches_the_phone_and_the_answers_come_back_scored(cast, client_of, asked, entry):
    maria = client_of(cast.maria)
    changes = maria.get("/api/v1/sync/pull?after=0").json()["changes"]
    (request,) = [one["record"] for one in changes if one.get("record", {}).get("kind") == "questionnaire"]
    assert request["title"] == "Getting about"
    assert request["form"]["items"][1]["id"] == "stairs"
    item = entry(
        "questionnaire_response", questionnaire=asked["id"], answers={"stairs": "mild", "nights": 4, "fell": False}
    )
    assert push(maria, item)[0]["result"] == "created"
    assert push(maria, item)[0]["result"] == "identical"
    changes = maria.get("/api/v1/sync/pull?after=0").json()["changes"]
    (answered,) = [one["record"] for one in changes if one.get("record", {}).get("kind") == "questionnaire_response"]
    assert answered["scores"] == [{"id": "score", "text": "Sum", "value": 5.0, "answered": 2, "of": 2}]


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({}, "answers.stairs"),
        ({"stairs": "awful"}, "answers.stairs"),
        ({"stairs": 1}, "answers.stairs"),
        ({"stairs": "mild", "nights": 8}, "answers.nights"),
        ({"stairs": "mild", "nights": 1.5}, "answers.nights"),
        ({"stairs": "mild", "nights": True}, "answers.nights"),
        ({"stairs": "mild", "km": "far"}, "answers.km"),
        ({"stairs": "mild", "aids": "cane"}, "answers.aids"),
        ({"stairs": "mild", "aids": ["cane", "cane"]}, "answers.aids"),
        ({"stairs": "mild", "when": "2026-01-01"}, "answers.when"),
        ({"stairs": "mild", "fell": True, "when": "yesterday"}, "answers.when"),
        ({"stairs": "mild", "else": " "}, "answers.else"),
        ({"stairs": "mild", "zz": 1}, "answers.zz"),
        (["stairs"], "answers"),
    ],
)
def test_answers_that_do_not_fit_are_refused_alone(cast, client_of, asked, entry, answers, field):
    wrong = entry("questionnaire_response", questionnaire=asked["id"], answers=answers)
    results = push(client_of(cast.maria), wrong, entry())
    assert [one["result"] for one in results] == ["refused", "created"]
    assert results[0]["field"] == field
    assert results[0]["reason"].startswith("expected")


def test_an_unknown_questionnaire_is_refused(cast, client_of, entry):
    key = "019a0000-0000-7000-8000-00000000dead"
    (result,) = push(client_of(cast.maria), entry("questionnaire_response", questionnaire=key, answers={}))
    assert (result["result"], result["field"]) == ("refused", "questionnaire")


def test_only_clinicians_ask(cast, client_of, loaded, entry):
    (result,) = push(client_of(cast.maria), entry("questionnaire", questionnaire=loaded["id"]))
    assert (result["result"], result["field"]) == ("refused", "kind")


def test_the_physiotherapist_sees_what_is_due_and_the_scores(cast, client_of, asked, entry):
    url = f"/api/v1/patients/{cast.maria.pk}/questionnaires"
    (before,) = client_of(cast.sofia).get(url).json()
    assert before["due_on"] == before["asked_on"]
    push(
        client_of(cast.maria),
        entry("questionnaire_response", questionnaire=asked["id"], answers={"stairs": "none", "nights": 0}),
    )
    (after,) = client_of(cast.sofia).get(url).json()
    assert [one["scores"][0]["value"] for one in after["responses"]] == [0.0]
    assert date.fromisoformat(after["due_on"]) > date.fromisoformat(before["due_on"])
    assert AuditEvent.objects.filter(action="read", kind="questionnaires", patient_id=cast.maria.pk).count() == 2
    assert client_of(cast.otto).get(url).status_code == 404
    assert client_of(None).get(url).status_code == 401


def test_the_list_costs_the_same_however_many_answers(cast, client_of, asked, entry, django_assert_max_num_queries):
    maria, sofia = client_of(cast.maria), client_of(cast.sofia)
    answers = {"stairs": "none"}
    many = [entry("questionnaire_response", back=n, questionnaire=asked["id"], answers=answers) for n in range(40)]
    push(maria, *many)
    url = f"/api/v1/patients/{cast.maria.pk}/questionnaires"
    sofia.get(url)
    with django_assert_max_num_queries(20):
        assert len(sofia.get(url).json()[0]["responses"]) == 40
    with django_assert_max_num_queries(20):
        maria.get("/api/v1/sync/pull?after=0")


def test_a_retired_one_is_out_of_use_and_its_answers_stay(cast, client_of, asked, entry):
    maria, sofia = client_of(cast.maria), client_of(cast.sofia)
    retired = sofia.post(f"/api/v1/questionnaires/{asked['id']}/retire")
    assert retired.json()["retired_at"]
    assert sofia.post(f"/api/v1/questionnaires/{asked['id']}/retire").status_code == 409
    # A phone that was offline may still answer what it was asked.
    item = entry("questionnaire_response", questionnaire=asked["id"], answers={"stairs": "none", "nights": 0})
    assert push(maria, item)[0]["result"] == "created"
    back = sofia.post(url_of(cast.ponte), {"resource": RESOURCE}, format="json").json()
    assert (back["id"], back["retired_at"]) == (asked["id"], None)


def test_nobody_asked_means_nothing_due():
    assert due_on(None, [], date(2026, 1, 1)) is None
