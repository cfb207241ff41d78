"""What a device has not seen: records, findings, messages and the profile, merged by change number."""

from typing import Any

from django.db.models import Subquery

from backend.core.models import Restored
from backend.patients.models import CareTeamMember, Patient, Record
from backend.patients.present import profile_of, record_json
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
    merged: list[tuple[int, str, Any]] = [
        (row.seq, "record", row)
        for row in Record.objects.after(after).filter(patient=patient).select_related(None)[: limit + 1]
    ]
    findings = Finding.objects.filter(patient=patient, seq__gt=after).order_by("seq")
    findings = findings.filter(for_patient=True) if audience == "patient" else findings.filter(for_clinician=True)
    merged += [(row.seq, "finding", row) for row in findings[: limit + 1]]
    # A caregiver who may look is not by that somebody who reads the patient's messages.
    untold = (
        role == "caregiver" and not CareTeamMember.objects.told_as_caregiver(user).filter(patient=patient).exists()
    )
    for source in [] if untold else message_sources:
        merged += source(patient, after, limit + 1, audience, user.language)
    history = Subquery(Restored.objects.order_by("-at").values("history")[:1])
    fresh = Patient.objects.select_related("clinic", "summary").annotate(history=history).get(pk=patient.pk)
    if fresh.profile_seq > after or after == 0:
        merged.append((max(fresh.profile_seq, after + 1 if after == 0 else 0), "profile", fresh))
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
        else:
            body = row
        changes.append({"seq": seq, "type": kind, kind: body})
    # Numbers of changes that this caller is not shown are passed over, so that the next pull starts behind them.
    cursor = page[-1][0] if more else max(fresh.seq, after)
    seen = f"{fresh.history or ''}{'-untold' if untold else ''}"
    return {"changes": changes, "cursor": cursor, "more": more, "history": seen, "language": user.language}


# `reminders` adds its messages here through the wiring (the two never import each other).
message_sources: list[Any] = []
