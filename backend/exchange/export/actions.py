"""A copy of everything: asked for, made by a worker, fetched by its owner, removed when its time is over."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from backend.accounts.models import User
from backend.core import audit, clock
from backend.core.actor import Actor
from backend.core.audit import Act
from backend.exchange import jobs
from backend.exchange.export.archive import write_archive
from backend.exchange.models import Export
from backend.patients.models import Patient


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
    export = jobs.claim(Export.objects.select_related("user", "patient"), export_id)
    if export is None:
        return False
    said = 0

    def tell(percent: int) -> None:
        nonlocal said
        if percent >= said + 5:
            said = percent
            jobs.go_on(export, percent)

    size = write_archive(export.path, user=export.user, patient=export.patient, tell=tell)
    _ready(export, size)
    return True


@transaction.atomic
def _ready(export: Export, size: int) -> None:
    if not jobs.ready(export, ready_at=clock.now(), size=size):  # its person was erased meanwhile
        export.path.unlink(missing_ok=True)
        return
    act = Act(action="export_ready", object_id=str(export.pk))
    audit.write(act, by=Actor.system("export"), patient_id=export.patient_id)


@transaction.atomic
def note_fetch(*, by: Actor, export: Export) -> None:
    audit.write(Act(action="fetch_export", object_id=str(export.pk)), by=by, patient_id=export.patient_id)


def tidy(*, now: datetime | None = None) -> list[UUID]:
    """Remove the files whose time is over; the ids of those that still wait for a worker (a lost message)."""
    return jobs.tidy(Export.objects.all(), lambda export: export.path.unlink(missing_ok=True), now or clock.now())
