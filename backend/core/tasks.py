"""What is looked at, or noted, now and then."""

import structlog
from celery import shared_task
from django.conf import settings
from django.core.management import call_command

from backend.core import anchors, audit_stream, outside

log = structlog.get_logger(__name__)


@shared_task(name="bulk.look_outside")
def look_outside() -> None:
    """The mail server and the certificate."""
    outside.look()


@shared_task(name="bulk.anchor_audit")
def anchor_audit() -> int:
    """Where each chain of the audit trail ends, outside the database."""
    return anchors.anchor()


@shared_task(name="bulk.stream_audit")
def stream_audit() -> int:
    """What was written of the audit trail since, to where `AUDIT_STREAM` says. What a place has not taken waits."""
    try:
        return audit_stream.tell()
    except OSError as error:
        log.error("audit_stream_waits", chains=audit_stream.waiting(), error=type(error).__name__)
        return 0


@shared_task(name="bulk.backup")
def backup() -> None:
    """The backup of this night, into BACKUP_FOLDER. One that fails is in the log, and the alert BackupOld calls."""
    if settings.BACKUP_FOLDER:
        call_command("backup", into=settings.BACKUP_FOLDER)
