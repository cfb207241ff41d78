"""The notes of what was sent end by the operator's setting; what is still being told, and the box, stay."""

from datetime import timedelta

import pytest

from backend.core import clock
from backend.reminders import retention
from backend.reminders.models import Delivery, Digest, MovedReminder, Reminder
from backend.reminders.tasks import tidy_deliveries

pytestmark = pytest.mark.django_db


def test_old_notes_end_and_what_is_being_told_stays(cast, settings):
    settings.KEEP_DELIVERIES_DAYS = 100
    now = clock.now()
    old, new = now - timedelta(days=101), now - timedelta(days=99)

    def reminder(slot, next_at=None):
        return Reminder.objects.create(
            patient=cast.maria, kind="log-today", to="patient", slot=slot, state="sent", due_on=old.date(),
            nominal_at=old, due_at=old, next_at=next_at,
        )  # fmt: skip

    def digest(slot, due_at, next_at=None):
        return Digest.objects.create(user=cast.sofia, slot=slot, due_at=due_at, next_at=next_at)

    told, waiting = reminder("told"), reminder("snoozed", now + timedelta(days=1))
    gone, later = digest("old", old), digest("later", old, now)
    for at, more in (
        (old, {"reminder": told}), (new, {"reminder": told}), (old, {"reminder": waiting}),
        (old, {"digest": gone}), (old, {"digest": later}),
    ):  # fmt: skip
        Delivery.objects.create(channel="email", recipient="patient", at=at, outcome="sent", **more)
    digest("new", new)
    MovedReminder.objects.create(reminder=told, zone="Europe/Lisbon", newer="2026c", before=old, after=old, at=old)
    assert retention.tidy(now=now) == {"deliveries": 2, "digests": 1, "moves": 1}
    left = Delivery.objects.order_by("pk").values_list("at", "reminder__slot", "digest__slot")
    assert list(left) == [(new, "told", None), (old, "snoozed", None), (old, None, "later")]
    assert set(Digest.objects.values_list("slot", flat=True)) == {"later", "new"}
    assert Reminder.objects.count() == 2
    assert tidy_deliveries() == {"deliveries": 0, "digests": 0, "moves": 0}
