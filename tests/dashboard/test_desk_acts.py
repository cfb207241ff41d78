"""Stamps, many findings at once, and taking back: all of it kept, all of it in the audit."""

from datetime import UTC, datetime, timedelta

import pytest

from backend.core import clock
from backend.core.actor import Actor
from backend.core.audit import broken_links
from backend.core.ids import new_id
from backend.core.models import AuditEvent
from backend.patients.models import PatientSummary
from backend.records.actions import record_one
from backend.records.models import Record
from backend.tracking.assessment import assessed, reassess
from backend.tracking.models import DeskAct, Finding, FindingChange

BY = Actor.system("test")
MANY = "/api/v1/findings/acknowledge"


def worse(patient):
    """A patient whose pain rose: the finding that says so."""
    for back, score in zip(range(5, -1, -1), (3, 3, 3, 6, 6, 6), strict=True):
        at = datetime.now(UTC) - timedelta(days=back)
        record_one(
            patient=patient, by=BY, kind="pain", recorded_at=at.isoformat(), site="hip", side="left", intensity=score
        )
    reassess(patient.pk)
    return patient.findings.get(rule="pain-worse")


def reviews(patient):
    return f"/api/v1/patients/{patient.pk}/reviews"


def undo(act):
    return f"/api/v1/desk-acts/{act}/undo"


def acts_of(patient):
    return list(AuditEvent.objects.filter(patient_id=patient.pk).order_by("number").values_list("action", flat=True))


def test_every_stamp_is_kept_with_who_and_when_and_the_list_shows_the_latest(cast, client_of):
    reassess(cast.maria.pk)
    desk = client_of(cast.sofia)
    first = desk.post(reviews(cast.maria), {"seen": 4, "note": "called"}, format="json")
    assert first.status_code == 201
    second = desk.post(reviews(cast.maria), {}, format="json").json()
    rows = desk.get(reviews(cast.maria)).json()
    assert [(row["by"], row["kind"], row["note"]) for row in rows] == [
        ("Sofia", "stamp", ""),
        ("Sofia", "stamp", "called"),
    ]
    assert PatientSummary.objects.get(patient=cast.maria).reviewed_by == "Sofia"
    for row in (second, first.json()):
        assert desk.post(undo(row["act"])).status_code == 200
    summary = PatientSummary.objects.get(patient=cast.maria)
    assert (summary.reviewed_at, summary.reviewed_by) == (None, "")
    assert len(desk.get(reviews(cast.maria)).json()) == 2
    assert acts_of(cast.maria).count("undo_stamp") == 2


def test_acknowledging_is_taken_back_and_the_history_keeps_both(cast, client_of):
    finding = worse(cast.maria)
    desk = client_of(cast.sofia)
    done = desk.post(f"/api/v1/findings/{finding.pk}/acknowledge", {}, format="json").json()
    assert done["state"] == "acknowledged"
    assert done["undo_until"]
    taken = desk.post(undo(done["act"]))
    assert [row["kind"] for row in taken.json()] == ["acknowledge"]
    finding.refresh_from_db()
    assert finding.state == "open"
    steps = FindingChange.objects.filter(finding=finding).order_by("pk").values_list("state", "author_name")
    assert list(steps) == [("open", ""), ("acknowledged", "Sofia"), ("open", "Sofia")]
    shown = desk.get(f"/api/v1/patients/{cast.maria.pk}/findings/history").json()
    assert [row["state"] for row in shown if row["finding"] == str(finding.pk)] == ["open", "acknowledged", "open"]
    assert "undo_acknowledge" in acts_of(cast.maria)
    assert Record.objects.filter(kind="acknowledge").count() == 1
    assert not broken_links()
    again = desk.post(undo(done["act"]))
    assert again.status_code == 409


def test_a_resolution_is_taken_back_and_the_finding_stands_again(cast, client_of):
    finding = worse(cast.maria)
    desk = client_of(cast.sofia)
    done = desk.post(f"/api/v1/findings/{finding.pk}/resolve", {"reason": "seen"}, format="json").json()
    assert done["state"] == "resolved"
    assert desk.post(undo(done["act"])).status_code == 200
    finding.refresh_from_db()
    assert finding.state == "open"


def test_many_are_acknowledged_with_one_note_and_taken_back_as_one(cast, client_of):
    maria, jonas, zoe = worse(cast.maria), worse(cast.jonas), worse(cast.zoe)
    desk = client_of(cast.sofia)
    act = str(new_id())
    keys = [str(row.pk) for row in (maria, jonas, zoe)]
    body = {"findings": keys, "note": "seen in the round", "act": act}
    answer = desk.post(MANY, body, format="json").json()
    assert [row["result"] for row in answer["results"]] == ["acknowledged", "acknowledged", "unknown"]
    assert answer["act"] == act
    notes = Record.objects.filter(kind="acknowledge").values_list("data__note", flat=True)
    assert list(notes) == ["seen in the round"] * 2
    assert [row["result"] for row in desk.post(MANY, body, format="json").json()["results"]][:2] == ["unchanged"] * 2
    assert len(desk.post(undo(act)).json()) == 2
    for finding in (maria, jonas):
        finding.refresh_from_db()
        assert finding.state == "open"


@pytest.fixture
def assessments():
    """Whom the rules were asked about, in order."""
    asked = []

    def note(patient, **_):
        asked.append(patient.name)

    assessed.connect(note)
    yield asked
    assessed.disconnect(note)


def test_a_round_asks_the_rules_once_for_each_patient_however_many_findings_they_have(cast, client_of, assessments):
    for patient in (cast.maria, cast.jonas):
        worse(patient)
    findings = Finding.objects.filter(patient__in=[cast.maria, cast.jonas], for_clinician=True, state="open")
    keys = [str(key) for key in findings.values_list("pk", flat=True)]
    assert len(keys) >= 4
    desk = client_of(cast.sofia)
    act = str(new_id())
    assessments.clear()
    done = desk.post(MANY, {"findings": keys, "act": act, "note": "round"}, format="json").json()
    assert {row["result"] for row in done["results"]} == {"acknowledged"}
    assert sorted(assessments) == ["Jonas", "Maria"]
    assert not findings.exists()
    assessments.clear()
    assert len(desk.post(undo(act)).json()) == len(keys)
    assert sorted(assessments) == ["Jonas", "Maria"]
    assert findings.count() == len(keys)
    assert acts_of(cast.maria).count("undo_acknowledge") == findings.filter(patient=cast.maria).count()
    assert not broken_links()


def test_nobody_takes_back_anothers_act_nor_acts_on_what_is_not_theirs(cast, client_of):
    finding = worse(cast.maria)
    done = client_of(cast.sofia).post(f"/api/v1/findings/{finding.pk}/acknowledge", {}, format="json").json()
    for who, code in ((cast.otto, 404), (cast.maria, 404), (cast.ruben, 404), (None, 401)):
        assert client_of(who).post(undo(done["act"])).status_code == code
    assert client_of(cast.sofia).post(undo(new_id())).status_code == 404
    for who, code in ((cast.otto, 404), (cast.zoe, 404), (cast.ruben, 404), (cast.maria, 404), (None, 401)):
        assert client_of(who).get(reviews(cast.maria)).status_code == code
        assert client_of(who).get(f"/api/v1/patients/{cast.maria.pk}/findings/history").status_code == code
    for who, code in ((cast.otto, 404), (cast.ruben, 404), (cast.maria, 403), (None, 401)):
        assert client_of(who).post(reviews(cast.maria), {}, format="json").status_code == code
    jonas = worse(cast.jonas)
    for who in (cast.otto, cast.jonas, cast.ruben):
        body = client_of(who).post(MANY, {"findings": [str(jonas.pk)]}, format="json").json()
        assert body["results"] == [{"finding": str(jonas.pk), "result": "unknown"}]
    assert client_of(None).post(MANY, {"findings": [str(jonas.pk)]}, format="json").status_code == 401


def test_after_a_quarter_of_an_hour_an_act_stands(cast, client_of, monkeypatch):
    finding = worse(cast.maria)
    desk = client_of(cast.sofia)
    done = desk.post(f"/api/v1/findings/{finding.pk}/acknowledge", {}, format="json").json()
    DeskAct.objects.update(at=clock.now() - timedelta(minutes=16))
    answer = desk.post(undo(done["act"]))
    assert answer.status_code == 409
    assert "15 minutes" in answer.json()["detail"]
    finding.refresh_from_db()
    assert finding.state == "acknowledged"


def test_an_act_without_its_audit_is_no_act(cast, monkeypatch):
    from backend.tracking import desk

    reassess(cast.maria.pk)
    by = Actor(role="clinician", user_id=cast.sofia.pk, name="Sofia")

    def broken(*acts, **more):
        raise RuntimeError("the audit is away")

    monkeypatch.setattr("backend.core.audit.write", broken)
    with pytest.raises(RuntimeError):
        desk.stamp_review(patient=cast.maria, by=by)
    assert not DeskAct.objects.exists()


def test_the_list_of_acts_names_the_finding_in_the_readers_language(cast, client_of):
    finding = worse(cast.maria)
    desk = client_of(cast.sofia)
    desk.post(f"/api/v1/findings/{finding.pk}/acknowledge", {}, format="json")
    desk.post(f"/api/v1/findings/{finding.pk}/resolve", {"reason": "spoke with her"}, format="json")
    desk.post(reviews(cast.maria), {}, format="json")
    titles = {}
    for language in ("en", "de"):
        cast.sofia.language = language
        cast.sofia.save()
        rows = client_of(cast.sofia).get(reviews(cast.maria)).json()
        titles[language] = [(row["kind"], row["finding"]) for row in rows]
    assert titles["en"] == [("stamp", ""), ("resolve", "Pain is worse"), ("acknowledge", "Pain is worse")]
    assert titles["de"][1][1] not in ("", "Pain is worse")
