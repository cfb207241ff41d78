"""A copy of everything: asked for, made by a worker, fetched by its owner, removed when its time is over."""

from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import F

from backend.accounts.models import User
from backend.core import audit, clock
from backend.core.actor import Actor
from backend.core.audit import Act
from backend.exchange.export.archive import write_archive
from backend.exchange.models import Export
from backend.patients.models import Patient

log = structlog.get_logger(__name__)

State = Export.State
# A worker that says nothing for so long is taken for dead, and another one begins anew.
LEASE = timedelta(minutes=10)
MOST_ATTEMPTS = 3


@transaction.atomic
def ask_export(*, by: Actor, user: User) -> tuple[Export, bool]:
    """The copy that is being made or may be fetched, else a new one; and whether it is new."""
    User.objects.select_for_update().get(pk=user.pk)
    standing = Export.objects.standing(clock.now()).filter(user=user).order_by("-asked_at").first()
    if standing:
        return standing, False
    patient = Patient.objects.filter(user=user).first()
    export = Export.objects.create(user=user, patient=patient)
    audit.write(Act(action="ask_export", object_id=str(export.pk)), by=by, patient_id=export.patient_id)
    return export, True


def make_export(export_id: UUID) -> bool:
    """Claim one that is due, write its file, and say until when it may be fetched; False when it is not to be made."""
    now = clock.now()
    due = Export.objects.filter(pk=export_id, state__in=(State.WAITING, State.RUNNING), next_at__lte=now)
    if not due.update(state=State.RUNNING, next_at=now + LEASE, attempts=F("attempts") + 1, progress=0):
        return False
    export = Export.objects.select_related("user", "patient").get(pk=export_id)
    if export.attempts > MOST_ATTEMPTS:
        Export.objects.filter(pk=export_id).update(state=State.FAILED, next_at=None)
        return False
    said = 0

    def tell(percent: int) -> None:
        nonlocal said
        if percent >= said + 5:
            said = percent
            Export.objects.filter(pk=export_id).update(progress=percent, next_at=clock.now() + LEASE)

    size = write_archive(export.path, user=export.user, patient=export.patient, tell=tell)
    _ready(export, size)
    return True


@transaction.atomic
def _ready(export: Export, size: int) -> None:
    now = clock.now()
    until = now + timedelta(hours=settings.EXPORT_HOURS)
    there = Export.objects.filter(pk=export.pk).update(
        state=State.READY, progress=100, ready_at=now, expires_at=until, next_at=until, size=size
    )
    if not there:  # its person was erased meanwhile
        export.path.unlink(missing_ok=True)
        return
    act = Act(action="export_ready", object_id=str(export.pk))
    audit.write(act, by=Actor.system("export"), patient_id=export.patient_id)


@transaction.atomic
def note_fetch(*, by: Actor, export: Export) -> None:
    audit.write(Act(action="fetch_export", object_id=str(export.pk)), by=by, patient_id=export.patient_id)


def tidy(*, now: datetime | None = None) -> list[UUID]:
    """Remove the files whose time is over; the ids of those that still wait for a worker (a lost message)."""
    now = now or clock.now()
    for export in Export.objects.filter(state=State.READY, next_at__lte=now):
        export.path.unlink(missing_ok=True)
        Export.objects.filter(pk=export.pk).update(state=State.EXPIRED, next_at=None)
    waiting = Export.objects.filter(state__in=(State.WAITING, State.RUNNING), next_at__lte=now)
    return list(waiting.values_list("pk", flat=True))
