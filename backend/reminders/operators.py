"""What an operator wants to know first: does anything wait that should not, and what failed, where and why."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min

from backend.reminders.models import Delivery, Reminder

DAY = timedelta(days=1)


def standing(now: datetime) -> dict[str, Any]:
    """Counts of now and of the last and next 24 hours, and every way outside with its outcomes; six queries."""
    due = Reminder.objects.due(now).order_by().aggregate(number=Count("pk"), oldest=Min("next_at"))
    yesterday = now - DAY
    tries = Delivery.objects.filter(at__gte=yesterday).values("channel", "outcome", "detail")
    return {
        "waiting": due["number"],
        "oldest": due["oldest"],
        "coming": Reminder.objects.filter(next_at__gt=now, next_at__lte=now + DAY).count(),
        "told": Reminder.objects.filter(sent_at__gt=yesterday, sent_at__lte=now).count(),
        "failed": Reminder.objects.filter(state=Reminder.State.FAILED).count(),
        "tries": list(tries.annotate(number=Count("pk")).order_by("channel", "-number")),
    }
