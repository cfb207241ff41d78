"""The auditor's view of a clinic: its pages, its sheet and the record of a name, for an administrator and nobody else."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import transaction

from backend.accounts import actions as accounts
from backend.core import audit, clock
from backend.core.actor import Actor
from backend.core.audit import Act
from backend.core.models import AuditEvent
from backend.patients.care import actions as care

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(cast):
    return f"/api/v1/clinics/{cast.ponte.pk}/audit"


@pytest.fixture
def desk(cast, client_of):
    return client_of(cast.ruben)


def did(action, by, patient=None, **more):
    with transaction.atomic():
        audit.write(Act(action=action, **more), by=by, patient_id=patient.pk if patient else None)


def sofia(cast):
    return Actor("clinician", cast.sofia.pk, "Sofia Silva", address="203.0.113.7")


def acts(answer):
    assert answer.status_code == 200, answer.content
    return [(one["name"], one["action"], one["what"]) for one in answer.json()["results"]]


def test_it_says_who_saw_and_changed_what_and_nothing_of_what_stands_there(desk, url, cast, entry):
    did("read", sofia(cast), cast.maria, kind="findings")
    did("record_pregnancy", sofia(cast), cast.maria, kind="pregnancy", object_id="an-entry")
    did("sign_in", sofia(cast), kind="totp")
    answer = desk.get(url)
    assert acts(answer)[:3] == [
        ("Sofia Silva", "sign_in", "totp"),
        ("Sofia Silva", "write_record", ""),
        ("Sofia Silva", "read", "findings"),
    ]
    first = answer.json()["results"][0]
    assert (first["kind"], first["record"], first["address"], first["script"]) == ("door", None, "203.0.113.7", False)
    assert answer.json()["results"][2]["record"] == str(cast.maria.pk)
    for word in ("pregnancy", cast.maria.name, "an-entry"):
        assert word not in answer.content.decode(), word


def test_what_patients_do_themselves_is_told_of_one_record_only(desk, url, cast):
    own = Actor("patient", cast.maria.user_id, cast.maria.name, address="198.51.100.9")
    did("log_pain", own, cast.maria, kind="pain")
    assert "patient" not in {one["role"] for one in desk.get(url).json()["results"]}
    answer = desk.get(url, {"record": str(cast.maria.pk), "kind": "write"})
    (row,) = [one for one in answer.json()["results"] if one["role"] == "patient"]
    assert (row["name"], row["person"], row["address"], row["action"]) == ("", None, None, "write_record")


def test_reading_it_is_in_the_trail_and_the_patient_sees_it(desk, url, cast, client_of):
    desk.get(url)
    desk.get(f"{url}.csv")
    desk.get(url, {"record": str(cast.maria.pk)})
    mine = AuditEvent.objects.filter(actor_id=cast.ruben.pk).order_by("pk")
    assert list(mine.values_list("action", "kind", "patient_id")) == [
        ("read_audit", "", None), ("export_audit", "", None), ("read", "read_audit", cast.maria.pk),
    ]  # fmt: skip
    seen = client_of(cast.maria).get(f"/api/v1/patients/{cast.maria.pk}/seen").json()["results"]
    assert (seen[0]["act"], seen[0]["kind"]) == ("looked", "read_audit")
    assert acts(desk.get(url, {"kind": "read"}))[0][1:] == ("read", "read_audit")


def test_it_is_narrowed_by_person_record_kind_and_time(desk, url, cast):
    did("read", sofia(cast), cast.maria, kind="records")
    did("read", sofia(cast), cast.jonas, kind="records")
    did("open_in_emergency", Actor("clinician", cast.ruben.pk, "Ruben Reis"), cast.jonas)
    of_sofia = desk.get(url, {"person": cast.sofia.pk}).json()["results"]
    assert {one["person"] for one in of_sofia} == {cast.sofia.pk}
    of_maria = desk.get(url, {"record": str(cast.maria.pk), "kind": "read"}).json()["results"]
    assert {one["record"] for one in of_maria} == {str(cast.maria.pk)}
    assert [one["action"] for one in desk.get(url, {"kind": "emergency"}).json()["results"]] == ["open_in_emergency"]
    now = clock.now()
    assert desk.get(url, {"until": (now - timedelta(days=1)).isoformat()}).json()["results"] == []
    assert desk.get(url, {"since": (now - timedelta(days=1)).isoformat()}).json()["results"] != []
    for wrong in (
        {"person": "x"},
        {"kind": "health"},
        {"since": "soon"},
        {"record": str(cast.zoe.pk)},
        {"name": "x"},
    ):
        assert desk.get(url, wrong).status_code == 400, wrong


def test_pages_follow_one_another(desk, url, cast):
    for number in range(7):
        did("read", sofia(cast), cast.maria, kind=f"page{number}")
    found, where, params = [], url, {"limit": 3, "person": cast.sofia.pk}
    while where:
        page = desk.get(where, params).json()
        found += [one["what"] for one in page["results"]]
        where, params = page["next"], {}
    assert [what for what in found if what.startswith("page")] == [f"page{number}" for number in range(6, -1, -1)]


def test_a_record_belongs_to_the_clinic_while_it_was_with_it(desk, url, cast, client_of):
    """Who was elsewhere before, or went elsewhere since: each clinic sees its own time."""
    did("read", sofia(cast), cast.maria, kind="while_here")
    care.leave_clinic(by=Actor.system("test"), patient=cast.maria)
    care.join_clinic(by=Actor.system("test"), patient=cast.maria, clinic=cast.altona)
    did("read", Actor("clinician", cast.otto.pk, "Otto Otten"), cast.maria, kind="while_there")
    here = {what for _, _, what in acts(desk.get(url))}
    assert ("while_here" in here, "while_there" in here) == (True, False)
    chief = accounts.register_person(by=Actor.system("test"), email="chief@example.org", name="Chief")
    accounts.add_member(by=Actor.system("test"), user=chief, clinic=cast.altona, role="administrator")
    there = {what for _, _, what in acts(client_of(chief).get(f"/api/v1/clinics/{cast.altona.pk}/audit"))}
    assert ("while_here" in there, "while_there" in there) == (False, True)


def test_what_staff_do_for_another_clinic_is_not_told(desk, url, cast):
    accounts.add_member(by=Actor.system("test"), user=cast.sofia, clinic=cast.altona, role="administrator")
    did("set_lock_minutes", sofia(cast), object_id=str(cast.altona.pk))
    did("set_lock_minutes", sofia(cast), object_id=str(cast.ponte.pk))
    did("read", sofia(cast), cast.zoe, kind="of_altona")
    told = acts(desk.get(url, {"person": cast.sofia.pk}))
    assert [action for _, action, _ in told].count("set_lock_minutes") == 1
    assert "of_altona" not in {what for _, _, what in told}


def test_the_sheet_is_streamed_and_no_cell_of_it_is_calculated(desk, url, cast):
    did("read", Actor("clinician", cast.sofia.pk, "=HYPERLINK(1)"), cast.maria, kind="records")
    answer = desk.get(f"{url}.csv", {"record": str(cast.maria.pk), "account": cast.ruben.pk})
    assert answer.streaming
    assert answer["Content-Disposition"] == 'attachment; filename="audit.csv"'
    assert "no-store" in answer["Cache-Control"]
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["at"] for row in rows] == sorted(row["at"] for row in rows)
    assert any(row["name"] == "'=HYPERLINK(1)" for row in rows)
    assert rows[-1]["what"] == "export_audit"  # and says who took it along
    assert cast.maria.name not in text


def test_the_record_of_a_name_is_found_whole_or_not_at_all(desk, url, cast):
    who = {"name": cast.maria.name, "birth_year": cast.maria.birth_year}
    assert desk.post(f"{url}/record", who).json() == {"record": str(cast.maria.pk)}
    for wrong in ({"name": cast.maria.name[:-1]}, {"birth_year": 1900}, {"name": "%"}):
        refused = desk.post(f"{url}/record", who | wrong)
        assert (refused.status_code, refused.json()["errors"][0]["code"]) == (400, "unknown"), wrong
    zoe = {"name": cast.zoe.name, "birth_year": cast.zoe.birth_year}  # of another clinic
    assert desk.post(f"{url}/record", zoe).status_code == 400
    assert AuditEvent.objects.filter(actor_id=cast.ruben.pk, action="read_audit").count() == 4
    codes = {desk.post(f"{url}/record", who | {"birth_year": 1900}).status_code for _ in range(20)}
    assert codes == {400, 429}


@pytest.mark.parametrize("what", ["", ".csv", "/record"])
def test_outsiders_find_nothing_and_colleagues_are_refused(what, url, cast, client_of):
    for who, status in ((None, 401), (cast.maria, 404), (cast.otto, 404), (cast.sofia, 403)):
        client = client_of(who)
        ask = client.post if what == "/record" else client.get
        assert ask(url + what, {"name": "x", "birth_year": 1990} if what == "/record" else {}).status_code == status
