"""What works by a secret or signed address alone: the calendar, and the end of e-mails."""

import base64
from datetime import UTC, datetime, timedelta

import icalendar
import pytest
import vobject
from django.core import mail
from django.test import Client
from reminder_help import NOON, item

from backend.core import clock, crypto
from backend.patients.models import Patient
from backend.reminders import deliver
from backend.reminders.models import CalendarFeed, MailStop
from backend.reminders.unsubscribe import stop_url

pytestmark = pytest.mark.django_db
CLINICAL = ("dexa", "scan", "hip", "pain", "bone", "review")


@pytest.fixture(autouse=True)
def _at_noon():
    with clock.moved_to(NOON):
        yield


@pytest.fixture
def address(cast, client_of) -> str:
    answer = client_of(cast.maria).post(f"/api/v1/patients/{cast.maria.pk}/calendar")
    assert answer.status_code == 201
    return "/api/v1/calendar/" + answer.json()["url"].rpartition("/")[2]


def read(address: str) -> list[icalendar.Event]:
    answer = Client().get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return list(icalendar.Calendar.from_ical(answer.content).walk("VEVENT"))


def lines(address: str) -> list[str]:
    """A second reading, by RFC 5545 §3.1 alone: unfolded content lines."""
    text = Client().get(address).content.decode()
    assert text.replace("\r\n", "").count("\n") == 0, "every line ends with CRLF"
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    return text.replace("\r\n ", "").split("\r\n")


def test_the_dates_are_moments_that_need_no_zone_and_no_clinical_word(address, planned):
    planned(item(due_on=NOON.date() + timedelta(days=170)), item("log-today", slot="2026-01-14", at="log_time"))
    (event,) = read(address)
    start = event["dtstart"].dt
    # Nine o'clock of a summer's morning in Lisbon.
    assert start == datetime(2026, 7, 3, 8, tzinfo=UTC)
    assert "DTSTART:20260703T080000Z" in lines(address)
    assert not any(line.startswith(("BEGIN:VTIMEZONE", "RDATE")) or "TZID" in line for line in lines(address))
    text = Client().get(address).content.decode().lower()
    assert not [word for word in CLINICAL if word in text]


def test_a_parser_by_other_hands_reads_the_same(address, planned):
    planned(item(due_on=NOON.date() + timedelta(days=170)), item(due_on=NOON.date() + timedelta(days=300), slot="x"))
    answer = Client().get(address).content.decode()
    theirs = vobject.readOne(answer).vevent_list
    ours = read(address)
    assert len(ours) == 2
    assert {event.uid.value for event in theirs} == {str(event["uid"]) for event in ours}
    assert {event.dtstart.value for event in theirs} == {event["dtstart"].dt for event in ours}
    # Nine in the morning in summer and in winter.
    assert {event.dtstart.value.astimezone(UTC).hour for event in theirs} == {8, 9}


@pytest.mark.parametrize(
    "zone",
    [
        "Europe/Lisbon",
        "Europe/Berlin",
        "America/Vancouver",
        "Africa/Casablanca",
        "Australia/Sydney",
        "Australia/Lord_Howe",
    ],
)
def test_for_three_years_every_date_is_at_nine_where_the_patient_lives(address, cast, planned, zone):
    Patient.objects.filter(pk=cast.maria.pk).update(timezone=zone)
    days = [NOON.date() + timedelta(days=n) for n in range(20, 3 * 365, 40)]
    planned(*(item(due_on=day, slot=f"{day}") for day in days))
    local = [start.astimezone(clock.zone(zone)) for start in starts_of(Client().get(address).content)]
    assert [one.date() for one in local] == days
    assert {(one.hour, one.minute) for one in local} == {(9, 0)}


def starts_of(content: bytes) -> list[datetime]:
    """Sorted moments, on which two readers agree."""
    ours = [event["dtstart"].dt for event in icalendar.Calendar.from_ical(content).walk("VEVENT")]
    theirs = [event.dtstart.value for event in vobject.readOne(content.decode()).vevent_list]
    assert sorted(ours) == sorted(theirs)
    return sorted(ours)


def test_a_moved_date_keeps_its_uid_and_a_withdrawn_one_is_cancelled(address, planned):
    planned(item(due_on=NOON.date() + timedelta(days=100)))
    (first,) = read(address)
    planned(item(due_on=NOON.date() + timedelta(days=50)))
    (second,) = read(address)
    planned()
    (third,) = read(address)
    assert first["uid"] == second["uid"] == third["uid"]
    assert [event["sequence"] for event in (first, second, third)] == [0, 1, 2]
    assert [event["status"] for event in (first, second, third)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert [len(event.walk("VALARM")) for event in (first, second, third)] == [1, 1, 0]


def test_the_address_is_secret_and_can_be_taken_back(address, cast, client_of):
    secret = address.rpartition("/")[2].removesuffix(".ics")
    assert not CalendarFeed.objects.filter(digest=secret).exists()
    assert Client().get("/api/v1/calendar/guess.ics").status_code == 404
    assert client_of(cast.maria).delete(f"/api/v1/patients/{cast.maria.pk}/calendar").status_code == 204
    assert Client().get(address).status_code == 404


def test_a_new_address_ends_the_old_one(address, cast, client_of):
    client_of(cast.maria).post(f"/api/v1/patients/{cast.maria.pk}/calendar")
    assert Client().get(address).status_code == 404


def test_it_is_told_whether_there_is_an_address(cast, client_of):
    client, path = client_of(cast.maria), f"/api/v1/patients/{cast.maria.pk}/calendar"
    assert client.get(path).json() == {"open": False}
    client.post(path)
    assert client.get(path).json() == {"open": True}
    client.delete(path)
    assert client.get(path).json() == {"open": False}
    for who, code in ((cast.sofia, 403), (cast.otto, 404), (cast.jonas, 404), (cast.ruben, 404)):
        assert client_of(who).get(path).status_code == code


def test_only_the_patient_opens_it(cast, client_of):
    for who, code in ((cast.sofia, 403), (cast.otto, 404), (cast.jonas, 404), (cast.ruben, 404)):
        assert client_of(who).post(f"/api/v1/patients/{cast.maria.pk}/calendar").status_code == code


def path_of(url: str) -> str:
    return "/api/v1/unsubscribe/" + url.rpartition("/")[2]


def test_the_link_in_a_mail_ends_mails_of_its_kind_and_no_other(planned, cast):
    planned(item())
    deliver.run(now=NOON)
    link = mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>")
    client = Client(enforce_csrf_checks=True)
    assert client.get(path_of(link)).status_code == 200
    assert not MailStop.objects.exists(), "a scanner that follows links ends nothing"
    assert client.post(path_of(link), {"List-Unsubscribe": "One-Click"}).status_code == 200
    mail.outbox.clear()
    planned(item(), item(slot="second"))
    deliver.run(now=NOON)
    assert not mail.outbox
    planned(item("weight-bearing-review"))
    deliver.run(now=NOON)
    assert len(mail.outbox) == 1


def test_a_made_up_link_ends_nothing():
    token = stop_url("user:1", ["dexa-repeat"]).rpartition("/")[2]
    other = "x" if token[40] != "x" else "y"
    assert Client().post(f"/api/v1/unsubscribe/{token[:40]}{other}{token[41:]}").status_code == 404
    assert not MailStop.objects.exists()


def test_what_was_sealed_for_something_else_is_no_link():
    sealed = crypto.encrypt('["other", "user:1", ["dexa-repeat"]]')
    assert Client().post(f"/api/v1/unsubscribe/{sealed}").status_code == 404


def test_the_link_does_not_spell_out_its_kind():
    token = stop_url("user:1", ["dexa-repeat"]).rpartition("/")[2]
    assert b"dexa" not in base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))


class TestPushSubscriptions:
    BODY = {
        "endpoint": "https://push.example/abc",
        "keys": {"p256dh": "B" * 87, "auth": "a" * 22},
    }

    @pytest.fixture(autouse=True)
    def _hosts(self, settings):
        settings.PUSH_HOSTS = ["push.example"]

    def test_a_browser_is_registered_once_and_forgotten_on_request(self, cast, client_of):
        client = client_of(cast.maria)
        for _ in range(2):
            assert client.post("/api/v1/push/subscriptions", self.BODY).status_code == 201
        assert cast.maria.user.push_subscriptions.count() == 1
        gone = client.delete("/api/v1/push/subscriptions", {"endpoint": self.BODY["endpoint"]})
        assert gone.status_code == 204
        assert cast.maria.user.push_subscriptions.count() == 0

    def test_somebody_else_cannot_end_it(self, cast, client_of):
        client_of(cast.maria).post("/api/v1/push/subscriptions", self.BODY)
        client_of(cast.otto).delete("/api/v1/push/subscriptions", {"endpoint": self.BODY["endpoint"]})
        assert cast.maria.user.push_subscriptions.count() == 1

    def test_a_strange_address_is_refused(self, cast, client_of):
        body = self.BODY | {"endpoint": "https://internal.example/"}
        answer = client_of(cast.maria).post("/api/v1/push/subscriptions", body)
        assert answer.status_code == 400
        assert answer["Content-Type"] == "application/problem+json"

    def test_the_key_is_public_and_absent_where_push_is_off(self, cast, client_of, settings):
        assert client_of(cast.maria).get("/api/v1/push/key").json() == {"key": None}
        settings.VAPID_PRIVATE_KEY = "A" * 42 + "E"
        assert len(client_of(cast.maria).get("/api/v1/push/key").json()["key"]) == 87
