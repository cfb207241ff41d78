"""Asked for by a clinician, rehearsed and applied by a worker person by person, undone as a whole."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from backend.accounts.models import Clinic, User
from backend.core import audit, clock
from backend.core.actor import Actor
from backend.core.audit import Act
from backend.core.errors import Refused
from backend.exchange import jobs
from backend.exchange.csv import read as sheets
from backend.exchange.fhir.load import load_read
from backend.exchange.imports.undo import undo_person
from backend.exchange.imports.unpack import read_upload
from backend.exchange.models import Import, ImportWrite
from backend.patients.actions import join_team
from backend.patients.models import Patient
from backend.records.models import Record

State, Step = jobs.State, Import.Step
# An applied import may be undone, and a rehearsed one be applied, for so long.
WITHIN = timedelta(days=1)
# Of a summary's lists, what a page shows; the counts are of all.
SHOWN = 200


@transaction.atomic
def ask_import(
    *,
    by: Actor,
    clinic: Clinic,
    user: User,
    content: bytes,
    name: str,
    source: str = "",
    patient: Patient | None = None,
) -> Import:
    """Keep the file, and have it rehearsed. Nothing of it is written yet."""
    made = Import.objects.create(
        clinic=clinic, user=user, patient=patient, name=name[:200], source=source, size=len(content)
    )
    made.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    made.path.write_bytes(content)
    made.path.chmod(0o600)
    audit.write(Act(action="ask_import", object_id=str(made.pk)), by=by, patient_id=patient.pk if patient else None)
    return made


@transaction.atomic
def ask_step(*, by: Actor, batch: Import, step: str) -> Import:
    """Apply what was rehearsed, or undo what was applied; Refused where it is not at that point (any more)."""
    before = {Step.APPLY: Step.REHEARSE, Step.UNDO: Step.APPLY}[Step(step)]
    now = clock.now()
    changed = Import.objects.filter(pk=batch.pk, step=before, state=State.READY, expires_at__gt=now).update(
        step=step, state=State.WAITING, progress=0, attempts=0, next_at=now
    )
    if not changed:
        expected = {
            Step.APPLY: "expected an import that was rehearsed and not applied yet",
            Step.UNDO: "expected an import that was applied within the last day",
        }[Step(step)]
        raise Refused("import", expected, code="not_now")
    audit.write(Act(action=f"{step}_import", object_id=str(batch.pk)), by=by)
    return Import.objects.get(pk=batch.pk)


@transaction.atomic
def discard_import(*, by: Actor, batch: Import) -> None:
    """Throw away a file that was not applied."""
    gone = Import.objects.filter(pk=batch.pk, step=Step.REHEARSE).update(state=State.EXPIRED, next_at=None)
    if not gone:
        raise Refused("import", "expected an import that was not applied; one that was is undone", code="not_now")
    audit.write(Act(action="discard_import", object_id=str(batch.pk)), by=by)
    transaction.on_commit(lambda: batch.path.unlink(missing_ok=True))


def make_import(import_id: UUID) -> bool:
    """Claim one that is due and take its next step; False when it is not to be taken (any more)."""
    batch = jobs.claim(Import.objects.select_related("clinic", "user", "patient"), import_id)
    if batch is None:
        return False
    if batch.step == Step.UNDO:
        return _undo(batch)
    summary = _sheet(batch) if batch.patient else _files(batch)
    if summary is None:
        return False
    now = clock.now()
    made: dict[str, Any] = {"summary": _short(summary)}
    if batch.step == Step.APPLY:
        made["applied_at"] = now
    return _settled(batch, now, **made)


def _settled(batch: Import, now: datetime, **made: Any) -> bool:
    done = Import.objects.filter(pk=batch.pk, state=State.RUNNING).update(
        state=State.READY, progress=100, expires_at=now + WITHIN, next_at=now + WITHIN, **made
    )
    return bool(done)


def _actor(batch: Import) -> Actor:
    return Actor(role="clinician", user_id=batch.user_id, name=str(batch.user or "import"))


def _files(batch: Import) -> dict[str, Any] | None:
    """What became of each file and person; None where it was thrown away meanwhile."""
    by, dry = _actor(batch), batch.step == Step.REHEARSE
    going = True

    def tell(done: int, of: int) -> None:
        nonlocal going
        percent = min(99, done * 100 // max(of, 1))
        if percent != batch.progress:
            batch.progress = percent
            going = jobs.go_on(batch, percent) and going

    may = _may_touch(batch)
    contents = read_upload(batch.path.read_bytes(), batch.name, batch.source)
    loaded = load_read(
        contents, by=by, clinic=batch.clinic, progress=tell, dry=dry, may_touch=may, wrote=_note(batch, by)
    )
    if dry:
        for one in loaded.people:
            if one.patient is not None and one.result == "known":
                # Which of it is here already says something about them.
                audit.read(by=by, patient_id=one.patient.pk, what="import", object_id=str(batch.pk))
    return loaded.as_json() if going else None


def _may_touch(batch: Import) -> Callable[[Patient], bool]:
    seen = Patient.objects.visible_to(batch.user) if batch.user else Patient.objects.none()
    return lambda patient: seen.filter(pk=patient.pk).exists()


def _note(batch: Import, by: Actor) -> Callable[[Patient, bool, int, dict[str, Any]], None]:
    def wrote(patient: Patient, opened: bool, first: int, before: dict[str, Any]) -> None:
        rows = Record.objects.filter(patient=patient, seq__gt=first, source="fhir", author_id=by.user_id)
        fresh = [str(row.pk) for row in rows if row.is_current or row.kind == Record.DELETION]
        now = Patient.objects.get(pk=patient.pk)
        changed = {name: value for name, value in before.items() if getattr(now, name) != value}
        if opened and batch.user:
            join_team(by=by, patient=patient, user=batch.user, role="physiotherapist")
        if opened or fresh or changed:
            ImportWrite.objects.create(batch=batch, patient=patient, opened=opened, records=fresh, before=changed)

    return wrote


def _sheet(batch: Import) -> dict[str, Any]:
    """A sheet is of one patient: its rows are taken like those of the patient's own page."""
    assert batch.patient is not None
    by, dry = _actor(batch), batch.step == Step.REHEARSE
    try:
        with transaction.atomic():
            text = sheets.text_of(batch.path.read_bytes())
            rows = sheets.load(patient=batch.patient, by=by, text=text, dry_run=dry)
            fresh = [row.id for row in rows if row.result == "created"]
            if fresh and not dry:
                ImportWrite.objects.create(batch=batch, patient=batch.patient, records=fresh)
    except Refused as error:
        return {"files": [{"file": batch.name, "error": f"{error.field}: {error.expected}"}]}
    if dry:
        audit.read(by=by, patient_id=batch.patient.pk, what="import", object_id=str(batch.pk))
    refused = [
        {"resource": f"row {row.row}", "path": row.column or "", "expected": row.reason or ""}
        for row in rows
        if row.result == "refused"
    ]
    made = sum(row.result in ("created", "superseded") for row in rows)
    return {
        "created": made, "identical": sum(row.result == "identical" for row in rows), "updated": 0, "withdrawn": 0,
        "refused": refused, "ignored": [], "notes": [], "files": [{"file": batch.name}],
        "people": [{"result": "known", "patient": str(batch.patient.pk), "name": batch.patient.name,
                    "resources": [], "known_by": "", "about": len(rows), "records": made}],
    }  # fmt: skip


def _short(summary: dict[str, Any]) -> dict[str, Any]:
    """The summary as a page shows it; what is left out is counted."""
    out = dict(summary)
    for name in ("refused", "ignored", "people", "taken_back"):
        listed = out.get(name, [])
        out[name], out[f"{name}_more"] = listed[:SHOWN], max(0, len(listed) - SHOWN)
    return out


def _undo(batch: Import) -> bool:
    by = _actor(batch)
    writes = list(batch.writes.select_related("patient").order_by("-pk"))
    kept = 0
    for number, write in enumerate(writes):
        kept += undo_person(by=by, write=write, clinic_key=str(batch.clinic_id))
        jobs.go_on(batch, min(99, (number + 1) * 100 // len(writes)))
    batch.path.unlink(missing_ok=True)
    now = clock.now()
    return _settled(batch, now, summary=batch.summary | {"undone": True, "kept": kept})


def tidy(*, now: datetime | None = None) -> list[UUID]:
    """Remove the files whose day is over; the ids of those that still wait for a worker (a lost message)."""
    return jobs.tidy(Import.objects.all(), lambda batch: batch.path.unlink(missing_ok=True), now or clock.now())
