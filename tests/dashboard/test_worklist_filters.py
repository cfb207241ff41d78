"""Narrowing the worklist, keeping a way of looking, and asking again without being sent the same."""

import pytest

from backend.accounts.models import Membership
from backend.core.actor import Actor
from backend.core.models import AuditEvent
from backend.dashboard.models import SavedView
from backend.patients.actions import join_team, register_patient
from backend.records.actions import record_one
from backend.tracking.assessment import reassess

LIST = "/api/v1/dashboard/worklist"
VIEWS = "/api/v1/dashboard/views"
BY = Actor.system("test")


def names(client, query=""):
    return [row["patient"]["name"] for row in client.get(LIST + query).json()["rows"]]


def test_mine_state_pregnancy_and_ids_narrow_the_list(cast, client_of):
    join_team(by=BY, patient=cast.jonas, user=cast.sofia, role="physiotherapist")
    record_one(patient=cast.maria, by=BY, kind="pregnancy", gestation_week=20.0)
    record_one(patient=cast.jonas, by=BY, kind="diagnosis", site="hip", side="left", basis="mri")
    reassess(cast.maria.pk)
    reassess(cast.jonas.pk)
    desk = client_of(cast.sofia)
    assert names(desk, "?mine=true") == ["Jonas"]
    assert names(desk, "?state=active") == ["Jonas"]
    assert names(desk, "?state=none") == ["Maria"]
    assert names(desk, "?pregnancy=pregnant") == ["Maria"]
    assert names(desk, f"?patients={cast.jonas.pk},{cast.zoe.pk}") == ["Jonas"]
    assert sum(desk.get(LIST + "?pregnancy=pregnant").json()["counts"].values()) == 1


def test_whose_caregiver_a_colleague_is_they_do_not_meet_at_the_desk(cast, client_of):
    """Sofia helps Jonas, a patient of her clinic, and Zoe, one of another; as staff she sees Maria alone."""
    for patient in (cast.maria, cast.jonas, cast.zoe):
        reassess(patient.pk)
    assert sorted(names(client_of(cast.sofia))) == ["Jonas", "Maria"]
    for patient in (cast.jonas, cast.zoe):
        join_team(by=BY, patient=patient, user=cast.sofia, role="caregiver")
    assert names(client_of(cast.sofia)) == ["Maria"]
    assert client_of(cast.sofia).get("/api/v1/dashboard/overview").json()["patients"] == 1
    assert client_of(cast.sofia).get(f"/api/v1/patients/{cast.zoe.pk}").status_code == 200


ODD = [
    "Jürgen Größmann",
    "Ülkü Öztürk",
    "Łucja Żółć",
    "Inês O'Neill",
    "100% Wahr",
    "Søren_Bo",
    "Ελένη Ρήγας",
    "Андрій",
]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("größ", "Jürgen Größmann"),
        ("GROSS", "Jürgen Größmann"),
        ("jurgen", "Jürgen Größmann"),
        ("öztürk", "Ülkü Öztürk"),
        ("OZ", "Ülkü Öztürk"),
        ("u\u0308lk", "Ülkü Öztürk"),  # as some keyboards write ü
        ("zolc", "Łucja Żółć"),
        ("łUC", "Łucja Żółć"),
        ("ines", "Inês O'Neill"),
        ("o'n", "Inês O'Neill"),
        ("%", "100% Wahr"),
        ("soren_", "Søren_Bo"),
        ("ρηγας", "Ελένη Ρήγας"),
        ("АНДРІ", "Андрій"),
        ("\\", None),
        ("a%b", None),
        ('"', None),
    ],
)
def test_a_name_is_found_as_people_type_it(cast, client_of, typed, found):
    for name in ODD:
        reassess(register_patient(by=BY, name=name, clinic=cast.ponte).pk)
    desk = client_of(cast.sofia)
    expected = [found] if found else []
    answer = desk.get(LIST, {"search": typed}).json()
    assert [row["patient"]["name"] for row in answer["rows"]] == expected
    assert sum(answer["counts"].values()) == len(expected)
    assert [row["name"] for row in desk.get("/api/v1/patients", {"search": typed}).json()["results"]] == expected


@pytest.mark.parametrize("query", ["mine=perhaps", "state=fine", "pregnancy=often", "patients=7", "category=x"])
def test_a_filter_that_is_none_is_refused_by_name(cast, client_of, query):
    answer = client_of(cast.sofia).get(f"{LIST}?{query}")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == query.split("=")[0]


def test_an_unchanged_list_is_not_sent_twice_and_a_changed_one_is(cast, client_of):
    reassess(cast.maria.pk)
    desk = client_of(cast.sofia)
    first = desk.get(LIST)
    reads = AuditEvent.objects.filter(action="read", kind="worklist").count()
    again = desk.get(LIST, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert AuditEvent.objects.filter(action="read", kind="worklist").count() == reads == 1
    record_one(patient=cast.maria, by=BY, kind="pain", site="hip", side="left", intensity=4)
    reassess(cast.maria.pk)
    changed = desk.get(LIST, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_an_unchanged_course_is_304_and_leaves_no_reading_in_the_audit(cast, client_of):
    url = f"/api/v1/dashboard/patients/{cast.maria.pk}/course"
    desk = client_of(cast.sofia)
    first = desk.get(url)
    assert desk.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert AuditEvent.objects.filter(patient_id=cast.maria.pk, action="read", kind="course").count() == 1
    record_one(patient=cast.maria, by=BY, kind="pain", site="hip", side="left", intensity=4)
    assert desk.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 200
    assert client_of(cast.otto).get(url, headers={"If-None-Match": first["ETag"]}).status_code == 404


def test_every_category_says_which_rules_lead_there_and_with_which_numbers(cast, client_of):
    cast.ponte.thresholds = {"quiet_days": 5}
    cast.ponte.save()
    reassess(cast.maria.pk)
    body = client_of(cast.sofia).get(LIST).json()
    assert list(body["rules"]) == body["categories"]
    assert "pain-worse" in body["rules"]["pain_worse"]
    assert body["rules"]["quiet"] == ["no-recent-entries"]
    assert body["thresholds"]["quiet_days"] == 5


def test_a_view_is_kept_replaced_shared_and_forgotten(cast, client_of):
    desk = client_of(cast.sofia)
    body = {"name": "My pregnant patients", "filters": {"mine": True, "pregnancy": "pregnant"}}
    assert desk.post(VIEWS, body, format="json").status_code == 201
    shared = desk.post(VIEWS, body | {"shared": True}, format="json").json()
    assert [row["name"] for row in desk.get(VIEWS).json()] == ["My pregnant patients"]
    assert shared["shared"]
    assert shared["filters"] == body["filters"]
    colleague = client_of(cast.ruben)
    seen = colleague.get(VIEWS).json()
    assert [(row["owner"], row["mine"]) for row in seen] == [("Sofia", False)]
    url = f"{VIEWS}/{shared['id']}"
    assert colleague.delete(url).status_code == 403
    for outsider in (cast.otto, cast.maria, cast.nina):
        assert client_of(outsider).delete(url).status_code == 404
    Membership.objects.filter(user=cast.ruben).delete()
    assert colleague.delete(url).status_code == 404
    assert desk.delete(url).status_code == 204
    assert not SavedView.objects.exists()


def test_views_are_for_staff_and_a_wrong_filter_is_named(cast, client_of):
    for who, code in ((cast.maria, 403), (cast.nina, 403), (None, 401)):
        assert client_of(who).get(VIEWS).status_code == code
        assert client_of(who).post(VIEWS, {"name": "x", "filters": {}}, format="json").status_code == code
    wrong = client_of(cast.sofia).post(VIEWS, {"name": "x", "filters": {"state": "fine"}}, format="json")
    assert wrong.status_code == 400
    assert wrong.json()["errors"][0]["field"] == "filters.state"
