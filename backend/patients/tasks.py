"""What Celery does about the record as a whole."""

from celery import shared_task

from backend.patients.keeping import actions as keeping
from backend.patients.privacy import erasure


@shared_task(name="bulk.erase")
def erase() -> int:
    """Delete everybody whose grace time is over."""
    return erasure.erase_due()


@shared_task(name="bulk.tidy_stays")
def tidy_stays() -> int:
    """End what clinics keep of patients who left longer ago than they keep."""
    return keeping.end_old_stays()
