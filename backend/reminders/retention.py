"""What ends by itself of reminders: the notes of what was sent over which channel, and how, once nothing waits for them."""

from datetime import datetime, timedelta
from typing import Any

import structlog
from django.conf import settings
from django.db.models import QuerySet

from backend.core import clock
from backend.reminders.models import Delivery, Digest, MovedReminder

log = structlog.get_logger(__name__)
BATCH = 5000


def tidy(*, now: datetime | None = None) -> dict[str, int]:
    """Remove what is older than `KEEP_DELIVERIES_DAYS`; how many of each. The messages themselves stay in their box."""
    before = (now or clock.now()) - timedelta(days=settings.KEEP_DELIVERIES_DAYS)
    # What is being told still looks up who has had it.
    tried = Delivery.objects.filter(at__lt=before, reminder__next_at=None, digest__next_at=None)
    done = {
        "deliveries": _in_batches(tried),
        "digests": _in_batches(Digest.objects.filter(due_at__lt=before, next_at=None, deliveries=None)),
        "moves": _in_batches(MovedReminder.objects.filter(at__lt=before)),
    }
    log.info("tidied_deliveries", **done)
    return done


def _in_batches(rows: QuerySet[Any]) -> int:
    """Few enough at once that nobody who sends waits for it."""
    done = 0
    while keys := list(rows.values_list("pk", flat=True)[:BATCH]):
        done += rows.model._default_manager.filter(pk__in=keys).delete()[0]
    return done
