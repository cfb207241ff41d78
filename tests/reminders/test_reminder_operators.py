"""What an operator sees: what is planned, sent and failed, and why; no words of a message, no name."""

from datetime import timedelta

import pytest
from django.test import Client
from reminder_help import NOON, item
from rest_framework.test import APIClient

from backend.accounts.models import User
from backend.core import clock
from backend.reminders import deliver
from backend.reminders.channels import email
from backend.reminders.channels.base import Permanent
from backend.reminders.models import Reminder

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(client_of) -> APIClient:
    return client_of(User.objects.create_superuser("op@example.org", "a long password 1"))


def test_the_pages_say_what_happened_and_name_nobody(planned, operator, cast):
    planned(item(), item(slot="later", due_on=NOON.date() + timedelta(days=9)))
    deliver.run(now=NOON)
    planned(item())
    sent = Reminder.objects.get(state="sent")
    for address in ("reminder/", f"reminder/{sent.pk}/change/", "delivery/"):
        page = operator.get(f"/admin/reminders/{address}", follow=True)
        assert page.status_code == 200
        assert cast.maria.name not in page.content.decode()
        assert "maria@" not in page.content.decode()
    assert "reason-gone" in operator.get("/admin/reminders/reminder/").content.decode()


def test_the_page_begins_with_what_waits_and_what_failed_and_why(planned, operator, monkeypatch):
    monkeypatch.setattr(email, "send", lambda letter: Permanent("550"))
    planned(item(), item(slot="second"), item(slot="later", due_on=NOON.date() + timedelta(days=1)))
    with clock.moved_to(NOON + timedelta(minutes=5)):
        before = operator.get("/admin/reminders/reminder/").context["standing"]
        deliver.run()
        page = operator.get("/admin/reminders/reminder/")
    assert (before["waiting"], before["oldest"], before["coming"], before["told"]) == (2, NOON, 1, 0)
    after = page.context["standing"]
    assert (after["waiting"], after["told"]) == (0, 2)
    failed = next(row for row in after["tries"] if row["channel"] == "email")
    assert (failed["outcome"], failed["detail"], failed["number"]) == ("permanent", "550", 2)
    assert "550" in page.content.decode()


def test_nobody_else_opens_them(cast, client_of):
    assert client_of(cast.sofia).get("/admin/reminders/reminder/").status_code == 302


def test_the_figures_are_those_of_the_rows_whoever_sent_them(planned):
    planned(item(), item(slot="second"))
    with clock.moved_to(NOON + timedelta(minutes=5)):
        text = Client().get("/metrics").content.decode()
        assert "toh_reminders_due 2.0" in text
        assert "toh_reminders_oldest_due_seconds 300.0" in text
        deliver.run()
        text = Client().get("/metrics").content.decode()
    assert "toh_reminders_due 0.0" in text
    assert "toh_reminders_sent_last_hour 2.0" in text
    assert "toh_reminders_late_seconds_max 300.0" in text
    assert 'toh_deliveries_last_hour{channel="email",outcome="sent"} 2.0' in text
