"""Copies of everything, by Celery. The rows hold what is due; a lost message only makes it later by a sweep."""

from typing import Any
from uuid import UUID

import structlog
from celery import shared_task
from django.db import transaction
from django.dispatch import receiver
from kombu.exceptions import OperationalError

from backend.exchange.bulk import actions as bulk
from backend.exchange.export import actions
from backend.exchange.imports import actions as imports
from backend.exchange.links.actions import forget_secrets
from backend.exchange.models import Export
from backend.patients.privacy.erasure import erasing

log = structlog.get_logger(__name__)


@shared_task(name="bulk.export")
def export(export_id: str) -> bool:
    return actions.make_export(UUID(export_id))


@shared_task(name="bulk.tidy_exports")
def tidy_exports() -> None:
    for export_id in actions.tidy():
        export_soon(export_id)
    for export_id in bulk.tidy():
        bulk_export_soon(export_id)
    for import_id in imports.tidy():
        import_soon(import_id)
    forget_secrets()


@shared_task(name="bulk.research_export")
def research_export(export_id: str) -> bool:
    return bulk.make_bulk_export(UUID(export_id))


@shared_task(name="bulk.import")
def take_import(import_id: str) -> bool:
    return imports.make_import(UUID(import_id))


def import_soon(import_id: UUID) -> None:
    _tell_a_worker(take_import, import_id)


def bulk_export_soon(export_id: UUID) -> None:
    _tell_a_worker(research_export, export_id)


def export_soon(export_id: UUID) -> None:
    _tell_a_worker(export, export_id)


def _tell_a_worker(task: Any, export_id: UUID) -> None:
    """When the broker is away the sweep will come to it."""
    try:
        task.apply_async((str(export_id),), retry=False, expires=600)
    except (OperationalError, OSError) as error:
        log.warning("broker_away", kind=type(error).__name__)


@receiver(erasing, dispatch_uid="remove-exports")
def remove_files(sender: Any, *, user: Any, **_: Any) -> None:
    """The rows go with their person; the files only once that is certain."""
    paths = [one.path for one in Export.objects.filter(user=user)]

    def remove() -> None:
        for path in paths:
            path.unlink(missing_ok=True)

    transaction.on_commit(remove)
