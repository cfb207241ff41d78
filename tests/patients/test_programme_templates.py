"""A clinic's templates of programmes: its clinicians write them, patients are given a phase, content is locked by state."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from backend.core.actor import Actor
from backend.core.errors import Refused
from backend.core.models import AuditEvent
from backend.patients.models import ProgrammeTemplate
from backend.patients.programmes.actions import CATEGORIES, PHASES, clean_phases
from backend.patients.programmes.starter import examples
from backend.records.actions import record_one
from backend.records.models import Record

BY = Actor(role="clinician", name="Sofia")
PHASE_ONE = {
    "phase": "restricted",
    "items": [
        {"category": "aquatic", "minutes": 30, "weekdays": ["tue", "sat"], "instructions": "Chest-deep.", "weeks": 4},
        {"category": "range_of_motion", "minutes": 15},
    ],
}
BODY = {"name": "After MRI", "description": "Ours", "phases": [PHASE_ONE]}


def url(clinic, rest=""):
    return f"/api/v1/clinics/{clinic.pk}/programme-templates{rest}"


def make(cast, client_of, **more):
    answer = client_of(cast.sofia).post(url(cast.ponte), BODY | more, format="json")
    assert answer.status_code == 201, answer.json()
    return answer.json()


def test_a_template_is_written_read_changed_and_removed_and_each_is_in_the_audit(cast, client_of):
    made, desk = make(cast, client_of), client_of(cast.sofia)
    assert (made["origin"], made["version"], made["phases"]) == ("clinic", 1, [PHASE_ONE])
    listed = desk.get(url(cast.ponte)).json()
    assert [row["origin"] for row in listed] == ["clinic", "example", "example"]
    assert all("example of this software" in row["name"] for row in listed[1:])
    changed = desk.put(url(cast.ponte, f"/{made['id']}"), BODY | {"name": "New", "version": 1}, format="json")
    assert (changed.json()["name"], changed.json()["version"]) == ("New", 2)
    assert desk.delete(url(cast.ponte, f"/{made['id']}")).status_code == 204
    assert [row["origin"] for row in desk.get(url(cast.ponte)).json()] == ["example", "example"]
    acts = AuditEvent.objects.filter(object_id=made["id"]).order_by("number").values_list("action", "actor_id")
    assert list(acts) == [(f"{act}_template", cast.sofia.pk) for act in ("create", "change", "archive")]


def test_of_two_who_change_it_the_later_is_told(cast, client_of):
    made, desk = make(cast, client_of), client_of(cast.sofia)
    there = url(cast.ponte, f"/{made['id']}")
    assert desk.put(there, BODY | {"name": "First", "version": 1}, format="json").status_code == 200
    late = desk.put(there, BODY | {"name": "Second", "version": 1}, format="json")
    assert late.status_code == 409
    assert late.json()["errors"][0]["field"] == "version"
    assert ProgrammeTemplate.objects.get(pk=made["id"]).name == "First"


def test_the_same_name_twice_is_refused_and_free_again_after_removal(cast, client_of):
    made, desk = make(cast, client_of), client_of(cast.sofia)
    again = desk.post(url(cast.ponte), BODY, format="json")
    assert (again.status_code, again.json()["errors"][0]["field"]) == (400, "name")
    desk.delete(url(cast.ponte, f"/{made['id']}"))
    assert desk.post(url(cast.ponte), BODY, format="json").status_code == 201


def test_outsiders_find_no_clinic_and_administrators_only_look(cast, client_of):
    made = make(cast, client_of)
    for who, code in ((None, 401), (cast.otto, 404), (cast.maria, 404), (cast.nina, 404)):
        client = client_of(who)
        assert client.get(url(cast.ponte)).status_code == code
        assert client.post(url(cast.ponte), BODY, format="json").status_code == code
        there = url(cast.ponte, f"/{made['id']}")
        assert client.put(there, BODY | {"version": 1}, format="json").status_code == code
        assert client.delete(there).status_code == code
    assert client_of(cast.ruben).get(url(cast.ponte)).status_code == 200
    assert client_of(cast.ruben).post(url(cast.ponte), BODY, format="json").status_code == 403
    assert client_of(cast.otto).delete(url(cast.altona, f"/{made['id']}")).status_code == 404


@pytest.mark.parametrize(
    ("phases", "field"),
    [
        ([], "phases"),
        (["restricted"], "phases.0"),
        ([{"phase": "later", "items": []}], "phases.0.phase"),
        ([PHASE_ONE, PHASE_ONE], "phases.1.phase"),
        ([{"phase": "restricted", "items": []}], "phases.0.items"),
        ([{"phase": "restricted", "items": [{"category": "strengthening"}]}], "phases.0.items.0.category"),
        ([{"phase": "restricted", "items": [{"category": "gait"}]}], "phases.0.items.0.category"),
        ([{"phase": "released", "items": [{"category": "weight_bearing"}]}], "phases.0.items.0.category"),
        ([{"phase": "restricted", "items": [{"category": "aquatic"}] * 2}], "phases.0.items.1.category"),
        ([{"phase": "restricted", "items": [{"category": "aquatic", "minutes": -1}]}], "phases.0.items.0.minutes"),
        ([{"phase": "restricted", "items": [{"category": "aquatic", "weeks": True}]}], "phases.0.items.0.weeks"),
        ([{"phase": "restricted", "items": [{"category": "aquatic", "until_on": "2027-01-01"}]}],
         "phases.0.items.0.until_on"),
    ],
)  # fmt: skip
def test_what_a_phase_may_not_hold_is_refused_with_its_place(cast, client_of, phases, field):
    if phases and isinstance(phases[0], str):
        with pytest.raises(Refused) as refused:
            clean_phases(phases)
        assert refused.value.field == field
        return
    answer = client_of(cast.sofia).post(url(cast.ponte), BODY | {"phases": phases}, format="json")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, field)


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_examples_keep_to_their_own_rules_and_stay_as_they_are(cast, client_of, language):
    for one in examples(language):
        assert clean_phases(one["phases"]) == one["phases"]
        refused = client_of(cast.sofia).put(url(cast.ponte, f"/{one['id']}"), BODY | {"version": 1}, format="json")
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "template")


def give(client, patient, template, phase, **more):
    return client.post(
        f"/api/v1/patients/{patient.pk}/programme", {"template": template, "phase": phase, **more}, format="json"
    )


def test_a_phase_becomes_records_of_today_under_one_group(cast, client_of):
    made = make(cast, client_of)
    rows = give(client_of(cast.sofia), cast.maria, made["id"], "restricted").json()
    assert [row["category"] for row in rows] == ["aquatic", "range_of_motion"]
    assert len({row["group"] for row in rows}) == 1
    assert date.fromisoformat(rows[0]["until_on"]) - date.fromisoformat(rows[0]["date"]) == timedelta(days=27)
    assert "until_on" not in rows[1]
    assert AuditEvent.objects.filter(patient_id=cast.maria.pk, action="set_programme").count() == 2


def test_items_changed_for_this_patient_are_checked_like_the_templates(cast, client_of):
    made, desk = make(cast, client_of), client_of(cast.sofia)
    kept = give(desk, cast.maria, made["id"], "restricted", items=[{"category": "other", "minutes": 5}])
    assert [row["minutes"] for row in kept.json()] == [5]
    refused = give(desk, cast.maria, made["id"], "restricted", items=[{"category": "aerobic"}])
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "items.0.category")
    assert Record.objects.filter(kind="programme").count() == 1


def test_weight_bearing_exercise_waits_for_both_gates(cast, client_of):
    example, desk = examples("en")[0]["id"], client_of(cast.sofia)
    locked = give(desk, cast.maria, example, "weight_bearing")
    assert (locked.status_code, locked.json()["errors"][0]["code"]) == (400, "locked")
    assert not Record.objects.filter(kind="programme").exists()
    record_one(patient=cast.maria, by=BY, kind="diagnosis", site="hip", side="left", basis="mri")
    record_one(patient=cast.maria, by=BY, kind="prescription", side="left", status="FWB")
    record_one(patient=cast.maria, by=BY, kind="permission", granted=True)
    assert give(desk, cast.maria, example, "weight_bearing").status_code == 400
    record_one(patient=cast.maria, by=BY, kind="resolution", basis="both")
    assert give(desk, cast.maria, example, "weight_bearing").status_code == 201


def test_only_a_clinician_of_the_patient_gives_and_only_what_their_clinic_has(cast, client_of):
    made = make(cast, client_of)
    for who, code in ((None, 401), (cast.otto, 404), (cast.zoe, 404), (cast.ruben, 404), (cast.maria, 403)):
        assert give(client_of(who), cast.maria, made["id"], "restricted").status_code == code
    foreign = give(client_of(cast.otto), cast.zoe, made["id"], "restricted")
    assert (foreign.status_code, foreign.json()["errors"][0]["field"]) == (400, "template")


def test_a_later_phase_holds_what_an_earlier_one_does():
    for earlier, later in pairwise(PHASES):
        assert CATEGORIES[earlier] < CATEGORIES[later]


def test_the_gate_is_the_one_of_the_rules():
    from backend.guidance.daily import BEHIND_THE_GATE

    assert CATEGORIES["weight_bearing"] - CATEGORIES["released"] == BEHIND_THE_GATE
