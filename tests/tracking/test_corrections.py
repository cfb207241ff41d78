"""A clinic's records: taken back, corrected, entered in error; and what the rules make of it."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from backend.accounts.models import Membership, User
from backend.core import clock
from backend.core.actor import Actor
from backend.core.models import AuditEvent
from backend.patients.actions import join_team, register_patient
from backend.patients.models import PatientSummary
from backend.records.actions import record_one
from backend.records.models import Record
from backend.reminders.models import Reminder
from backend.tracking.assessment import reassess
from backend.tracking.corrections import correct_record, entered_in_error
from backend.tracking.models import DeskAct, Finding

BY = Actor.system("test")
FRACTURE = {"kind": "fracture", "site": "hip", "side": "left"}


def at(patient, path):
    return f"/api/v1/patients/{patient.pk}/{path}"


def recorded(desk, patient, **record):
    answer = desk.post(at(patient, "desk-records"), {"records": [record]}, format="json")
    assert answer.status_code == 201, answer.content
    return answer.json()


def standing(patient):
    rows = Finding.objects.filter(patient=patient).exclude(state=Finding.State.WITHDRAWN)
    return sorted(rows.values_list("rule", "side", "state"))


def current(patient):
    return list(Record.objects.current().filter(patient=patient).order_by("seq").values_list("kind", "data"))


def test_what_was_recorded_is_taken_back_within_the_window_and_everything_it_opened_goes(cast, client_of):
    desk = client_of(cast.sofia)
    done = recorded(desk, cast.maria, **FRACTURE)
    assert done["undo_until"]
    assert ("fracture-reported", "left", "open") in standing(cast.maria) or standing(cast.maria)
    assert desk.post(f"/api/v1/desk-acts/{done['act']}/undo").status_code == 200
    assert current(cast.maria) == []
    assert standing(cast.maria) == []
    assert PatientSummary.objects.get(patient=cast.maria).category == "no_data"


def test_after_the_window_an_act_stands(cast, client_of, monkeypatch):
    desk = client_of(cast.sofia)
    done = recorded(desk, cast.maria, **FRACTURE)
    later = clock.now() + timedelta(minutes=16)
    monkeypatch.setattr("backend.core.clock.now", lambda: later)
    assert desk.post(f"/api/v1/desk-acts/{done['act']}/undo").status_code == 409
    assert len(current(cast.maria)) == 1


def test_a_scan_of_the_wrong_side_is_corrected_with_a_reason_and_the_old_version_stays_readable(cast, client_of):
    desk = client_of(cast.sofia)
    wrong = {"kind": "dexa", "site": "total_hip", "side": "left", "bmd": 0.71, "t_score": -2.4}
    row = recorded(desk, cast.maria, **wrong)["records"][0]
    right = {"site": "total_hip", "side": "right", "bmd": 0.71, "t_score": -2.4}
    url = at(cast.maria, f"records/{row['id']}")
    done = desk.post(f"{url}/correct", {"reason": "other hip", "record": right}, format="json")
    assert done.status_code == 201
    new = done.json()["records"][0]
    assert (new["side"], new["supersedes"], new["date"]) == ("right", row["id"], row["date"])
    assert [data["side"] for _, data in current(cast.maria)] == ["right"]
    told = desk.get(f"{url}/versions").json()
    assert [(one["side"], one["why"], one["is_current"]) for one in told] == [
        ("left", "", False), ("right", "other hip", True),
    ]  # fmt: skip
    acts = desk.get(at(cast.maria, "reviews")).json()
    assert [(act["kind"], act["note"]) for act in acts] == [("correct", "other hip"), ("record", "")]
    assert AuditEvent.objects.filter(patient_id=cast.maria.pk, action="correct_record").exists()
    again = desk.post(f"{url}/correct", {"reason": "again", "record": right}, format="json")
    assert again.status_code == 409
    # the patient's phone is told of the new version, and whose it is
    mine = client_of(cast.maria).get(f"{at(cast.maria, 'records')}?history=true").json()["results"]
    assert [(one["side"], one["supersedes"], one["author"]["name"]) for one in mine] == [
        ("left", None, "Sofia"), ("right", row["id"], "Sofia"),
    ]  # fmt: skip
    assert desk.post(f"/api/v1/desk-acts/{done.json()['act']}/undo").status_code == 200
    assert [data["side"] for _, data in current(cast.maria)] == ["left"]


def test_entered_in_error_counts_no_more_and_undo_brings_it_back(cast, client_of):
    desk = client_of(cast.sofia)
    row = recorded(desk, cast.maria, **FRACTURE)["records"][0]
    before = standing(cast.maria)
    assert before
    url = at(cast.maria, f"records/{row['id']}/entered-in-error")
    assert desk.post(url, {}, format="json").json()["errors"][0]["field"] == "reason"
    done = desk.post(url, {"reason": "another patient's"}, format="json")
    assert done.status_code == 201
    assert (current(cast.maria), standing(cast.maria)) == ([], [])
    assert desk.post(url, {"reason": "twice"}, format="json").status_code == 409
    assert desk.post(f"/api/v1/desk-acts/{done.json()['act']}/undo").status_code == 200
    assert [kind for kind, _ in current(cast.maria)] == ["fracture"]
    assert standing(cast.maria) == before


@pytest.mark.parametrize("path", ["correct", "entered-in-error"])
def test_only_the_clinic_that_wrote_it_changes_a_record(cast, client_of, path):
    row = recorded(client_of(cast.sofia), cast.maria, **FRACTURE)["records"][0]
    url = at(cast.maria, f"records/{row['id']}/{path}")
    body = {"reason": "no", **({"record": {"site": "hip", "side": "right"}} if path == "correct" else {})}
    for who, code in ((cast.otto, 404), (cast.zoe, 404), (cast.ruben, 404), (cast.maria, 403), (None, 401)):
        assert client_of(who).post(url, body, format="json").status_code == code
    join_team(by=BY, patient=cast.maria, user=cast.otto, role="doctor")
    other = client_of(cast.otto).post(url, body, format="json")
    assert (other.status_code, other.json()["errors"][0]["field"]) == (400, "supersedes")
    lia = User.objects.create_user("lia@example.org", "correct horse battery", name="Lia")
    Membership.objects.create(user=lia, clinic=cast.ponte, role="doctor")
    assert client_of(lia).post(url, body, format="json").status_code == 201


def test_a_record_of_somebody_else_is_not_there(cast, client_of):
    row = recorded(client_of(cast.sofia), cast.jonas, **FRACTURE)["records"][0]
    url = at(cast.maria, f"records/{row['id']}")
    desk = client_of(cast.sofia)
    assert desk.get(f"{url}/versions").status_code == 404
    assert desk.post(f"{url}/entered-in-error", {"reason": "x"}, format="json").status_code == 404


def test_reached_acknowledges_and_no_answer_does_not_and_both_are_shown_and_taken_back(cast, client_of):
    desk = client_of(cast.sofia)
    recorded(desk, cast.maria, **FRACTURE)
    url = at(cast.maria, "contacts")
    missed = desk.post(url, {"outcome": "no_answer"}, format="json").json()
    assert {state for _, _, state in standing(cast.maria)} == {"open"}
    row = desk.get("/api/v1/dashboard/worklist").json()["rows"][0]
    assert (row["last_contact"]["outcome"], row["last_contact"]["by"]) == ("no_answer", "Sofia")
    assert desk.post(url, {"outcome": "again"}, format="json").json()["errors"][0]["field"] == "again_at"
    when = (datetime.now(UTC) + timedelta(hours=2)).isoformat()
    assert desk.post(url, {"outcome": "again", "again_at": when}, format="json").status_code == 201
    reached = desk.post(url, {"outcome": "reached", "note": "comes in at 14:00"}, format="json").json()
    assert {state for _, _, state in standing(cast.maria)} == {"acknowledged"}
    assert AuditEvent.objects.filter(patient_id=cast.maria.pk, action="note_contact").count() == 3
    assert desk.post(f"/api/v1/desk-acts/{reached['act']}/undo").status_code == 200
    assert {state for _, _, state in standing(cast.maria)} == {"open"}
    assert PatientSummary.objects.get(patient=cast.maria).contact["outcome"] == "again"
    assert DeskAct.objects.filter(patient=cast.maria, kind="contact", undone_at=None).count() == 2
    assert missed["outcome"] == "no_answer"
    for who, code in ((cast.otto, 404), (cast.ruben, 404), (cast.maria, 403), (None, 401)):
        assert client_of(who).post(url, {"outcome": "reached"}, format="json").status_code == code


sides = st.sampled_from(["left", "right"])
DATA = {
    "pain": st.fixed_dictionaries({"site": st.just("hip"), "side": sides, "intensity": st.integers(0, 10)}),
    "diagnosis": st.fixed_dictionaries({"site": st.just("hip"), "side": sides, "basis": st.just("mri")}),
    "prescription": st.fixed_dictionaries(
        {"side": sides, "status": st.sampled_from(["NWB", "TTWB", "WBAT", "FWB"]), "reason": st.just("decided")}
    ),
    "fracture": st.fixed_dictionaries({"site": st.just("hip"), "side": sides}),
    "resolution": st.fixed_dictionaries({"basis": st.sampled_from(["clinical", "imaging"])}),
    "dexa": st.fixed_dictionaries(
        {"site": st.just("total_hip"), "side": sides, "t_score": st.sampled_from([-3.0, -2.2, -1.6, 0.5])}
    ),
    "permission": st.fixed_dictionaries({"granted": st.booleans()}),
}
CLINICS = [kind for kind in DATA if kind != "pain"]


def entry_of(kinds):
    return st.sampled_from(kinds).flatmap(
        lambda kind: st.tuples(st.integers(0, 250), st.just(kind), DATA[kind])  # days ago
    )


@st.composite
def slips(draw):
    """A history, the place of one record of a clinic in it, and what was written there by mistake."""
    history = draw(st.lists(entry_of(["pain", *DATA]), min_size=3, max_size=10))
    ago, kind, data = draw(entry_of(CLINICS))
    return history, (ago, kind, data), draw(DATA[kind])


def told(patient, history, names):
    """Writes a history; `names` learns of each record what it is, by its place."""
    for place, (ago, kind, data) in history:
        moment = NOW - timedelta(days=ago, minutes=place)
        row = record_one(patient=patient, by=BY, kind=kind, recorded_at=moment.isoformat(), **data)
        names[str(row.pk)] = f"record {place}"


NOW = datetime.now(UTC).replace(hour=10, minute=0, second=0, microsecond=0)


def seen(patient, names):
    """Findings, reminders and the list's row, with records by their names."""
    findings = [
        [row.rule, row.subject, row.side, row.site, row.urgency, row.state, row.opened_on, row.resolved_on, row.resolved_reason,
         sorted(row.evidence), row.params]
        for row in Finding.objects.filter(patient=patient).exclude(state=Finding.State.WITHDRAWN)
    ]  # fmt: skip
    # not `due_at`: what is due at once is due at the moment of the assessment
    standing_ones = Reminder.objects.filter(patient=patient).exclude(state=Reminder.State.WITHDRAWN)
    reminders = [[row.kind, row.subject, row.slot, row.due_on] for row in standing_ones]
    summary = PatientSummary.objects.filter(patient=patient).values().get()
    for name in ("patient_id", "revision"):
        summary.pop(name)
    ids = {
        str(row.pk): f"{row.rule} {row.subject} {row.opened_on}" for row in Finding.objects.filter(patient=patient)
    }
    text = json.dumps([findings, reminders, summary], default=str, sort_keys=True)
    for key, name in (names | ids).items():
        text = text.replace(key, name)
    findings, reminders, summary = json.loads(text)
    return sorted(map(str, findings)), sorted(map(str, reminders)), summary


@pytest.mark.parametrize("never", [False, True])
@settings(
    max_examples=8, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck)
)
@given(slip=slips())
def test_a_slip_that_was_put_right_leaves_what_never_writing_it_leaves(db, never, slip):
    """Wrong value written, rules run, corrected (or, with `never`, entered in error): the same findings, reminders and row."""
    history, (ago, kind, right), wrong = slip
    placed = list(enumerate(history))
    mistaken, plain = (register_patient(by=BY, name="P", clinic=None, sex="female") for _ in "ab")
    names_a: dict[str, str] = {}
    names_b: dict[str, str] = {}
    told(mistaken, [*placed, (99, (ago, kind, wrong))], names_a)
    reassess(mistaken.pk)
    slip_row = next(key for key, name in names_a.items() if name == "record 99")
    row = Record.objects.get(pk=slip_row)
    if never:
        entered_in_error(patient=mistaken, record=row, by=BY, reason="not theirs")
    else:
        fixed, _ = correct_record(patient=mistaken, record=row, by=BY, reason="slip", fields=right)
        names_a[str(fixed.pk)] = names_a.pop(slip_row)
    told(plain, placed if never else [*placed, (99, (ago, kind, right))], names_b)
    reassess(plain.pk)
    assert seen(mistaken, names_a) == seen(plain, names_b)
