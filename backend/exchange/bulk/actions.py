"""Asked for by a clinic's administrator, made by a worker patient by patient, removed when its time is over."""

import json
import shutil
from collections import Counter
from datetime import datetime, timedelta
from typing import IO
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet

from backend.accounts.models import Clinic, User
from backend.core import audit, clock
from backend.core.actor import Actor
from backend.core.audit import Act
from backend.exchange.fhir.export import resources_of
from backend.exchange.fhir.rest import relative
from backend.exchange.models import BulkExport, Export
from backend.patients.models import Consent, Patient

State = Export.State
# A worker that says nothing for so long is taken for dead, and another one begins anew.
LEASE = timedelta(minutes=10)
MOST_ATTEMPTS = 3
GOING_ON = (State.WAITING, State.RUNNING)


def consented(clinic: Clinic) -> QuerySet[Patient]:
    """The clinic's patients who agreed to be part of research exports, and still do."""
    agreed = Consent.objects.filter(kind=Consent.Kind.RESEARCH, withdrawn_at=None)
    return Patient.objects.filter(clinic=clinic, closed_at=None, pk__in=agreed.values("patient_id")).order_by("pk")


@transaction.atomic
def ask_bulk_export(*, by: Actor, clinic: Clinic, user: User, url: str) -> BulkExport:
    """A new one, or the one that is still being made. `url` is what was asked, for the manifest."""
    Clinic.objects.select_for_update().get(pk=clinic.pk)
    running = BulkExport.objects.filter(clinic=clinic, state__in=GOING_ON).first()
    if running:
        return running
    export = BulkExport.objects.create(clinic=clinic, user=user, url=url[:300])
    audit.write(Act(action="ask_bulk_export", object_id=str(export.pk)), by=by)
    return export


def make_bulk_export(export_id: UUID) -> bool:
    """Claim one that is due and write its files; False when it is not to be made (any more)."""
    now = clock.now()
    due = BulkExport.objects.filter(pk=export_id, state__in=GOING_ON, next_at__lte=now)
    if not due.update(state=State.RUNNING, next_at=now + LEASE, attempts=F("attempts") + 1, progress=0):
        return False
    export = BulkExport.objects.select_related("clinic", "user").get(pk=export_id)
    if export.attempts > MOST_ATTEMPTS:
        BulkExport.objects.filter(pk=export_id).update(state=State.FAILED, next_at=None)
        return False
    written = _write(export)
    if written is None:
        shutil.rmtree(export.folder, ignore_errors=True)
        return False
    patients, counts = written
    made = clock.now()
    until = made + timedelta(hours=settings.EXPORT_HOURS)
    BulkExport.objects.filter(pk=export_id, state=State.RUNNING).update(
        state=State.READY, progress=100, patients=patients, made_at=made, expires_at=until, next_at=until,
        files=[{"type": kind, "count": count} for kind, count in sorted(counts.items())],
    )  # fmt: skip
    return True


def _write(export: BulkExport) -> tuple[int, Counter[str]] | None:
    """One line of NDJSON for each resource, in a file for each type; None when it was cancelled meanwhile."""
    shutil.rmtree(export.folder, ignore_errors=True)
    export.folder.mkdir(mode=0o700, parents=True)
    counts: Counter[str] = Counter()
    files: dict[str, IO[str]] = {}
    by = Actor(role="administrator", user_id=export.user_id, name=str(export.user or ""))
    ids = list(consented(export.clinic).values_list("pk", flat=True))
    try:
        for number, patient_id in enumerate(ids):
            # Asked again for each: whoever withdraws while this runs is left out.
            patient = consented(export.clinic).filter(pk=patient_id).first()
            if patient is None:
                continue
            audit.read(by=by, patient_id=patient.pk, what="research_export", object_id=str(export.pk))
            for resource in relative(resources_of(patient, audience="clinician", nameless=True)):
                kind = resource["resourceType"]
                if kind not in files:
                    files[kind] = (export.folder / f"{kind}.ndjson").open("w", encoding="utf-8")
                files[kind].write(json.dumps(resource, ensure_ascii=False, separators=(",", ":")) + "\n")
                counts[kind] += 1
            going_on = BulkExport.objects.filter(pk=export.pk, state=State.RUNNING)
            if not going_on.update(progress=min(99, (number + 1) * 100 // len(ids)), next_at=clock.now() + LEASE):
                return None
    finally:
        for file in files.values():
            file.close()
    return counts["Patient"], counts


@transaction.atomic
def cancel_bulk_export(*, by: Actor, export: BulkExport) -> None:
    """Stop it, or throw away what was made."""
    BulkExport.objects.filter(pk=export.pk).update(state=State.EXPIRED, next_at=None)
    audit.write(Act(action="cancel_bulk_export", object_id=str(export.pk)), by=by)
    transaction.on_commit(lambda: shutil.rmtree(export.folder, ignore_errors=True))


@transaction.atomic
def note_bulk_fetch(*, by: Actor, export: BulkExport, kind: str) -> None:
    audit.write(Act(action="fetch_bulk_export", kind=kind, object_id=str(export.pk)), by=by)


def tidy(*, now: datetime | None = None) -> list[UUID]:
    """Remove what is over; the ids of those that still wait for a worker (a lost message)."""
    now = now or clock.now()
    for export in BulkExport.objects.filter(state=State.READY, next_at__lte=now):
        shutil.rmtree(export.folder, ignore_errors=True)
        BulkExport.objects.filter(pk=export.pk).update(state=State.EXPIRED, next_at=None)
    return list(BulkExport.objects.filter(state__in=GOING_ON, next_at__lte=now).values_list("pk", flat=True))
