"""What a device's clock and zone say, and what counts: compared, kept, never believed alone (GUIDANCE §1, DESIGN §3.7)."""

from datetime import UTC, datetime, timedelta

import pytest

from backend.core import clock
from backend.core.ids import new_id
from backend.patients.present import settings_of
from backend.records.models import Record
from backend.tracking.facts import facts_of

pytestmark = pytest.mark.django_db
PUSH = "/api/v1/sync/push"


@pytest.fixture
def say(cast, client_of):
    """Push one entry of Maria's as it was said at `off` from our clock, received `later` from now."""
    client = client_of(cast.maria)

    def send(kind="change", *, off=timedelta(), later=timedelta(), sent=False, refused=False, **fields):
        now = clock.now() + later
        item = {
            "id": str(new_id()),
            "kind": kind,
            "recorded_at": (now + off).isoformat(),
            "timezone": "Europe/Lisbon",
        }
        item |= {"date": datetime.now(UTC).date().isoformat()} | fields
        item = {name: value for name, value in item.items() if value is not ...}
        body = {"items": [item]} | ({"sent_at": (now + off).isoformat()} if sent else {})
        with clock.moved_to(now):
            (result,) = client.post(PUSH, body, format="json").json()["results"]
        assert (result["result"] == "refused") == refused, result
        return Record.objects.filter(pk=item["id"]).first()

    return send


def days(number):
    return timedelta(days=number)


def minutes(number):
    return timedelta(minutes=number)


def test_a_clock_that_runs_ahead_outranks_nothing(cast, say):
    worse = say(direction="worse", off=timedelta(hours=20))
    better = say(direction="better", later=minutes(5))
    assert worse.recorded_at > better.recorded_at, "what the device said stays as it was"
    assert [row.data["direction"] for row in facts_of(cast.maria).of("change")] == ["worse", "better"]
    say("setting", off=timedelta(hours=20), quiet_from="20:00")
    say("setting", later=minutes(5), quiet_from="22:00")
    assert settings_of(cast.maria)["quiet_from"] == "22:00"


def _corrected(say, first, second):
    """Two devices correct one entry: `first` arrives before `second`. What stands then."""
    entry = say("pain", site="hip", side="left", intensity=5)
    for intensity, about in ((6, first), (7, second)):
        say("pain", site="hip", side="left", intensity=intensity, supersedes=str(entry.pk), **about)
    (stands,) = Record.objects.current().filter(kind="pain")
    return stands.data["intensity"]


@pytest.mark.parametrize(
    ("first", "second", "stands"),
    [
        ({"off": days(1)}, {"later": minutes(9)}, 7),
        ({}, {"off": days(-700), "later": minutes(9)}, 7),
        ({"off": days(1), "sent": True}, {"later": minutes(9), "sent": True}, 7),
        ({"sent": True}, {"off": days(-700), "later": minutes(9), "sent": True}, 7),
        ({"off": minutes(2), "sent": True}, {"later": minutes(9), "sent": True}, 7),
    ],
)
def test_of_two_corrections_the_later_stands_whatever_the_clocks_say(say, first, second, stands):
    assert _corrected(say, first, second) == stands


def test_ids_decide_nothing_between_corrections(say):
    high = {"id": "ff900000-0000-7000-8000-00000000000a"}
    assert _corrected(say, high, {"later": minutes(1)}) == 7


def test_where_all_clocks_are_right_what_was_said_first_and_sent_last_stays_first(cast, client_of, say):
    """A phone without signal corrects on Monday, another on Tuesday; on Wednesday the first one is heard."""
    entry = say("pain", site="hip", side="left", intensity=5)
    body = {"kind": "pain", "site": "hip", "side": "left", "supersedes": str(entry.pk), "timezone": "Europe/Lisbon"}
    now = clock.now()
    client = client_of(cast.maria)
    for intensity, said, heard in ((7, days(1), days(1)), (6, timedelta(), days(2))):
        item = body | {"id": str(new_id()), "intensity": intensity, "recorded_at": (now + said).isoformat()}
        with clock.moved_to(now + heard):
            client.post(PUSH, {"items": [item], "sent_at": (now + heard).isoformat()}, format="json")
    (stands,) = Record.objects.current().filter(kind="pain")
    assert stands.data["intensity"] == 7


def test_how_far_a_clock_is_off_is_kept(say):
    assert abs(say(direction="same", off=days(-700), sent=True).clock_off + 700 * 86400) < 5
    assert say(direction="same", off=days(-700)).clock_off is None
    row = say(direction="same", off=days(1))
    assert row.received_at < row.recorded_at


@pytest.mark.parametrize(
    "sent_at", ["soon", 5, None, "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", [], "2026"]
)
def test_a_clock_that_says_nothing_readable_refuses_nothing(cast, client_of, entry, sent_at):
    answer = client_of(cast.maria).post(PUSH, {"items": [entry()], "sent_at": sent_at}, format="json")
    assert answer.json()["results"][0]["result"] == "created"


ZONES = [
    "Etc/Unknown", "+00:00", "-00:00", "GMT", "UTC", "+05:30", "-03", "+1400", "UTC+2", "GMT-03:30", "Mars/Olympus",
    "posix/Europe/Lisbon", "localtime", "Etc/GMT+12", "x" * 64, "Ελλάδα", "../../etc/passwd",
]  # fmt: skip


@pytest.mark.parametrize("name", ZONES)
def test_no_name_of_a_zone_refuses_an_entry_and_each_is_kept(cast, say, name):
    row = say(direction="same", timezone=name)
    assert row.timezone == name
    assert row.local.utcoffset() is not None


@pytest.mark.parametrize("name", ["", " ", "x" * 65, None, 5, ["UTC"], {"a": 1}, ...])
def test_what_is_no_name_is_the_profiles(cast, say, name):
    assert say(direction="same", timezone=name).timezone == "Europe/Lisbon"


@pytest.mark.parametrize(
    ("at", "name", "day", "offset"),
    [
        ("2026-07-01T23:30:00-05:00", "Etc/Unknown", "2026-07-01", -300),
        ("2026-07-01T23:30:00-05:00", "Europe/Lisbon", "2026-07-01", -300),
        ("2026-07-02T04:30:00Z", "America/Lima", "2026-07-01", -300),
        ("2026-07-01T23:30:00+00:00", "+00:00", "2026-07-01", 0),
        ("2026-07-01T23:30:00Z", "+05:30", "2026-07-02", 330),
        ("2026-07-01T23:30:00Z", "Etc/Unknown", "2026-07-01", 0),
        ("2026-07-01T20:30:00Z", "UTC+4", "2026-07-02", 240),
        ("2026-07-01T00:15:00+14:00", "Pacific/Kiritimati", "2026-07-01", 840),
    ],
)
def test_the_offset_decides_the_day(say, at, name, day, offset):
    row = say(direction="same", recorded_at=at, timezone=name, date=...)
    assert (row.day.isoformat(), row.utc_offset, row.timezone) == (day, offset, name)
    assert row.recorded_at == datetime.fromisoformat(at)
    assert row.local.date() == row.day


@pytest.mark.parametrize("name", ["+00:00", "+05:30", "UTC", "GMT", "GMT-3"])
def test_a_plain_offset_is_a_zone_for_the_profile_too(cast, client_of, say, name):
    """Every part that asks by whose clock: reminders, the rules, the calendar, the course."""
    client = client_of(cast.maria)
    answer = client.patch(f"/api/v1/patients/{cast.maria.pk}", {"timezone": name}, format="json")
    assert answer.status_code == 200, answer.content
    say(direction="worse")
    from backend.tracking.assessment import reassess

    reassess(cast.maria.pk)
    url = client.post(f"/api/v1/patients/{cast.maria.pk}/calendar", {}, format="json").json()["url"]
    feed = client.get(url[url.index("/api/") :])
    assert (feed.status_code, feed["Content-Type"].split(";")[0]) == (200, "text/calendar")
    changes = client.get("/api/v1/sync/pull?after=0").json()["changes"]
    assert [row["profile"]["timezone"] for row in changes if row["type"] == "profile"] == [name]


@pytest.mark.parametrize("name", ["Mars/Olympus", "+15:00", "+5", "UTC+99", "", "+00:60", "++1"])
def test_the_profile_takes_only_what_has_a_clock(cast, client_of, name):
    answer = client_of(cast.maria).patch(f"/api/v1/patients/{cast.maria.pk}", {"timezone": name}, format="json")
    assert (answer.status_code == 200) == (name == "+5")
