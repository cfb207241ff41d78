"""Due items become rows: once, moved when the date moves, taken back when the reason goes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from reminder_help import NOON, item, wish

from backend.reminders.models import Reminder
from backend.reminders.plan import draft
from backend.reminders.timing import wishes_of

pytestmark = pytest.mark.django_db


def test_a_due_item_becomes_one_row_however_often_it_is_planned(planned):
    planned(item())
    (row,) = planned(item(), now=NOON + timedelta(hours=5))
    assert (row.kind, row.to, row.state) == ("dexa-baseline", "patient", "planned")
    assert row.due_at == NOON


def test_other_words_are_not_another_reminder(planned):
    planned(item(params={"months": 24}, reason="scan"))
    (row,) = planned(item(params={"months": 12}, reason="scan, risk factor"))
    assert row.params == {"months": 12}


def test_a_future_one_waits_for_nine_on_its_day(planned):
    (row,) = planned(item(due_on=date(2026, 7, 1)))
    assert row.due_at == datetime(2026, 7, 1, 8, 0, tzinfo=UTC)  # Lisbon is an hour ahead in summer
    assert row.next_at == row.due_at


def test_a_moved_date_moves_the_row(planned):
    (before,) = planned(item(due_on=date(2026, 7, 1)))
    (after,) = planned(item(due_on=date(2026, 3, 1)))
    assert after.pk == before.pk
    assert after.due_at == datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
    assert after.moves == 1


def test_what_has_lost_its_reason_is_withdrawn_and_says_so(planned):
    planned(item())
    (row,) = planned(now=NOON + timedelta(minutes=1))
    assert (row.state, row.withdrawn_reason, row.next_at) == ("withdrawn", "reason-gone", None)


def test_a_reason_that_comes_back_revives_the_row(planned):
    planned(item())
    planned()
    later = NOON + timedelta(hours=1)
    (row,) = planned(item(), now=later)
    assert (row.state, row.withdrawn_reason, row.next_at) == ("planned", "", later)


def test_what_was_told_stays_told(planned):
    (row,) = planned(item())
    Reminder.objects.update(state="sent", sent_at=NOON, next_at=None)
    (row,) = planned(item(due_on=date(2026, 9, 1), params={"other": 1}))
    assert (row.state, row.params) == ("sent", {})
    (row,) = planned()
    assert row.state == "sent"


def test_planning_again_in_the_evening_does_not_put_off_what_was_due_at_noon(planned):
    planned(item())
    (row,) = planned(item(), now=NOON + timedelta(hours=11))
    assert row.due_at == NOON


def test_what_is_known_in_the_night_is_told_now_where_nobody_asked_for_quiet(planned):
    night = datetime(2026, 1, 14, 23, 30, tzinfo=UTC)
    (row,) = planned(item(due_on=date(2026, 1, 13)), now=night)
    assert row.due_at == night


def test_what_is_known_in_the_night_waits_for_the_end_of_the_quiet_hours(planned, cast):
    wish(cast.maria, quiet_from="22:00", quiet_to="07:00")
    (row,) = planned(item(due_on=date(2026, 1, 13)), now=datetime(2026, 1, 14, 23, 30, tzinfo=UTC))
    assert row.due_at == datetime(2026, 1, 15, 7, 0, tzinfo=UTC)


def test_the_log_reminder_comes_at_the_chosen_time(planned, cast):
    wish(cast.maria, log_reminder_at="20:00")
    (row,) = planned(item("log-today", slot="2026-01-14", at="log_time"))
    assert row.due_at == datetime(2026, 1, 14, 20, 0, tzinfo=UTC)


def test_a_later_setting_changes_only_what_it_names(planned, cast):
    wish(cast.maria, log_reminder_at="20:00", quiet_from="21:00")
    wish(cast.maria, log_reminder_at="20:30")
    (row,) = planned(item("log-today", slot="2026-01-14", at="log_time"))
    assert row.due_at == datetime(2026, 1, 14, 20, 30, tzinfo=UTC)
    wish(cast.maria, quiet_from="20:15")
    (row,) = planned(item("log-today", slot="2026-01-14", at="log_time"))
    assert row.due_at == datetime(2026, 1, 14, 20, 14, tzinfo=UTC), "a thing of today comes before the quiet hours"


def test_the_number_of_statements_does_not_grow_with_the_number_of_items(planned):
    def count(number: int) -> int:
        due = [item(slot=f"{number}-{index}") for index in range(number)]
        with CaptureQueriesContext(connection) as queries:
            planned(*due)
        return len([query for query in queries if "SAVEPOINT" not in query["sql"]])

    few, many = count(2), count(20)
    assert many <= few + 1  # the second time there is something to withdraw


def test_the_patients_quiet_hours_are_not_the_clinicians(planned, cast):
    wish(cast.maria, quiet_from="08:00", quiet_to="18:00")
    hers, theirs = planned(item(), item(to="clinician"))[::-1]
    assert (hers.to, hers.due_at) == ("patient", NOON.replace(hour=18))
    assert (theirs.to, theirs.due_at) == ("clinician", NOON)


def test_the_database_itself_keeps_a_second_row_of_one_identity_out(planned, rules, cast):
    (row,) = planned(item())
    second = draft(cast.maria, item(), NOON, wishes_of("Europe/Lisbon", []), [])
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()
    Reminder.objects.bulk_create([second], ignore_conflicts=True)
    assert Reminder.objects.get() == row
