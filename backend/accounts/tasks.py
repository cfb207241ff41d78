"""Letters of the account, by Celery. The rows hold what is due; a lost message only makes it later by a sweep."""

from typing import Any

import structlog
from celery import shared_task
from django.dispatch import receiver
from kombu.exceptions import OperationalError

from backend.accounts import outbox, retention

log = structlog.get_logger(__name__)


@shared_task(name="deliver.mails")
def send_mails() -> int:
    return outbox.send_due()


@shared_task(name="bulk.tidy_accounts")
def tidy_accounts() -> dict[str, int]:
    return retention.tidy()


@receiver(outbox.mail_posted, dispatch_uid="send-mails-soon")
def soon(sender: Any, **_: Any) -> None:
    """When the broker is away the sweep will come to it."""
    try:
        send_mails.apply_async(retry=False, expires=60)
    except (OperationalError, OSError) as error:
        log.warning("broker_away", error=type(error).__name__)
