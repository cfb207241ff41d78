from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import transaction
from reminder_help import NOON, Rules

from backend.guidance import DueItem
from backend.records.log.append import lock
from backend.reminders import present, preview, recheck
from backend.reminders.models import Reminder
from backend.reminders.plan import plan


@pytest.fixture
def rules(monkeypatch: pytest.MonkeyPatch) -> Rules:
    stand_in = Rules()
    monkeypatch.setattr(recheck, "assess", stand_in)
    monkeypatch.setattr(preview, "assess", stand_in)
    return stand_in


@pytest.fixture(autouse=True)
def _nothing_leaves(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.VAPID_PRIVATE_KEY = ""
    monkeypatch.setattr(present, "reminder_text", lambda about, audience, language: f"{language}:{about[0]}")


@pytest.fixture
def planned(cast: Any, rules: Rules) -> Callable[..., list[Reminder]]:
    """Plan what the rules list for Maria, as an assessment does; answers all her rows."""

    def make(*due: DueItem, now: datetime = NOON, findings: Any = (), patient: Any = None) -> list[Reminder]:
        rules.due = list(due)
        with transaction.atomic():
            locked = lock((patient or cast.maria).pk)
            plan(locked, rules.at(now), now, findings)
        return list(Reminder.objects.filter(patient=locked).order_by("due_at", "kind", "to", "slot"))

    return make
