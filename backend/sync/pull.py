"""What a device has not seen: records, findings, messages and the profile, merged by change number."""

from typing import Any

from django.db.models import OuterRef, Subquery

from backend.accounts.identity import identity_of
from backend.core.models import Restored
from backend.patients.models import CareTeamMember, Erasure, Patient
from backend.patients.present import profile_of
from backend.records.models import Record
from backend.records.present import record_json
from backend.tracking.models import Finding
from backend.tracking.present import finding_json
from backend.tracking.questionnaires.asked import extra_of

MAX_PAGE = 1000


def changes_after(patient: Patient, *, after: int, limit: int, user: Any, role: str) -> dict[str, Any]:
    """Changes with a number above `after`, at most `limit`, in order; a fixed number of queries.

    `history` is another one after the server was restored from a backup, or when a caregiver may read more or less than
    before: the numbers then say nothing any more, and the device begins again from 0.

    What one change number covers is never split. A patient is not told findings meant for clinicians only,
    nor internal notes; a caregiver reads messages when the patient lets them. Findings and messages are in `language`: a
    device that read them in another one asks again from 0.
    """
    audience = "clinician" if role == "clinician" else "patient"
    # A caregiver who may look is not by that somebody who reads the patient's messages.
    untold = (
        role == "caregiver" and not CareTeamMember.objects.told_as_caregiver(user).filter(patient=patient).exists()
    )
    last, profile_seq, history = _stands_at(patient, user)
    seen = {"history": f"{history}{'-untold' if untold else ''}", "language": user.language}
    if after and after >= last:
        return {"changes": [], "cursor": after, "more": False, **seen}
    merged: list[tuple[int, str, Any]] = [
        (row.seq, "record", row)
        for row in Record.objects.after(after).filter(patient=patient).select_related(None)[: limit + 1]
    ]
    findings = Finding.objects.filter(patient=patient, seq__gt=after).order_by("seq")
    findings = findings.filter(for_patient=True) if audience == "patient" else findings.filter(for_clinician=True)
    merged += [(row.seq, "finding", row) for row in findings[: limit + 1]]
    for source in [] if untold else message_sources:
        merged += source(patient, after, limit + 1, audience, user.language)
    # What came while this was read may be in one of the lists and not in another: it waits for the next pull.
    merged = [change for change in merged if change[0] <= last]
    if profile_seq > after or after == 0:
        due = Subquery(Erasure.objects.filter(user=OuterRef("user")).values("due_at")[:1])
        with_clinic = Patient.objects.select_related("clinic", "summary", "user")
        fresh = with_clinic.annotate(erasure_due_at=due).get(pk=patient.pk)
        merged.append((max(profile_seq, after + 1 if after == 0 else 0), "profile", fresh))
    merged.sort(key=lambda change: change[0])
    page = merged[:limit]
    more = len(merged) > limit
    changes = []
    for seq, kind, row in page:
        if kind == "record":
            if audience == "patient" and row.kind == "note" and row.data.get("internal"):
                continue
            body = record_json(row) | extra_of(row)
        elif kind == "finding":
            body = finding_json(row, audience=audience, language=user.language)
        elif kind == "profile":
            body = profile_of(row)
            if role == "patient":  # the wish to be forgotten is the person's own; nobody else reads of it here
                body["erasure_due_at"] = row.erasure_due_at and row.erasure_due_at.isoformat()
        else:
            body = row
        changes.append({"seq": seq, "type": kind, kind: body})
    # Numbers of changes that this caller is not shown are passed over, so that the next pull starts behind them.
    cursor = page[-1][0] if more else max(last, after)
    return {"changes": changes, "cursor": cursor, "more": more, **seen}


def _stands_at(patient: Patient, user: Any) -> tuple[int, int, str]:
    """The patient's last change number, that of the profile, and the history: read before any change is.

    Read after them, a change that came meanwhile would be passed over for good.
    """
    found = identity_of(user)
    if found and found.patient is patient:
        return patient.seq, patient.profile_seq, found.history
    told = Subquery(Restored.objects.order_by("-at").values("history")[:1])
    row = Patient.objects.annotate(history=told).values_list("seq", "profile_seq", "history").get(pk=patient.pk)
    return row[0], row[1], row[2] or ""


# `reminders` adds its messages here through the wiring (the two never import each other).
message_sources: list[Any] = []
