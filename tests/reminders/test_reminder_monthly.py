"""The month in a sentence: only for who wishes it, once, with the figures of the day on which it is told."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from reminder_help import BY, wish

from backend.core import clock
from backend.records import actions as records
from backend.reminders import deliver
from backend.reminders.models import Reminder
from backend.reminders.monthly import monthly_of
from backend.reminders.plan import wishes_for
from backend.reminders.present import text_of
from backend.tracking.assessment import reassess

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 1, 14, 12, 0, tzinfo=UTC)
FIRST = datetime(2026, 2, 1, 9, 0, tzinfo=UTC)


def log(patient, pains, last):
    """A pain of the left hip each day, the last on `last`."""
    for ago, value in enumerate(reversed(pains)):
        with clock.moved_to(last - timedelta(days=ago)):
            records.record_one(patient=patient, by=BY, kind="pain", site="hip", side="left", intensity=value)


def work(patient, now):
    with clock.moved_to(now):
        reassess(patient.pk)
        while deliver.run():
            pass


def rows(patient):
    return list(Reminder.objects.filter(patient=patient, kind="month-summary").order_by("slot"))


def test_it_is_told_on_the_first_with_the_sentence_of_that_day_and_stays_so(cast):
    wish(cast.maria, monthly_summary=True)
    log(cast.maria, [6] * 14 + [2] * 14, FIRST - timedelta(days=1))
    work(cast.maria, FIRST - timedelta(days=1))
    [row] = rows(cast.maria)
    assert (row.state, row.slot, row.due_at) == ("planned", "2026-01", FIRST)
    work(cast.maria, FIRST)
    row = rows(cast.maria)[0]
    assert row.state == "sent"
    said = "Your left hip hurts less than four weeks ago: 2 in the middle of the last 7 days, 6 then (28 of 28 days)."
    assert said in text_of(row, language="en")
    assert "Ihre linke Hüfte schmerzt weniger als vor vier Wochen" in text_of(row, language="de")
    assert all("hip" not in letter.subject + letter.body for letter in mail.outbox)
    log(cast.maria, [9] * 3, FIRST + timedelta(days=3))
    work(cast.maria, FIRST + timedelta(days=3))
    assert said in text_of(rows(cast.maria)[0], language="en")
    assert [row.state for row in rows(cast.maria)] == ["sent", "planned"]


def test_nobody_gets_it_who_did_not_ask_or_asks_no_longer(cast):
    log(cast.maria, [4] * 28, FIRST - timedelta(days=1))
    work(cast.maria, FIRST - timedelta(days=1))
    assert rows(cast.maria) == []
    wish(cast.maria, monthly_summary=True)
    work(cast.maria, NOON)
    assert [row.state for row in rows(cast.maria)] == ["planned"]
    with clock.moved_to(NOON + timedelta(hours=1)):
        records.record_one(patient=cast.maria, by=BY, kind="setting", monthly_summary=False)
    work(cast.maria, FIRST)
    assert [row.state for row in rows(cast.maria)] == ["withdrawn"]


def test_a_month_without_a_number_says_nothing(cast):
    wish(cast.maria, monthly_summary=True)
    work(cast.maria, NOON)
    work(cast.maria, FIRST)
    assert [(row.slot, row.state) for row in rows(cast.maria)] == [("2026-01", "withdrawn"), ("2026-02", "planned")]


@pytest.mark.parametrize(
    ("day", "months"), [(1, ["2026-02", "2026-01"]), (7, ["2026-02", "2026-01"]), (8, ["2026-02"])]
)
def test_a_month_is_told_in_the_first_week_of_the_next_or_not_at_all(cast, day, months):
    wish(cast.maria, monthly_summary=True)
    assert [one.slot for one in monthly_of(FIRST.date().replace(day=day), wishes_for(cast.maria))] == months
