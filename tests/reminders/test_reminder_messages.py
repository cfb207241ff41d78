"""The inbox and what is planned, over the API: to whom they belong, and nobody else."""

import csv
import io
import zipfile
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from reminder_help import BY, NOON, item

from backend.core import clock
from backend.core.models import AuditEvent
from backend.patients import actions as patients
from backend.patients.models import CareTeamMember, Patient
from backend.reminders import deliver, messages
from backend.reminders.models import Reminder

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_noon():
    with clock.moved_to(NOON):
        yield


@pytest.fixture
def told(planned):
    """Maria has one message, and so do the clinicians who look after her."""
    planned(item(), item(to="clinician"), item("dexa-repeat", due_on=NOON.date() + timedelta(days=300), slot="later"))
    deliver.run(now=NOON)
    return {row.to: row for row in Reminder.objects.shown()}


def test_each_sees_their_own_inbox(told, cast, client_of):
    def inbox(who):
        return [row["to"] for row in client_of(who).get("/api/v1/messages").json()["results"]]

    assert inbox(cast.maria) == ["patient"]
    assert inbox(cast.sofia) == ["clinician"]
    for stranger in (cast.jonas, cast.otto, cast.nina, cast.ruben, cast.zoe):
        assert inbox(stranger) == []
    assert client_of(None).get("/api/v1/messages").status_code == 401


def test_a_caregiver_does_not_see_what_is_told_to_clinicians(told, cast, client_of):
    patients.join_team(by=BY, patient=cast.maria, user=cast.nina, role="caregiver")
    assert client_of(cast.nina).get("/api/v1/messages").json()["results"] == []
    rows = client_of(cast.nina).get(f"/api/v1/patients/{cast.maria.pk}/reminders").json()
    assert rows == []


def test_a_caregiver_reads_the_patients_messages_when_the_patient_lets_them(told, cast, client_of):
    """The same answer on each way in: pull, inbox, reminders; reading is theirs, "done" is the patient's."""
    member = patients.join_team(by=BY, patient=cast.maria, user=cast.nina, role="caregiver")
    nina = client_of(cast.nina)
    mine = {str(told["patient"].pk)}

    def read():
        pulled = nina.get(f"/api/v1/sync/pull?patient={cast.maria.pk}&after=0").json()["changes"]
        listed = nina.get(f"/api/v1/patients/{cast.maria.pk}/reminders").json()
        return [
            {change["message"]["id"] for change in pulled if change["type"] == "message"},
            {row["id"] for row in nina.get("/api/v1/messages").json()["results"]},
            {row["id"] for row in listed if row["state"] == "sent"},
        ]

    assert read() == [set(), set(), set()]
    unread = nina.get(f"/api/v1/sync/pull?patient={cast.maria.pk}&after=0").json()["history"]
    CareTeamMember.objects.filter(pk=member.pk).update(may_message=True)
    assert read() == [mine, mine, mine]
    # Numbers that her phone has passed hold messages now: another history makes it begin again.
    assert nina.get(f"/api/v1/sync/pull?patient={cast.maria.pk}&after=0").json()["history"] != unread
    seen = AuditEvent.objects.filter(action="read", kind="messages", patient_id=cast.maria.pk, actor_id=cast.nina.pk)
    assert [row.actor_role for row in seen] == ["caregiver"]
    for act in ("read", "done"):
        assert nina.post(f"/api/v1/messages/{told['patient'].pk}/{act}").status_code == 404
    CareTeamMember.objects.filter(pk=member.pk).update(until=clock.now())
    assert nina.get("/api/v1/messages").json()["results"] == []


def test_a_message_speaks_the_language_of_who_asks(told, cast, client_of):
    cast.sofia.language = "de"
    cast.sofia.save()
    (row,) = client_of(cast.sofia).get("/api/v1/messages").json()["results"]
    assert row["text"] == "de:dexa-baseline"
    changes = client_of(cast.sofia).get(f"/api/v1/sync/pull?patient={cast.maria.pk}&after=0").json()["changes"]
    assert [one["message"]["text"] for one in changes if one["type"] == "message"] == ["de:dexa-baseline"]


@pytest.mark.parametrize("act", ["read", "done", "snooze", "dismiss"])
def test_outsiders_find_nothing_to_act_on(told, cast, client_of, act):
    for who in (cast.jonas, cast.otto, cast.nina, cast.ruben):
        for row in told.values():
            answer = client_of(who).post(f"/api/v1/messages/{row.pk}/{act}", {"until": "hour"})
            assert answer.status_code == 404
    assert set(Reminder.objects.shown().values_list("state", flat=True)) == {"sent"}


def test_a_patient_does_not_act_on_what_was_told_to_clinicians(told, cast, client_of):
    assert client_of(cast.maria).post(f"/api/v1/messages/{told['clinician'].pk}/read").status_code == 404


def test_read_then_done_and_the_phone_hears_of_both(told, cast, client_of):
    client, row = client_of(cast.maria), told["patient"]
    before = Patient.objects.get(pk=cast.maria.pk).seq
    answer = client.post(f"/api/v1/messages/{row.pk}/read")
    assert (answer.status_code, answer.json()["state"]) == (200, "read")
    client.post(f"/api/v1/messages/{row.pk}/read")
    assert client.post(f"/api/v1/messages/{row.pk}/done").json()["state"] == "done"
    assert client.post(f"/api/v1/messages/{row.pk}/read").json()["state"] == "done", "reading again undoes nothing"
    changes = messages.changes_after(cast.maria, before, 100, "patient")
    assert [(seq, kind, message["state"]) for seq, kind, message in changes] == [(before + 2, "message", "done")]


def test_a_snoozed_message_comes_again_when_its_time_has_come(told, cast, client_of):
    row = told["patient"]
    answer = client_of(cast.maria).post(f"/api/v1/messages/{row.pk}/snooze", {"until": "hour"})
    assert answer.json()["state"] == "snoozed"
    mail.outbox.clear()
    assert deliver.run(now=NOON + timedelta(minutes=59)) == 0
    deliver.run(now=NOON + timedelta(minutes=60))
    row.refresh_from_db()
    assert (row.state, row.round) == ("sent", 1)
    assert len(mail.outbox) == 1


def test_a_snooze_ends_silently_when_the_reason_has_gone(told, cast, client_of, rules):
    row = told["patient"]
    client_of(cast.maria).post(f"/api/v1/messages/{row.pk}/snooze", {"until": "tomorrow"})
    rules.due = []
    mail.outbox.clear()
    deliver.run(now=NOON + timedelta(days=1))
    row.refresh_from_db()
    assert (row.state, row.next_at) == ("read", None)
    assert not mail.outbox


def test_a_snooze_into_the_past_or_of_no_known_length_is_refused(told, cast, client_of):
    client, row = client_of(cast.maria), told["patient"]
    assert client.post(f"/api/v1/messages/{row.pk}/snooze", {"until": "year"}).status_code == 400
    with clock.moved_to(NOON + timedelta(hours=9)):
        answer = client.post(f"/api/v1/messages/{row.pk}/snooze", {"until": "evening"})
    assert answer.status_code == 400


def test_not_for_me_keeps_the_reason(told, cast, client_of):
    row = told["patient"]
    client_of(cast.maria).post(f"/api/v1/messages/{row.pk}/dismiss", {"why": "I had the scan elsewhere"})
    row.refresh_from_db()
    assert (row.state, row.dismissed_why) == ("dismissed", "I had the scan elsewhere")


def test_pull_shows_what_was_told_in_order_and_nothing_that_is_only_planned(told, cast):
    changes = messages.changes_after(cast.maria, 0, 100, "patient")
    assert [message["reminder"] for _, _, message in changes] == ["dexa-baseline"]
    assert not messages.changes_after(cast.maria, changes[-1][0], 100, "patient")
    assert [m["to"] for _, _, m in messages.changes_after(cast.maria, 0, 100, "clinician")] == ["clinician"]


class TestReminders:
    def test_the_clinician_sees_planned_and_told_and_why(self, told, cast, client_of):
        rows = client_of(cast.sofia).get(f"/api/v1/patients/{cast.maria.pk}/reminders").json()
        assert next((row["state"], row["to"]) for row in rows) == ("planned", "patient")
        assert len(rows) == 3

    def test_the_patient_sees_only_what_is_for_them(self, told, cast, client_of):
        rows = client_of(cast.maria).get(f"/api/v1/patients/{cast.maria.pk}/reminders").json()
        assert {row["to"] for row in rows} == {"patient"}

    @pytest.mark.parametrize("more", ["", "?preview=24"])
    def test_others_do_not_learn_that_there_is_such_a_patient(self, told, cast, client_of, more):
        for who in (cast.otto, cast.jonas, cast.nina, cast.ruben):
            assert client_of(who).get(f"/api/v1/patients/{cast.maria.pk}/reminders{more}").status_code == 404

    def test_the_preview_lists_what_will_come_and_writes_nothing(self, told, cast, client_of, rules):
        rules.due.append(item("dexa-repeat", due_on=NOON.date() + timedelta(days=700), slot="next"))
        rules.due.append(item("dexa-repeat", due_on=NOON.date() + timedelta(days=800), slot="after"))
        number = Reminder.objects.count()
        rows = client_of(cast.sofia).get(f"/api/v1/patients/{cast.maria.pk}/reminders?preview=24").json()
        days = [NOON.date() + timedelta(days=days) for days in (300, 700)]
        assert [row["due_on"] for row in rows] == [day.isoformat() for day in days]
        assert Reminder.objects.count() == number

    @pytest.mark.parametrize("months", ["0", "37", "x", "-1", "9999999"])
    def test_a_strange_preview_is_refused(self, told, cast, client_of, months):
        answer = client_of(cast.sofia).get(f"/api/v1/patients/{cast.maria.pk}/reminders?preview={months}")
        assert answer.status_code == 400


def test_the_inbox_costs_the_same_with_many_messages(planned, cast, client_of):
    client = client_of(cast.maria)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/api/v1/messages").status_code == 200
        return len(queries)

    planned(item())
    deliver.run(now=NOON)
    count()  # the first call also notes that the session is used
    few = count()
    planned(*(item(slot=str(number)) for number in range(15)))
    deliver.run(now=NOON)
    assert count() == few


def test_a_batch_of_one_patient_costs_the_same_however_many_rows(planned, cast):
    def count(number: int, name: str) -> int:
        planned(*(item(slot=f"{name}{one}", to="patient") for one in range(number)))
        with CaptureQueriesContext(connection) as queries:
            deliver.run(now=NOON)
        return len(queries)

    assert count(1, "a") == count(11, "b")


def _course(client, patient, kind=""):
    answer = client.get(f"/api/v1/patients/{patient.pk}/course.csv{kind}")
    assert answer.status_code == 200
    return answer.content


def _told_rows(client, patient):
    return list(csv.DictReader(io.StringIO(_course(client, patient, "?kind=reminders").decode("utf-8-sig"))))


def test_the_courses_sheets_have_what_was_told_and_how_it_was_answered(told, cast, client_of):
    """Planned ones are not told yet; what was told to the clinic is the clinic's."""
    assert client_of(cast.maria).post(f"/api/v1/messages/{told['patient'].pk}/done").status_code == 200
    desk = {row["to"]: row for row in _told_rows(client_of(cast.sofia), cast.maria)}
    assert set(desk) == {"patient", "clinician"}
    assert (desk["patient"]["id"], desk["patient"]["state"]) == (str(told["patient"].pk), "done")
    assert (desk["clinician"]["state"], desk["clinician"]["due_on"]) == ("sent", NOON.date().isoformat())
    assert all(row["sent_at"] and row["text"] for row in desk.values())
    assert [row["to"] for row in _told_rows(client_of(cast.maria), cast.maria)] == ["patient"]


def test_the_packed_sheets_have_one_of_reminders_only_where_there_are_some_to_see(told, cast, client_of):
    def packed(who, patient):
        return zipfile.ZipFile(io.BytesIO(_course(client_of(who), patient)))

    name = "reminders.csv"
    assert packed(cast.sofia, cast.maria).read(name).count(b"dexa-baseline") >= 2
    assert b",clinician," not in packed(cast.maria, cast.maria).read(name)
    assert name not in packed(cast.sofia, cast.jonas).namelist()
    member = patients.join_team(by=BY, patient=cast.maria, user=cast.nina, role="caregiver")
    assert name not in packed(cast.nina, cast.maria).namelist()
    assert _told_rows(client_of(cast.nina), cast.maria) == []
    CareTeamMember.objects.filter(pk=member.pk).update(may_message=True)
    assert [row["to"] for row in _told_rows(client_of(cast.nina), cast.maria)] == ["patient"]
