"""What clinicians do at the desk besides deciding: stamp a patient as reviewed, and take back what was done."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from backend.core import audit, clock
from backend.core.actor import Actor
from backend.core.audit import Act
from backend.core.ids import new_id
from backend.patients.models import Patient, PatientSummary
from backend.records.actions import record_several
from backend.records.log.append import lock
from backend.records.models import Record
from backend.tracking.models import DeskAct, Finding
from backend.tracking.words import reason_line

# Long enough to notice a slip of the hand, too short to rewrite the morning.
UNDO_WINDOW = timedelta(minutes=15)
ABOUT_A_FINDING = (DeskAct.Kind.ACKNOWLEDGE, DeskAct.Kind.RESOLVE)


def note_act(
    *,
    patient: Patient,
    by: Actor,
    kind: DeskAct.Kind,
    batch: UUID | None = None,
    records: Sequence[Record] = (),
    seen: int | None = None,
    note: str = "",
    outcome: str = "",
    again_at: datetime | None = None,
) -> DeskAct:
    """Keep who did what and when, so that it can be shown and taken back."""
    return DeskAct.objects.create(
        batch=batch or new_id(),
        patient=patient,
        kind=kind,
        at=clock.now(),
        author_id=by.user_id,
        author_name=by.name[:150],
        seen=seen,
        note=note,
        records=[str(row.pk) for row in records],
        outcome=outcome,
        again_at=again_at,
    )


@transaction.atomic
def stamp_review(
    *, patient: Patient, by: Actor, seen: int | None = None, note: str = "", batch: UUID | None = None
) -> DeskAct:
    """`by` has looked at this patient, up to the change number `seen`. Every stamp is kept."""
    lock(patient.pk)
    act = note_act(patient=patient, by=by, kind=DeskAct.Kind.STAMP, batch=batch, seen=seen, note=note)
    audit.write(Act(action="stamp_review", object_id=str(act.pk)), by=by, patient_id=patient.pk)
    _show_latest_stamp(patient)
    return act


@transaction.atomic
def undo(*, batch: UUID, patients: Sequence[UUID], by: Actor) -> list[DeskAct]:
    """Take back what `by` did under `batch` to `patients`, within the window; answers what was taken back.

    Nothing is erased: each word in the log gets a tombstone, each act keeps its row, and the audit says that it
    was undone. What somebody else has taken back meanwhile is passed over.
    """
    from backend.tracking.assessment import reassess

    now = clock.now()
    wanted = DeskAct.objects.to_undo(batch=batch, author_id=by.user_id, since=now - UNDO_WINDOW)
    rows = wanted.filter(patient_id__in=patients).select_related("patient").order_by("patient_id", "at")
    undone: list[DeskAct] = []
    for patient_id, acts in groupby(rows, key=lambda act: act.patient_id):
        lock(patient_id)
        mine = [act for act in acts if DeskAct.objects.filter(pk=act.pk, undone_at=None).update(undone_at=now)]
        if not mine:
            continue
        words = _taken_back(mine)
        record_several(patient=mine[0].patient, by=by, items=words)
        said = [Act(action=f"undo_{act.kind}", object_id=str(act.pk)) for act in mine]
        audit.write(*said, by=by, patient_id=patient_id)
        if words:
            reassess(patient_id, by=by)
        if any(act.kind == DeskAct.Kind.STAMP for act in mine):
            _show_latest_stamp(mine[0].patient)
        if any(act.kind == DeskAct.Kind.CONTACT for act in mine):
            _show_latest_contact(mine[0].patient)
        for act in mine:
            act.undone_at = now
        undone += mine
    return undone


def _taken_back(acts: Sequence[DeskAct]) -> list[dict[str, Any]]:
    """The items that take these acts back: a tombstone for what was written, the version before for what was changed."""
    from backend.tracking.corrections import restored

    changes = (DeskAct.Kind.CORRECT, DeskAct.Kind.ERROR)
    written = [key for act in acts if act.kind not in changes for key in act.records]
    changed = [key for act in acts if act.kind in changes for key in act.records]
    standing = Record.objects.current().filter(pk__in=written).order_by("pk").values_list("pk", flat=True)
    tombstones = [{"kind": Record.DELETION, "supersedes": str(key)} for key in standing]
    return tombstones + restored(list(Record.objects.filter(pk__in=changed).order_by("pk")))


def settle_again(patient_id: UUID, by: Actor) -> None:
    """Findings, reminders and the list's row, at once: who acted sees what came of it."""
    from backend.tracking.assessment import reassess

    reassess(patient_id, by=by)


@transaction.atomic
def note_contact(
    *,
    patient: Patient,
    by: Actor,
    outcome: str,
    again_at: datetime | None = None,
    note: str = "",
    batch: UUID | None = None,
) -> DeskAct:
    """How `by` tried to reach the patient, and what came of it. Whoever was reached has been told: what is open is acknowledged."""
    from backend.tracking.actions import acknowledge_findings

    lock(patient.pk)
    act = note_act(
        patient=patient, by=by, kind=DeskAct.Kind.CONTACT, batch=batch, note=note, outcome=outcome, again_at=again_at
    )
    audit.write(Act(action="note_contact", kind=outcome, object_id=str(act.pk)), by=by, patient_id=patient.pk)
    if outcome == DeskAct.Outcome.REACHED:
        waiting = list(Finding.objects.filter(patient=patient, for_clinician=True, state=Finding.State.OPEN))
        acknowledge_findings(patient=patient, findings=waiting, by=by, note=note or None, batch=act.batch)
    _show_latest_contact(patient)
    return act


def _show_latest_contact(patient: Patient) -> None:
    """Let the worklist's row say how the last try went."""
    last = DeskAct.objects.standing().filter(patient=patient, kind=DeskAct.Kind.CONTACT).order_by("-at").first()
    PatientSummary.objects.filter(patient=patient).update(
        contact={
            "outcome": last.outcome,
            "at": last.at.isoformat(),
            "by": last.author_name,
            "again_at": last.again_at.isoformat() if last.again_at else None,
        }
        if last
        else None,
        revision=F("revision") + 1,
    )


def _show_latest_stamp(patient: Patient) -> None:
    """Let the worklist's row say who looked last."""
    last = DeskAct.objects.standing().filter(patient=patient, kind=DeskAct.Kind.STAMP).order_by("-at").first()
    PatientSummary.objects.filter(patient=patient).update(
        reviewed_at=last.at if last else None,
        reviewed_by=last.author_name if last else "",
        revision=F("revision") + 1,
    )


def findings_named(acts: Sequence[DeskAct], language: str) -> dict[UUID, str]:
    """Which finding each act was about, as its title: what the acts wrote in the log names it."""
    about = {key: act.pk for act in acts if act.kind in ABOUT_A_FINDING for key in act.records}
    rows = Record.objects.filter(pk__in=list(about)).values_list("pk", "data")
    return {about[str(key)]: reason_line(data.get("finding"), None, language) for key, data in rows}


def act_json(act: DeskAct, *, user_id: int | None = None, finding: str = "") -> dict[str, Any]:
    """`undo_until`: until when this caller may take it back; null when they may not."""
    until = act.at + UNDO_WINDOW
    mine = act.author_id == user_id and act.undone_at is None and until > clock.now()
    return {
        "act": str(act.batch),
        "patient": str(act.patient_id),
        "kind": act.kind,
        "at": act.at.isoformat(),
        "by": act.author_name,
        "note": act.note,
        "finding": finding,
        "outcome": act.outcome,
        "again_at": act.again_at.isoformat() if act.again_at else None,
        "undone_at": act.undone_at.isoformat() if act.undone_at else None,
        "undo_until": until.isoformat() if mine else None,
    }
