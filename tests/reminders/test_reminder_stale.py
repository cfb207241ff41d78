"""What comes more than two days late is one line, and loses nothing of what it stands for."""

from datetime import timedelta

import pytest
from django.core import mail
from reminder_help import NOON, TODAY, item

from backend.reminders import deliver
from backend.reminders.models import Delivery, Reminder
from backend.reminders.present import text_of

pytestmark = pytest.mark.django_db
LATE = NOON + timedelta(days=5)


def rows(state):
    return list(Reminder.objects.filter(state=state).order_by("nominal_at"))


@pytest.fixture
def three(planned, rules):
    """Three of different days, planned and then forgotten for five days."""
    planned(
        item("dexa-baseline"),
        item("weight-bearing-review", slot="second", due_on=TODAY + timedelta(days=1)),
        item("recovery-review-six-months", slot="third", due_on=TODAY + timedelta(days=2)),
    )


def test_one_is_told_and_the_others_stand_behind_it(three, planned):
    deliver.run(now=LATE)
    (told,) = rows("sent")
    assert told.kind == "recovery-review-six-months"
    assert [(row.kind, row.withdrawn_reason) for row in rows("withdrawn")] == [
        ("dexa-baseline", "folded"),
        ("weight-bearing-review", "folded"),
    ]
    text = text_of(told, language="en")
    assert text == (
        "en:recovery-review-six-months Older reminders that came late: en:dexa-baseline en:weight-bearing-review"
    )
    assert [letter.subject for letter in mail.outbox] == ["You have a new message."]
    assert Delivery.objects.filter(channel="inapp").count() == 1


def test_planning_again_does_not_bring_them_back(three, rules, planned):
    deliver.run(now=LATE)
    planned(*rules.due, now=LATE)
    deliver.run(now=LATE)
    assert (len(rows("sent")), len(rows("withdrawn"))) == (1, 2)
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(("more", "told"), [(timedelta(), 2), (timedelta(seconds=1), 1)])
def test_what_is_two_days_late_to_the_minute_is_told_by_itself(planned, more, told):
    planned(item(), item(slot="second"))
    deliver.run(now=NOON.replace(hour=9) + timedelta(hours=48) + more)
    assert len(rows("sent")) == told


def test_what_comes_in_time_stands_beside_the_folded_line(three, planned, rules):
    planned(*rules.due, item("dexa-repeat", slot="now", due_on=LATE.date()), now=NOON)
    deliver.run(now=LATE)
    assert {row.kind for row in rows("sent")} == {"recovery-review-six-months", "dexa-repeat"}


def test_patient_and_clinician_have_each_their_line(planned):
    planned(*(item(to=to, slot=slot) for to in ("patient", "clinician") for slot in ("a", "b")))
    deliver.run(now=LATE)
    assert sorted(row.to for row in rows("sent")) == ["clinician", "patient"]


def test_contact_your_clinician_is_never_folded(planned):
    planned(item("contact-clinician", slot="24h"), item(), item(slot="second"))
    deliver.run(now=LATE)
    assert "contact-clinician" in {row.kind for row in rows("sent")}
