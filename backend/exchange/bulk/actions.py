"""Asked for by a clinic's administrator, made by a worker patient by patient, removed when its time is over."""

import json
import shutil
from collections import Counter
from datetime import datetime
from functools import partial
from typing import IO, Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from backend.accounts.models import Clinic, User
from backend.core import audit, clock
from backend.core.actor import Actor
from backend.core.audit import Act
from backend.exchange import jobs
from backend.exchange.fhir.export import resources_of
from backend.exchange.fhir.names import names_of
from backend.exchange.fhir.rest import relative
from backend.exchange.fhir.searching.asked import Asked
from backend.exchange.fhir.searching.match import matching
from backend.exchange.models import BulkExport
from backend.patients.models import Consent, Patient
from backend.records.models import Record

# The file of deletions, and the list of whose records are inside, which is not handed out.
DELETED, INSIDE = "deleted", "inside.json"


def consented(clinic: Clinic) -> QuerySet[Patient]:
    """The clinic's patients who agreed to be part of research exports, and still do."""
    agreed = Consent.objects.filter(kind=Consent.Kind.RESEARCH, withdrawn_at=None)
    return Patient.objects.filter(clinic=clinic, closed_at=None, pk__in=agreed.values("patient_id")).order_by("pk")


def to_export(export: BulkExport) -> QuerySet[Patient]:
    """Of those who agreed, the ones that are wished for."""
    patients = consented(export.clinic)
    return patients.filter(pk__in=export.wishes["patients"]) if "patients" in export.wishes else patients


@transaction.atomic
def ask_bulk_export(
    *, by: Actor, clinic: Clinic, user: User, url: str, wishes: dict[str, Any] | None = None
) -> BulkExport | None:
    """A new one, or the one that is being made of the same wishes; None while one of others is being made.

    `url` is what was asked, for the manifest.
    """
    Clinic.objects.select_for_update().get(pk=clinic.pk)
    running = BulkExport.objects.filter(clinic=clinic, state__in=jobs.GOING_ON).first()
    if running:
        return running if running.wishes == (wishes or {}) else None
    export = BulkExport.objects.create(clinic=clinic, user=user, url=url[:2000], wishes=wishes or {})
    audit.write(Act(action="ask_bulk_export", object_id=str(export.pk)), by=by)
    return export


def make_bulk_export(export_id: UUID) -> bool:
    """Claim one that is due and write its files; False when it is not to be made (any more)."""
    export = jobs.claim(BulkExport.objects.select_related("clinic", "user"), export_id)
    if export is None:
        return False
    export.begun_at = clock.now()
    export.save(update_fields=["begun_at"])
    written = _write(export)
    if written is None:
        shutil.rmtree(export.folder, ignore_errors=True)
        return False
    patients, counts = written
    files: list[dict[str, Any]] = [
        {"type": kind, "count": count} for kind, count in sorted(counts.items()) if kind != DELETED
    ]
    if counts[DELETED]:
        files.append({"type": "Bundle", "count": counts[DELETED], "deleted": True})
    return jobs.ready(export, made_at=clock.now(), patients=patients, files=files)


def _write(export: BulkExport) -> tuple[int, Counter[str]] | None:
    """One line of NDJSON for each resource, in a file for each type; None when it was cancelled meanwhile."""
    shutil.rmtree(export.folder, ignore_errors=True)
    export.folder.mkdir(mode=0o700, parents=True)
    counts: Counter[str] = Counter()
    files: dict[str, IO[str]] = {}
    by = Actor(role="administrator", user_id=export.user_id, name=str(export.user or ""))
    ids = list(to_export(export).values_list("pk", flat=True))
    inside: list[str] = []

    def write(kind: str, resource: dict[str, Any]) -> None:
        if kind not in files:
            files[kind] = (export.folder / f"{kind}.ndjson").open("w", encoding="utf-8")
        files[kind].write(json.dumps(resource, ensure_ascii=False, separators=(",", ":")) + "\n")
        counts[kind] += 1

    try:
        for number, patient_id in enumerate(ids):
            # Asked again for each: whoever withdraws while this runs is left out.
            patient = to_export(export).filter(pk=patient_id).first()
            if patient is None:
                continue
            audit.read(by=by, patient_id=patient.pk, what="research_export", object_id=str(export.pk))
            inside.append(str(patient.pk))
            for resource in _resources(export, patient):
                write(resource["resourceType"], resource)
            deleted = _deleted(export, patient)
            if deleted:
                write(DELETED, deleted)
            if not jobs.go_on(export, min(99, (number + 1) * 100 // len(ids))):
                return None
    finally:
        for file in files.values():
            file.close()
    (export.folder / INSIDE).write_text(json.dumps(inside))
    if not everybody_agrees(export):
        # Somebody who was written already has withdrawn since.
        return _write(export)
    return len(inside), counts


def _resources(export: BulkExport, patient: Patient) -> list[dict[str, Any]]:
    found = relative(resources_of(patient, audience="clinician", nameless=True))
    if "types" in export.wishes:
        found = [one for one in found if one["resourceType"] in export.wishes["types"]]
    if "since" in export.wishes:
        since = Asked({"_lastUpdated": ["ge" + export.wishes["since"]]})
        found = matching(found, {}, since, clock.zone("UTC"))
    return found


def _deleted(export: BulkExport, patient: Patient) -> dict[str, Any] | None:
    """What was taken back or corrected since, as a Bundle of deletions: who keeps copies removes them."""
    if "since" not in export.wishes:
        return None
    since = datetime.fromisoformat(export.wishes["since"])
    later = Record.objects.filter(patient=patient, supersedes__isnull=False, received_at__gte=since)
    gone = Record.objects.filter(patient=patient, pk__in=later.values("supersedes")).order_by("pk")
    wanted = export.wishes.get("types")
    urls = [url for row in gone for url in names_of(row) if wanted is None or url.partition("/")[0] in wanted]
    if not urls:
        return None
    entries = [{"request": {"method": "DELETE", "url": url}} for url in urls]
    return {"resourceType": "Bundle", "id": str(patient.pk), "type": "transaction", "entry": entries}


def everybody_agrees(export: BulkExport) -> bool:
    """Whether all whose records are in the files are still to be in them: who withdrew, left or was erased is not."""
    try:
        inside = set(json.loads((export.folder / INSIDE).read_text()))
    except FileNotFoundError:
        return _everybody_in_its_patients(export)
    return inside <= {str(key) for key in consented(export.clinic).values_list("pk", flat=True)}


def _everybody_in_its_patients(export: BulkExport) -> bool:
    """Of an export that an earlier release made: whom its file of patients names."""
    try:
        with (export.folder / "Patient.ndjson").open(encoding="utf-8") as file:
            inside = {json.loads(line)["id"] for line in file}
    except FileNotFoundError:
        return True
    return inside <= {str(key) for key in consented(export.clinic).values_list("pk", flat=True)}


@transaction.atomic
def cancel_bulk_export(*, by: Actor, export: BulkExport) -> None:
    """Stop it, or throw away what was made."""
    BulkExport.objects.filter(pk=export.pk).update(state=jobs.State.EXPIRED, next_at=None)
    audit.write(Act(action="cancel_bulk_export", object_id=str(export.pk)), by=by)
    transaction.on_commit(lambda: shutil.rmtree(export.folder, ignore_errors=True))


@transaction.atomic
def note_bulk_fetch(*, by: Actor, export: BulkExport, kind: str) -> None:
    audit.write(Act(action="fetch_bulk_export", kind=kind, object_id=str(export.pk)), by=by)


def tidy(*, now: datetime | None = None) -> list[UUID]:
    """Remove what is over; the ids of those that still wait for a worker (a lost message)."""
    gone = partial(shutil.rmtree, ignore_errors=True)
    return jobs.tidy(BulkExport.objects.all(), lambda export: gone(export.folder), now or clock.now())
