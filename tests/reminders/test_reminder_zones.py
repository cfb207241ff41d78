"""Zone data that change under planned reminders: all are planned anew, and those that moved are told."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import icalendar
import pytest
import vobject
from django.core.management import call_command
from django.test import Client
from reminder_help import item

from backend.core import clock, zonedata
from backend.core.models import Heartbeat
from backend.patients.models import Patient
from backend.reminders import actions, zones
from backend.reminders.models import MovedReminder, Reminder, StaffWishes
from backend.reminders.staff import choose
from tests.zone_folder import RULES_OF_2025, zone_folder

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 10, 30, 15, tzinfo=UTC)  # eight in the morning in Vancouver, by both
DAY = date(2026, 12, 1)
OLD_NINE = datetime(2026, 12, 1, 17, tzinfo=UTC)
NINE = datetime(2026, 12, 1, 16, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _then():
    with clock.moved_to(NOW):
        yield


@pytest.fixture
def old_data(tmp_path, monkeypatch):
    """The process has only what Debian 12 had; calling it brings the package."""
    folder = zone_folder(tmp_path / "2025b", "2025b", RULES_OF_2025)
    monkeypatch.setattr(zonedata, "_SYSTEM", (str(folder),))
    with monkeypatch.context() as only:
        only.setattr(zonedata, "_package_folder", lambda: None)
        zonedata.use_newest()

        def upgrade():
            only.undo()
            return zonedata.use_newest()

        yield upgrade
    monkeypatch.undo()
    zonedata.use_newest()


def in_vancouver(patient):
    Patient.objects.filter(pk=patient.pk).update(timezone="America/Vancouver", reassess_at=NOW + timedelta(days=9))
    patient.refresh_from_db()
    return patient


def test_a_reminder_that_waits_moves_to_nine_by_the_new_data_and_it_is_told(old_data, cast, planned, caplog):
    maria = in_vancouver(cast.maria)
    (row,) = planned(item(due_on=DAY), now=NOW)
    assert (row.due_at, row.zone_data) == (OLD_NINE, "2025b")
    zones.renew(NOW)
    assert Patient.objects.filter(reassess_at__lte=NOW, pk=maria.pk).exists()  # the first look at these data
    Patient.objects.update(reassess_at=NOW + timedelta(days=9))
    assert zones.renew(NOW) == 0
    newest = old_data().version
    assert zones.renew(NOW) == 3
    assert set(Patient.objects.values_list("reassess_at", flat=True)) == {NOW}  # everybody's
    (row,) = planned(item(due_on=DAY), now=NOW)
    assert (row.due_at, row.next_at, row.zone_data, row.moves) == (NINE, NINE, newest, 1)
    moved = MovedReminder.objects.get()
    assert (moved.reminder, moved.zone, moved.older, moved.newer) == (row, "America/Vancouver", "2025b", newest)
    assert (moved.before, moved.after) == (OLD_NINE, NINE)
    (row,) = planned(item(due_on=DAY), now=NOW)  # once
    assert MovedReminder.objects.count() == 1
    out = StringIO()
    call_command("zone_data", stdout=out)
    assert f"{row.pk}  America/Vancouver  2026-12-01 17:00 -> 2026-12-01 16:00 UTC" in out.getvalue()
    assert "dexa" not in out.getvalue()
    text = Client().get("/metrics").content.decode()
    assert f'toh_reminders_moved{{zone_data="{newest}"}} 1.0' in text


def test_what_did_not_move_is_only_noted_as_computed_anew(old_data, cast, planned):
    planned(item(due_on=DAY), now=NOW)  # Lisbon
    newest = old_data().version
    (row,) = planned(item(due_on=DAY), now=NOW)
    assert (row.zone_data, row.moves, row.due_at.hour) == (newest, 0, 9)
    assert not MovedReminder.objects.exists()


def test_a_date_that_moves_by_itself_is_not_laid_to_the_zone_data(old_data, cast, planned):
    in_vancouver(cast.maria)
    planned(item(due_on=DAY), now=NOW)
    old_data()
    planned(item(due_on=DAY + timedelta(days=30)), now=NOW)
    assert not MovedReminder.objects.exists()


def test_what_another_host_plans_by_older_data_afterwards_is_found(old_data, cast, planned):
    in_vancouver(cast.maria)
    old_data()
    zones.renew(NOW)
    Patient.objects.update(reassess_at=NOW + timedelta(days=9))
    planned(item(due_on=DAY), now=NOW)
    assert zones.renew(NOW) == 0
    Reminder.objects.update(zone_data="2025b", due_at=OLD_NINE, next_at=OLD_NINE)
    assert zones.renew(NOW) == 1
    assert Patient.objects.get(reassess_at=NOW) == cast.maria
    Reminder.objects.update(zone_data="2099a")  # of a host with newer data: those are right
    Patient.objects.update(reassess_at=NOW + timedelta(days=9))
    assert zones.renew(NOW) == 0
    assert Heartbeat.objects.filter(name__startswith="zones ").exists()


def test_rows_of_before_this_release_are_planned_anew(cast, planned):
    in_vancouver(cast.maria)
    planned(item(due_on=DAY), now=NOW)
    zones.renew(NOW)
    Patient.objects.update(reassess_at=NOW + timedelta(days=9))
    Reminder.objects.update(zone_data="", due_at=OLD_NINE, next_at=OLD_NINE)
    assert zones.renew(NOW) == 1
    (row,) = planned(item(due_on=DAY), now=NOW)
    assert row.due_at == NINE
    assert MovedReminder.objects.get().older == ""


def test_a_clinicians_digest_comes_at_the_chosen_hour_by_the_new_data(old_data, cast):
    from backend.core.actor import Actor

    with clock.moved_to(OLD_NINE - timedelta(days=1)):
        row = choose(
            by=Actor.system("test"), user=cast.sofia, now=clock.now(), timezone="America/Vancouver", digest="daily"
        )
        assert row.next_digest_at == OLD_NINE - timedelta(hours=1)
        old_data()
        zones.renew(clock.now())
    assert StaffWishes.objects.get().next_digest_at == NINE - timedelta(hours=1)


def test_a_message_put_off_until_tomorrow_comes_tomorrow_at_nine_by_the_new_data(old_data, cast, planned):
    from backend.core.actor import Actor

    in_vancouver(cast.maria)
    planned(item(due_on=DAY), item(due_on=DAY, slot="hour"), now=NOW)
    Reminder.objects.update(state="sent", sent_at=NOW, next_at=None)
    morning, hour = Reminder.objects.order_by("slot")
    with clock.moved_to(OLD_NINE - timedelta(days=1)):
        later = actions.snooze(
            by=Actor(role="patient", user_id=cast.maria.user.pk), reminder=morning, until="tomorrow"
        )
        actions.snooze(by=Actor(role="patient", user_id=cast.maria.user.pk), reminder=hour, until="hour")
        assert later.snoozed_until == OLD_NINE
        old_data()
        zones.renew(clock.now())
    morning.refresh_from_db()
    hour.refresh_from_db()
    assert morning.snoozed_until == morning.next_at == NINE
    assert hour.snoozed_until == hour.next_at == OLD_NINE - timedelta(hours=23)


def test_the_calendar_has_the_moments_of_the_newest_rules(old_data, cast, client_of, planned):
    in_vancouver(cast.maria)
    address = client_of(cast.maria).post(f"/api/v1/patients/{cast.maria.pk}/calendar").json()["url"]
    path = "/api/v1/calendar/" + address.rpartition("/")[2]

    def read():
        planned(item(due_on=DAY), item(due_on=date(2027, 7, 1), slot="summer"), now=NOW)
        text = Client().get(path).content
        events = {event["dtstart"].dt.date(): event for event in icalendar.Calendar.from_ical(text).walk("VEVENT")}
        return text.decode(), events[DAY]

    text, event = read()
    assert event["sequence"] == 0
    old_data()
    text, event = read()
    assert event["sequence"] == 1
    # By others' hands, whatever their own data say of Vancouver.
    starts = sorted(event.dtstart.value.astimezone(UTC) for event in vobject.readOne(text).vevent_list)
    assert starts == [NINE, datetime(2027, 7, 1, 16, tzinfo=UTC)]


def test_the_calendar_of_somebody_whose_zone_is_an_offset(cast, client_of, planned):
    Patient.objects.filter(pk=cast.maria.pk).update(timezone="-07:00")
    address = client_of(cast.maria).post(f"/api/v1/patients/{cast.maria.pk}/calendar").json()["url"]
    planned(item(due_on=DAY), now=NOW)
    text = Client().get("/api/v1/calendar/" + address.rpartition("/")[2]).content.decode()
    (event,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert event["dtstart"].dt.astimezone(UTC) == NINE
