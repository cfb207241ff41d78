"""What Celery does about the record as a whole."""

from celery import shared_task

from backend.patients import erasure


@shared_task(name="bulk.erase")
def erase() -> int:
    """Delete everybody whose grace time is over."""
    return erasure.erase_due()
