"""A `now` finding rings at once, wider while nobody acknowledges, never twice, and stops on the word."""

from datetime import timedelta

import pytest
from django.core import mail
from reminder_help import BY, NOON

from backend.accounts.models import Membership, User
from backend.core import clock
from backend.core.actor import Actor
from backend.patients import actions as patients
from backend.records import actions as records
from backend.records.actions import record_one
from backend.reminders import deliver
from backend.reminders.models import Reminder, StaffWishes
from backend.tracking.actions import acknowledge_finding
from backend.tracking.assessment import reassess
from backend.tracking.models import Finding

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def clinic(cast):
    """Maria has a doctor on her care team; Sofia and Tom work in the same clinic."""
    doctor = User.objects.create_user("doctor@example.org", "a long password 1", name="Ada", language="de")
    tom = User.objects.create_user("tom@example.org", "a long password 1", name="Tom")
    Membership.objects.create(user=tom, clinic=cast.ponte, role="physiotherapist", since=NOON - timedelta(days=9))
    Membership.objects.filter(user=cast.sofia).update(since=NOON - timedelta(days=9))
    with clock.moved_to(NOON - timedelta(days=1)):
        patients.join_team(by=BY, patient=cast.maria, user=doctor, role="doctor")
    cast.doctor, cast.tom = doctor, tom
    return cast


def break_leg(patient, at=NOON):
    with clock.moved_to(at):
        record_one(patient=patient, by=BY, kind="fracture", site="hip", side="left")
        reassess(patient.pk)


def rings(until=None):
    """Let workers run every hour up to `until`; to whom letters of alarms went, in order."""
    mail.outbox.clear()
    at = NOON
    while at <= (until or NOON):
        with clock.moved_to(at):
            while deliver.run():
                pass
        at += HOUR
    return [to for letter in mail.outbox for to in letter.to if to != "maria@example.org"]


def alarms(**about):
    return Reminder.objects.filter(kind="finding-now", **about).order_by("due_at")


def test_the_care_team_is_told_at_once_and_the_whole_clinic_when_nobody_answers(clinic):
    break_leg(clinic.maria)
    assert rings() == ["doctor@example.org"]
    assert sorted(rings(NOON + 3 * HOUR)) == []
    four = rings(NOON + 4 * HOUR)
    assert sorted(four) == ["doctor@example.org", "sofia@example.org", "tom@example.org"]
    assert sorted(rings(NOON + 24 * HOUR)) == sorted(four)
    assert rings(NOON + 80 * HOUR) == [], "never twice for a step"
    assert [row.state for row in alarms()] == ["sent"] * 3


def test_without_a_care_team_the_clinic_is_told_and_nobody_of_another(clinic):
    break_leg(clinic.jonas)
    assert sorted(rings()) == ["sofia@example.org", "tom@example.org"]


def test_it_stops_at_once_when_somebody_has_seen_it(clinic):
    break_leg(clinic.maria)
    assert rings()
    with clock.moved_to(NOON + HOUR):
        finding = Finding.objects.get(patient=clinic.maria, rule="fracture-reported")
        acknowledge_finding(finding=finding, by=Actor(role="clinician", user_id=clinic.doctor.pk))
    assert [row.withdrawn_reason for row in alarms(state="withdrawn")] == ["acknowledged"] * 2
    assert rings(NOON + 80 * HOUR) == []


def test_an_acknowledgement_that_no_assessment_has_seen_yet_stops_it_too(clinic):
    break_leg(clinic.maria)
    rings()
    with clock.moved_to(NOON + HOUR):
        records.record_one(patient=clinic.maria, by=BY, kind="acknowledge", finding="fracture-reported")
    assert rings(NOON + 5 * HOUR) == []
    assert alarms(withdrawn_reason="acknowledged").exists()


def test_assessing_again_rings_nobody_again(clinic):
    break_leg(clinic.maria)
    rings()
    for hour in (1, 2, 3):
        with clock.moved_to(NOON + hour * HOUR):
            reassess(clinic.maria.pk)
    assert rings(NOON + 3 * HOUR) == []
    assert alarms().count() == 3


def test_after_an_outage_only_the_last_step_rings(clinic):
    break_leg(clinic.maria)
    with clock.moved_to(NOON + 30 * HOUR):
        mail.outbox.clear()
        while deliver.run():
            pass
    told = alarms(state="sent")
    assert [row.slot[-1] for row in told] == ["2"]
    assert len([letter for letter in mail.outbox if letter.to == ["tom@example.org"]]) == 1
    with clock.moved_to(NOON + 31 * HOUR):
        reassess(clinic.maria.pk)
    assert alarms(state="withdrawn", withdrawn_reason="folded").count() == 2, "planning does not bring them back"


def test_a_clinician_is_reached_as_they_chose(clinic):
    StaffWishes.objects.create(user=clinic.doctor, email=False)
    break_leg(clinic.maria)
    assert rings() == []
    assert alarms(state="sent").count() == 1, "the list in the application has it"


def test_quiet_hours_of_one_clinician_hold_back_their_letter_and_nobody_elses(clinic):
    StaffWishes.objects.create(user=clinic.tom, timezone="UTC", quiet_from="11:00", quiet_to="15:00")
    break_leg(clinic.jonas)
    assert "tom@example.org" not in rings(NOON + 2 * HOUR)
    later = rings(NOON + 3 * HOUR)
    assert later == ["tom@example.org"]


def test_the_letter_names_nobody_and_leads_to_the_patient(clinic):
    break_leg(clinic.maria)
    rings()
    (letter,) = [letter for letter in mail.outbox if letter.to == ["doctor@example.org"]]
    assert letter.subject == "Sie haben eine neue Nachricht."
    assert f"/patients/{clinic.maria.pk}" in letter.body
    assert "Maria" not in letter.body
    assert "fracture" not in letter.body.split("/unsubscribe/")[0].lower()


def test_the_list_names_patient_and_finding_in_the_readers_language(clinic, client_of, monkeypatch):
    break_leg(clinic.maria)
    rings()
    with clock.moved_to(NOON):
        rows = client_of(clinic.doctor).get("/api/v1/messages").json()["results"]
    row = next(row for row in rows if row["reminder"] == "finding-now")
    assert row["patient_name"] == "Maria"
    assert row["text"].endswith("bitte heute ansehen.")
    with clock.moved_to(NOON):
        assert client_of(clinic.otto).get("/api/v1/messages").json()["results"] == []
        hers = client_of(clinic.maria).get("/api/v1/messages").json()["results"]
    assert not [row for row in hers if row["reminder"] == "finding-now"]
