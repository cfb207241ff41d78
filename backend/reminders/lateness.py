"""How far delivery is behind, for operators."""

from datetime import datetime

from django.db.models import Min

from backend.reminders.models import Reminder


def oldest_due(now: datetime) -> datetime | None:
    """Since when the longest waiting reminder is due; None when none is. The first entry of an index."""
    found: datetime | None = Reminder.objects.due(now).order_by().aggregate(at=Min("next_at"))["at"]
    return found
